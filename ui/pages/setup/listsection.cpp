// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/listsection.h"

#include "ui/shell/errortext.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/label.h"
#include "ui/widgets/markdelegate.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/sidesheet.h"
#include "ui/widgets/stateview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>

namespace deskbell::ui {

namespace {
constexpr int SheetWidth = 400;
}

ListSection::ListSection(const SetupContext &context, const Words &words, QWidget *parent)
    : SetupSection(parent)
    , m_context(context)
    , m_model(words.headers)
    , m_heading(new QHBoxLayout)
    , m_above(new QVBoxLayout)
    , m_notice(new NoticeBar(context.theme(), this))
    , m_splitter(new QSplitter(this))
    , m_state(new StateView(context.theme()))
    , m_table(new DataTable(context.theme()))
    , m_sheet(new SideSheet(context.theme()))
{
    build(words);
    connect(m_state, &StateView::retryRequested, this, &ListSection::open);
    connect(m_state, &StateView::emptyActionRequested, this, [this] { onEmptyAction(); });
    connect(m_table, &DataTable::rowActivated, this, &ListSection::onActivated);
    connect(m_table, &QAbstractItemView::clicked, this, &ListSection::onActivated);
    connect(m_sheet, &SideSheet::closeRequested, this, [this] { closeSheet(); });
}

void ListSection::build(const Words &words)
{
    const auto &theme = m_context.theme();
    const int inset = theme.space(Space::L);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, inset, 0, 0);
    column->setSpacing(theme.space(Space::S));
    auto *purpose = new Label(theme, TextRole::Body13, ColorRole::TextMuted, words.purpose, this);
    purpose->setWordWrap(true);
    m_heading->setContentsMargins(inset, 0, inset, 0);
    m_heading->setSpacing(theme.space(Space::S));
    m_heading->addWidget(purpose, 1);
    column->addLayout(m_heading);
    m_above->setContentsMargins(inset, 0, inset, 0);
    m_above->addWidget(m_notice);
    column->addLayout(m_above);
    column->addWidget(m_splitter, 1);
    m_table->setSource(&m_model, RecordModel::SortRole);
    m_table->setObjectName(words.name + QStringLiteral("TableView"));
    m_table->setItemDelegate(new MarkDelegate(theme, m_table));
    for (int i = 0; i < words.widths.size(); ++i) {
        m_table->setColumnWidth(i, words.widths.at(i));
    }
    const auto memory = QStringLiteral("setup/%1/table").arg(words.name);
    m_table->setMemory({[this, memory] { return m_context.page.memory.value(memory); },
                        [this, memory](const QByteArray &state) { m_context.page.memory.keep(memory, state); }});
    m_state->setObjectName(words.name + QStringLiteral("StateView"));
    m_state->setContent(m_table);
    m_sheet->setObjectName(words.name + QStringLiteral("SideSheet"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_state);
    m_splitter->addWidget(m_sheet);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({3 * SheetWidth, SheetWidth});
    m_sheet->hide();
}

void ListSection::open()
{
    m_table->setAccessibleName(title());
    m_table->setDocumentTitle(title());
    if (!m_isLoaded) {
        m_state->showLoading();
    }
    load();
}

void ListSection::forget()
{
    closeSheet();
    m_isLoaded = false;
    m_model.setRows({});
    m_notice->hide();
    m_state->showLoading();
}

void ListSection::takeFocus()
{
    if (m_table->isVisible()) {
        m_table->setFocus(Qt::OtherFocusReason);
    } else {
        setFocus(Qt::OtherFocusReason);
    }
}

bool ListSection::closeInnermost()
{
    if (!isSheetOpen()) {
        return false;
    }
    closeSheet();
    return true;
}

void ListSection::showRecords(const QList<Record> &records)
{
    m_isLoaded = true;
    m_notice->hide();
    m_model.setRows(records);
    if (records.isEmpty()) {
        const auto words = empty();
        m_state->showEmpty(words.iconName, words.sentence, words.hint, words.action);
    } else {
        m_state->showContent();
    }
    if (isSheetOpen() && !m_openId.isEmpty() && m_model.rowOf(m_openId) < 0) {
        closeSheet();
    }
}

/// What is here already stays, with a word above it.
void ListSection::showFailure(const Error &error)
{
    const auto text = errorText(error, Attempt::LoadSetup);
    if (m_isLoaded) {
        m_notice->showMessage(ColorRole::Ringing, tr("This list could not be read anew"), text.sentence);
    } else {
        m_state->showError(text.title, text.sentence);
    }
}

SideSheet *ListSection::openSheet(const QString &title, const QString &id)
{
    m_sheet->clear();
    m_sheet->setTitle(title);
    m_openId = id;
    m_sheet->show();
    return m_sheet;
}

void ListSection::closeSheet()
{
    const bool hadFocus = m_sheet->isAncestorOf(focusWidget());
    m_sheet->hide();
    m_sheet->clear();
    m_openId.clear();
    if (hadFocus) {
        takeFocus();
    }
}

void ListSection::fail(const Error &error)
{
    const auto text = errorText(error, Attempt::SaveSetup);
    if (isSheetOpen()) {
        m_sheet->notice()->showMessage(ColorRole::Danger, text.title, text.sentence);
    } else {
        Q_EMIT toastRequested({tr("%1. %2", "title, then sentence").arg(text.title, text.sentence), QStringLiteral("warning"), ColorRole::Danger, {}, {}});
    }
}

bool ListSection::isSheetOpen() const { return !m_sheet->isHidden(); }

Formats ListSection::formats() const { return Formats(m_context.page.store.timeZone()); }

void ListSection::onActivated(const QModelIndex &index) { presentRow(index.data(RecordModel::IdRole).toString()); }

} // namespace deskbell::ui
