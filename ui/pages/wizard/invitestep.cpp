// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/invitestep.h"

#include "ui/shell/errortext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"

#include <QLineEdit>

namespace deskbell::ui {

namespace {

constexpr int Group = 5;
const auto Scheme = QStringLiteral("deskbell:");
const auto Field = QStringLiteral("invite");

} // namespace

QString plainInvite(const QString &typed)
{
    static const auto alphabet = QStringLiteral("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    QString plain;
    for (const auto each : typed.toUpper()) {
        const auto c = each == QLatin1Char('O') ? QLatin1Char('0') : each == QLatin1Char('I') || each == QLatin1Char('L') ? QLatin1Char('1') : each;
        if (alphabet.contains(c)) {
            plain.append(c);
        }
    }
    return plain;
}

QString groupedInvite(const QString &typed)
{
    auto code = plainInvite(typed).left(InviteLength);
    for (int at = (InviteLength / Group - 1) * Group; at > 0; at -= Group) {
        if (code.size() > at) {
            code.insert(at, QLatin1Char('-'));
        }
    }
    return code;
}

InviteStep::InviteStep(const Theme &theme, QWidget *parent) : WizardStep(theme, parent)
{
    m_code = form()->addText(Field, tr("Invite"), QStringLiteral("XXXXX-XXXXX-XXXXX-XXXXX-XXXXXX"));
    m_code->setFont(theme.tabularFont(TextRole::Label15));
    m_code->setInputMethodHints(Qt::ImhUppercaseOnly | Qt::ImhNoPredictiveText);
    m_code->setLayoutDirection(Qt::LeftToRight);
    m_count = form()->addHint({});
    m_count->setObjectName(QStringLiteral("inviteCountLabel"));
    form()->addHint(tr("An administrator makes it on a desk that is already there: Setup, Paired desks, Pair a desk. "
                       "For the first desk of a house, the program “deskbelld pair” on the server prints one. It is good for ten minutes."));
    connect(m_code, &QLineEdit::textEdited, this, &InviteStep::onEdited);
    onEdited();
}

QString InviteStep::title() const { return tr("Is it the right server?"); }

QString InviteStep::explanation() const
{
    return tr("The invite carries the server's key. With it this desk knows your server from any other, now and later.");
}

QString InviteStep::nextText() const { return tr("Pair this desk"); }

/// Groups appear while typing; a link of a picture stays as it is.
void InviteStep::onEdited()
{
    const auto text = m_code->text();
    if (text.startsWith(Scheme, Qt::CaseInsensitive) || Scheme.startsWith(text.toLower())) {
        m_count->setText(text.isEmpty() ? tr("26 letters and figures. Capitals, blanks and hyphens do not matter.") : tr("The link of an invite."));
        return;
    }
    const auto before = plainInvite(text.left(m_code->cursorPosition())).size();
    const auto grouped = groupedInvite(text);
    if (grouped != text) {
        m_code->setText(grouped);
        const auto groups = qMin<qsizetype>(before / Group, InviteLength / Group - 1);
        m_code->setCursorPosition(int(qMin(before + groups, grouped.size())));
    }
    const int count = int(qMin<qsizetype>(plainInvite(text).size(), InviteLength));
    m_count->setText(count == InviteLength ? tr("Complete.") : tr("%1 of %2 characters", "typed, of all").arg(count).arg(InviteLength));
}

bool InviteStep::validate()
{
    const auto text = m_code->text();
    const bool isWhole = text.startsWith(Scheme, Qt::CaseInsensitive) || plainInvite(text).size() == InviteLength;
    form()->setProblem(Field, isWhole ? QString() : tr("The invite is not complete: it has 26 letters and figures."));
    return isWhole;
}

void InviteStep::takeFocus() { m_code->setFocus(Qt::OtherFocusReason); }

bool InviteStep::showRefusal(const Error &error) { return form()->setProblem(Field, errorText(error, Attempt::PairDesk).sentence); }

QString InviteStep::code() const { return m_code->text().trimmed(); }

} // namespace deskbell::ui
