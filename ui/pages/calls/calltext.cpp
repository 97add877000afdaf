// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/calltext.h"

#include "ui/widgets/bidi.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace deskbell::ui::calltext {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::CallText)
};

/// What guests are likely to speak, for the translators; any other language is written in English.
[[maybe_unused]] constexpr const char *LanguageNames[] = {
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Arabic"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Bulgarian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Chinese"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Croatian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Czech"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Danish"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Dutch"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "English"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Estonian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Finnish"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "French"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "German"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Greek"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Hebrew"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Hindi"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Hungarian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Indonesian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Italian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Japanese"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Korean"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Latvian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Lithuanian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Malay"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Norwegian Bokmal"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Persian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Polish"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Portuguese"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Romanian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Russian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Serbian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Slovak"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Slovenian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Spanish"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Swedish"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Thai"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Turkish"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Ukrainian"),
    QT_TRANSLATE_NOOP("deskbell::ui::Languages", "Vietnamese"),
};

Mark mark(ColorRole role, const char *icon, const QString &word) { return {role, QString::fromLatin1(icon), word}; }

/// "+44 207 946 0123": country code, then threes, the last group up to four. For reading, not for dialling.
QString grouped(const QString &number)
{
    static const QString twoDigits = QStringLiteral(
        " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 "
        "81 82 84 86 90 91 92 93 94 95 98 ");
    if (!number.startsWith(QLatin1Char('+')) || number.size() < 8) {
        return number;
    }
    const bool isOne = number.at(1) == u'1' || number.at(1) == u'7';
    const bool isTwo = twoDigits.contains(QStringLiteral(" %1 ").arg(number.mid(1, 2)));
    const int code = isOne ? 1 : isTwo ? 2 : 3;
    QStringList parts{number.left(1 + code)};
    auto rest = number.mid(1 + code);
    while (rest.size() > 4) {
        parts.append(rest.left(3));
        rest.remove(0, 3);
    }
    parts.append(rest);
    return parts.join(QChar(QChar::Nbsp));
}

} // namespace

Mark status(const Call &call)
{
    switch (call.state) {
    case CallState::Queued: return mark(ColorRole::Ringing, "clock", Words::tr("Queued", "call status"));
    case CallState::Ringing: return mark(ColorRole::Ringing, "bell", Words::tr("Ringing", "call status"));
    case CallState::Greeting: return mark(ColorRole::Live, "phone-live", Words::tr("Greeting", "call status"));
    case CallState::Live: return mark(ColorRole::Live, "phone-live", Words::tr("Live", "call status"));
    case CallState::Holding: return mark(ColorRole::Ringing, "clock", Words::tr("On hold", "call status"));
    case CallState::Transferring: return mark(ColorRole::Person, "user", Words::tr("Handing over", "call status"));
    case CallState::WithPerson: return mark(ColorRole::Person, "user", Words::tr("With a person", "call status"));
    case CallState::Lost: return outcome(CallOutcome::Lost);
    case CallState::Ended:
    case CallState::Incomplete:
    case CallState::Failed: return outcome(call.outcome);
    }
    return {};
}

Mark outcome(CallOutcome outcome)
{
    switch (outcome) {
    case CallOutcome::None: return mark(ColorRole::Neutral, "check", Words::tr("Ended", "call outcome"));
    case CallOutcome::Completed: return mark(ColorRole::Live, "check-circle", Words::tr("Completed", "call outcome"));
    case CallOutcome::Escalated: return mark(ColorRole::Person, "user", Words::tr("Handed to a person", "call outcome"));
    case CallOutcome::Incomplete: return mark(ColorRole::Ringing, "warning", Words::tr("Incomplete", "call outcome"));
    case CallOutcome::NoAnswer: return mark(ColorRole::Danger, "phone-missed", Words::tr("No answer", "call outcome"));
    case CallOutcome::Failed: return mark(ColorRole::Danger, "warning", Words::tr("Failed", "call outcome"));
    case CallOutcome::Lost: return mark(ColorRole::Danger, "link-off", Words::tr("Lost", "call outcome"));
    }
    return {};
}

Mark onTheLine(OnTheLine who)
{
    switch (who) {
    case OnTheLine::Nobody: return {};
    case OnTheLine::Assistant: return mark(ColorRole::Assistant, "assistant", Words::tr("Assistant on the line"));
    case OnTheLine::HandingOver: return mark(ColorRole::Person, "user", Words::tr("Being handed to a person"));
    case OnTheLine::Person: return mark(ColorRole::Person, "user", Words::tr("Person on the line"));
    }
    return {};
}

Mark speaker(SpeakerRole role)
{
    switch (role) {
    case SpeakerRole::Guest: return mark(ColorRole::Neutral, "user", Words::tr("Guest", "speaker"));
    case SpeakerRole::Assistant: return mark(ColorRole::Assistant, "assistant", Words::tr("Assistant", "speaker"));
    case SpeakerRole::Staff: return mark(ColorRole::Person, "user", Words::tr("Staff", "speaker"));
    }
    return {};
}

QString direction(CallDirection direction)
{
    return direction == CallDirection::Inbound ? Words::tr("Inbound", "call direction")
                                               : Words::tr("Outbound", "call direction");
}

QString directionIcon(const Call &call)
{
    if (call.outcome == CallOutcome::NoAnswer || call.outcome == CallOutcome::Lost) {
        return QStringLiteral("phone-missed");
    }
    return call.direction == CallDirection::Inbound ? QStringLiteral("phone-in") : QStringLiteral("phone-out");
}

QString who(const Call &call)
{
    return call.guestName.trimmed().isEmpty() ? number(call) : call.guestName.simplified();
}

QString number(const Call &call)
{
    if (call.customerNumber.isEmpty()) {
        return Words::tr("Withheld number");
    }
    return isolatedLtr(grouped(call.customerNumber));
}

QString language(const QString &bcp47)
{
    if (bcp47.isEmpty()) {
        return {};
    }
    const QLocale locale(bcp47);
    if (locale.language() == QLocale::C) {
        return bcp47;
    }
    return QCoreApplication::translate("deskbell::ui::Languages",
                                       QLocale::languageToString(locale.language()).toUtf8().constData());
}

QString serviceType(const QString &word)
{
    struct Known {
        const char *word;
        QString text;
    };
    const Known known[] = {
        {"room_service", Words::tr("Room service", "service type")},
        {"housekeeping", Words::tr("Housekeeping", "service type")},
        {"maintenance", Words::tr("Maintenance", "service type")},
        {"concierge", Words::tr("Concierge", "service type")},
        {"front_desk", Words::tr("Front desk", "service type")},
        {"information", Words::tr("Information", "service type")},
        {"booking", Words::tr("Booking", "service type")},
        {"complaint", Words::tr("Complaint", "service type")},
        {"emergency", Words::tr("Emergency", "service type")},
        {"wake_up", Words::tr("Wake-up call", "service type")},
    };
    for (const auto &entry : known) {
        if (word == QLatin1String(entry.word)) {
            return entry.text;
        }
    }
    auto text = word;
    text.replace(QLatin1Char('_'), QLatin1Char(' '));
    return text.isEmpty() ? text : text.left(1).toUpper() + text.mid(1);
}

QString endReason(EndReason reason)
{
    switch (reason) {
    case EndReason::GuestHungUp: return Words::tr("the guest ended the call");
    case EndReason::StaffEnded: return Words::tr("a colleague ended the call");
    case EndReason::AssistantEnded: return Words::tr("the assistant ended the call");
    case EndReason::Transferred: return Words::tr("the call was forwarded");
    case EndReason::Silence: return Words::tr("nobody spoke for a while");
    case EndReason::TooLong: return Words::tr("the call became too long");
    case EndReason::Busy: return Words::tr("the line was busy");
    case EndReason::NoAnswer: return Words::tr("nobody answered");
    case EndReason::Voicemail: return Words::tr("an answering machine picked up");
    case EndReason::ProviderError: return Words::tr("the phone service had a fault");
    case EndReason::OurError: return Words::tr("this service had a fault");
    case EndReason::Unknown: return Words::tr("the reason is not known");
    case EndReason::None: return {};
    }
    return {};
}

OnTheLine lineOwner(const Call &call, const QList<TranscriptLine> &lines)
{
    switch (call.state) {
    case CallState::Transferring: return OnTheLine::HandingOver;
    case CallState::WithPerson: return OnTheLine::Person;
    case CallState::Greeting: return OnTheLine::Assistant;
    case CallState::Live: break;
    default: return OnTheLine::Nobody;
    }
    const auto last = std::find_if(lines.rbegin(), lines.rend(),
                                   [](const TranscriptLine &line) { return line.role != SpeakerRole::Guest; });
    const bool isPerson = last != lines.rend() && last->role == SpeakerRole::Staff;
    return isPerson ? OnTheLine::Person : OnTheLine::Assistant;
}

} // namespace deskbell::ui::calltext
