// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/findstep.h"

#include "ui/shell/errortext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"

#include <QLineEdit>
#include <QListWidget>

namespace deskbell::ui {

namespace {
constexpr int RowHeight = 36;
constexpr int MostRows = 4;
}

FindStep::FindStep(const Theme &theme, QWidget *parent)
    : WizardStep(theme, parent)
    , m_theme(theme)
    , m_looking(new Label(theme, TextRole::Body13, ColorRole::TextMuted))
    , m_list(new QListWidget)
{
    m_looking->setObjectName(QStringLiteral("lookingLabel"));
    m_looking->setWordWrap(true);
    form()->addRow(m_looking);
    m_list->setObjectName(QStringLiteral("foundListWidget"));
    m_list->setAccessibleName(tr("Servers found on this network"));
    m_list->setProperty("nav", true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    form()->addRow(m_list);
    m_address = form()->addText(QStringLiteral("wizardServer"), tr("Address of the server"), tr("192.168.1.5:8642 or desk.example.com"));
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase);
    form()->addHint(tr("Whoever installed the server can tell you; the program prints it when it starts."));
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < m_found.size()) {
            setAddress(m_found.at(row).address);
        }
    });
    connect(m_list, &QListWidget::itemActivated, this, &WizardStep::submitted);
    setFound({});
}

QString FindStep::title() const { return tr("Where is your server?"); }

QString FindStep::explanation() const { return tr("Deskbell runs on one computer of the house; this desk connects to it."); }

bool FindStep::validate()
{
    form()->setProblem(QStringLiteral("wizardServer"), address().isEmpty() ? tr("Choose one above, or type its address.") : QString());
    return !form()->hasProblems();
}

void FindStep::takeFocus()
{
    if (m_list->isHidden() || !address().isEmpty()) {
        m_address->setFocus(Qt::OtherFocusReason);
    } else {
        m_list->setFocus(Qt::OtherFocusReason);
    }
}

bool FindStep::showRefusal(const Error &error)
{
    return form()->setProblem(QStringLiteral("wizardServer"), errorText(error, Attempt::FindServer).sentence);
}

void FindStep::setFound(const QList<FoundServer> &found)
{
    m_found = found;
    const int kept = m_list->currentRow();
    m_list->clear();
    for (const auto &server : found) {
        auto *item = new QListWidgetItem(m_theme.icon(QStringLiteral("desk"), ColorRole::Accent),
                                         tr("%1 · %2", "name of a server, its address").arg(isolated(server.name), isolatedLtr(server.address)), m_list);
        item->setSizeHint(QSize(0, RowHeight));
    }
    m_list->setVisible(!found.isEmpty());
    m_list->setFixedHeight(RowHeight * qBound(1, int(found.size()), MostRows) + 2 * m_theme.space(Space::M) + 4);
    if (kept >= 0 && kept < found.size() && found.at(kept).address == address()) {
        m_list->setCurrentRow(kept);
    }
    m_looking->setText(found.isEmpty() ? tr("Looking on this network… Servers that are found appear here. Some networks hide them; then type the address.")
                                       : tr("Found on this network. Anybody can announce a server; the invite in the next step makes sure it is yours."));
}

void FindStep::setAddress(const QString &address)
{
    m_address->setText(address);
    form()->setProblem(QStringLiteral("wizardServer"), {});
}

QString FindStep::address() const { return m_address->text().trimmed(); }

} // namespace deskbell::ui
