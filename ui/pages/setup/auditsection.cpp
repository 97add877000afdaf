// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/auditsection.h"

#include "ui/pages/setup/auditfilterbar.h"
#include "ui/pages/setup/setuptext.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/sidesheet.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace deskbell::ui {

namespace {

constexpr int DetailHeight = 180;
enum Column { NumberColumn };

QString idOf(const AuditRecord &entry) { return QString::number(entry.number); }

} // namespace

AuditSection::AuditSection(const SetupContext &context, QWidget *parent)
    : ListSection(context,
                  {QStringLiteral("audit"),
                   tr("Who did what. Entries can be neither changed nor removed; each one seals the one before it."),
                   {tr("No.", "table column of the audit log"), tr("When", "table column of the audit log"), tr("Who", "table column of the audit log"),
                    tr("What", "table column of the audit log"), tr("About", "table column of the audit log")},
                   {80, 220, 170, 260, 260}},
                  parent)
    , m_api(context.link)
    , m_filter(new AuditFilterBar(context.theme(), this))
    , m_state(new Pill(context.theme(), this))
    , m_stateText(new Label(context.theme(), TextRole::Body13, ColorRole::Text, {}, this))
{
    auto *row = new QHBoxLayout;
    row->setSpacing(context.theme().space(Space::S));
    row->addWidget(m_state);
    row->addWidget(m_stateText, 1);
    m_state->setObjectName(QStringLiteral("auditStatePill"));
    m_stateText->setObjectName(QStringLiteral("auditStateLabel"));
    m_stateText->setWordWrap(true);
    m_state->setMeaning(ColorRole::Neutral, QStringLiteral("clock"), tr("Being asked", "state of the audit log"));
    above()->addLayout(row);
    above()->addWidget(m_filter);
    table()->sortByColumn(NumberColumn, Qt::DescendingOrder);
    connect(m_filter, &AuditFilterBar::queryChanged, this, [this] { ask({}); });
    connect(m_filter, &AuditFilterBar::wordsChanged, this, &AuditSection::showRows);
    connect(m_filter, &AuditFilterBar::exportRequested, table(), &DataTable::exportCsv);
    connect(&model(), &RecordModel::moreWanted, this, [this] {
        if (!m_nextCursor.isEmpty()) {
            ask(m_nextCursor);
        }
    });
    auto *search = new QShortcut(QKeySequence::Find, this);
    search->setContext(Qt::WidgetWithChildrenShortcut);
    connect(search, &QShortcut::activated, m_filter, &AuditFilterBar::takeFocus);
}

QString AuditSection::title() const { return tr("Audit log", "section of the setup"); }

QList<KeyHint> AuditSection::keyMap() const
{
    return {{QKeySequence(QKeySequence::Find), tr("Search what is listed")},
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), tr("Export as CSV")}};
}

ListSection::Empty AuditSection::empty() const
{
    if (m_filter->isNarrow()) {
        return {QStringLiteral("search"), tr("No entry fits"), tr("Another period, person or word may show more."), tr("Show all entries")};
    }
    return {QStringLiteral("shield"), tr("Nothing has happened yet"), tr("Every change and every sensitive look appears here."), {}};
}

void AuditSection::onEmptyAction() { m_filter->clear(); }

bool AuditSection::closeInnermost()
{
    if (ListSection::closeInnermost()) {
        return true;
    }
    if (!m_filter->isNarrow()) {
        return false;
    }
    m_filter->clear();
    return true;
}

void AuditSection::forget()
{
    ++m_question;
    m_entries.clear();
    m_nextCursor.clear();
    ListSection::forget();
}

void AuditSection::load()
{
    m_api.state(this, [this](const Result<AuditState> &state) { presentState(state); });
    ask({});
}

void AuditSection::ask(const QString &cursor)
{
    auto query = m_filter->query(context().now(), formats());
    query.cursor = cursor;
    const auto question = ++m_question;
    m_api.page(query, this, [this, question, isFirst = cursor.isEmpty()](const Result<AuditPage> &page) {
        if (question != m_question) {
            return;
        }
        if (!page) {
            model().setHasMore(!m_nextCursor.isEmpty());
            showFailure(page.error());
            return;
        }
        m_entries = isFirst ? page.value().rows : m_entries + page.value().rows;
        m_nextCursor = page.value().nextCursor;
        model().setHasMore(!m_nextCursor.isEmpty());
        showRows();
    });
}

void AuditSection::showRows()
{
    const auto words = m_filter->words();
    QList<Record> records;
    for (const auto &entry : std::as_const(m_entries)) {
        const auto row = record(entry);
        const bool fits = words.isEmpty()
            || std::any_of(row.cells.begin(), row.cells.end(), [&words](const RecordCell &cell) { return cell.text.contains(words, Qt::CaseInsensitive); })
            || QString::fromUtf8(QJsonDocument(entry.detail).toJson(QJsonDocument::Compact)).contains(words, Qt::CaseInsensitive);
        if (fits) {
            records.append(row);
        }
    }
    showRecords(records);
}

void AuditSection::presentState(const Result<AuditState> &state)
{
    if (!state) {
        m_state->setMeaning(ColorRole::Neutral, QStringLiteral("info"), tr("Not known", "state of the audit log"));
        m_stateText->setText(tr("Whether the log is whole could not be asked."));
        return;
    }
    const auto &value = state.value();
    const auto when = setuptext::moment(value.checkedAt, context().now(), formats());
    if (value.brokenNumber) {
        m_state->setMeaning(ColorRole::Danger, QStringLiteral("warning"), tr("Broken", "state of the audit log"));
        m_stateText->setText(tr("Entry %1 does not fit the ones before it: somebody has changed the log outside of Deskbell, or the disk is damaged. "
                                "Keep a copy and tell whoever runs the server. Checked %2.")
                                 .arg(formats().number(*value.brokenNumber), when));
    } else if (!value.checkedAt) {
        m_state->setMeaning(ColorRole::Neutral, QStringLiteral("clock"), tr("Not checked yet", "state of the audit log"));
        m_stateText->setText(tr("The log is checked when the service starts and once a day."));
    } else if (value.isValid) {
        m_state->setMeaning(ColorRole::Live, QStringLiteral("check"), tr("Whole", "state of the audit log"));
        m_stateText->setText(tr("%n entry(ies), none changed or missing. Checked %1.", nullptr, int(value.entries)).arg(when));
    } else {
        m_state->setMeaning(ColorRole::Danger, QStringLiteral("warning"), tr("Broken", "state of the audit log"));
        m_stateText->setText(tr("The log is not whole. Keep a copy and tell whoever runs the server. Checked %1.").arg(when));
    }
}

Record AuditSection::record(const AuditRecord &entry) const
{
    const auto entity = setuptext::entity(entry.entity);
    const auto about = entry.entityId.isEmpty() ? entity : tr("%1 %2", "kind of thing, its id").arg(entity, isolatedLtr(entry.entityId));
    const auto now = context().now();
    return {idOf(entry),
            {{formats().number(entry.number), entry.number},
             {setuptext::moment(entry.at, now, formats()), entry.at ? toMillis(*entry.at) : 0},
             {isolated(setuptext::actor(entry.actor)), {}},
             {setuptext::action(entry.action), {}},
             {about, {}}}};
}

void AuditSection::presentRow(const QString &id)
{
    const auto it = std::find_if(m_entries.begin(), m_entries.end(), [&id](const AuditRecord &each) { return idOf(each) == id; });
    if (it == m_entries.end()) {
        return;
    }
    auto *sheet = openSheet(setuptext::action(it->action), id);
    auto *facts = new FactList(theme());
    facts->add(tr("Number", "fact of an audit entry"), formats().number(it->number));
    facts->add(tr("When", "fact of an audit entry"), it->at ? formats().fullDateTime(*it->at) : QString());
    facts->add(tr("Who", "fact of an audit entry"), setuptext::actor(it->actor));
    facts->add(tr("About", "fact of an audit entry"), setuptext::entity(it->entity));
    facts->add(tr("Its id", "fact of an audit entry"), it->entityId, true);
    facts->add(tr("Command", "fact of an audit entry"), it->commandId, true);
    facts->add(tr("Word of the log", "fact of an audit entry"), it->action, true);
    facts->add(tr("Seal", "fact of an audit entry: its hash"), it->hash.left(16), true);
    sheet->add(facts);
    if (it->detail.isEmpty()) {
        return;
    }
    sheet->add(new Label(theme(), TextRole::Caption12, ColorRole::TextMuted, tr("Details", "of an audit entry")));
    auto *detail = new QPlainTextEdit(QString::fromUtf8(QJsonDocument(it->detail).toJson()).trimmed());
    detail->setObjectName(QStringLiteral("auditDetailPlainTextEdit"));
    detail->setAccessibleName(tr("Details", "of an audit entry"));
    detail->setReadOnly(true);
    detail->setTabChangesFocus(true);
    detail->setFont(theme().tabularFont(TextRole::Body13));
    detail->setFixedHeight(DetailHeight);
    detail->setLayoutDirection(Qt::LeftToRight);
    sheet->add(detail);
}

} // namespace deskbell::ui
