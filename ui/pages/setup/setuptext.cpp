// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/setuptext.h"

#include <QCoreApplication>
#include <algorithm>
#include <iterator>

namespace deskbell::ui::setuptext {

namespace {

struct Entry {
    const char *word;
    const char *text;
};

constexpr Entry Permissions[] = {
    {"alerts.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Read alerts")},
    {"alerts.write", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Acknowledge alerts")},
    {"analytics.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Read the charts")},
    {"audit.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Read the audit log")},
    {"calls.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Read calls and what was said")},
    {"changes.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Follow changes as they happen")},
    {"commands.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "See what became of its own changes")},
    {"commands.write", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Send changes (each kind has to be allowed too)")},
    {"credentials.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "See which credentials are set")},
    {"credentials.write", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Set credentials of providers")},
    {"guest.erase", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Erase a guest")},
    {"guest.export", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Export what is known about a guest")},
    {"guest.hold", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Keep a guest's data for a legal reason")},
    {"guest.release", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "End keeping a guest's data")},
    {"inbox.replay", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Apply stored messages of providers again")},
    {"job.discard", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Give up a job")},
    {"job.mark_sent", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Mark a job as sent")},
    {"job.retry", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Try a job again")},
    {"jobs.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Read jobs and how providers are")},
    {"keys.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "See API keys")},
    {"keys.write", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Make and revoke API keys")},
    {"order.change", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Change orders")},
    {"order.create", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Create orders")},
    {"orders.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Read orders")},
    {"own.account", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Change their own account")},
    {"pairing.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "See paired desks")},
    {"pairing.write", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Pair and remove desks")},
    {"sessions.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "See everybody's sessions")},
    {"sessions.write", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "End anybody's session")},
    {"tenant.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Read what is known about the property")},
    {"tenant.write", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Change what is known about the property")},
    {"tenants.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "See all properties")},
    {"tenants.write", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Create and suspend properties")},
    {"usage.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "See what calls cost")},
    {"users.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "See who has an account")},
    {"users.write", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Invite and change people")},
};

/// What hands out access, or is about a person's own account, no key may have.
constexpr const char *NeverForKeys[] = {"credentials.read", "credentials.write", "keys.read",     "keys.write",    "own.account",  "pairing.read", "pairing.write",
                                        "sessions.read",    "sessions.write",    "tenant.write",  "tenants.read",  "tenants.write", "users.write"};

constexpr Entry Actions[] = {
    {"order.create", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Order created")},
    {"order.change", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Order changed")},
    {"session.opened", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Signed in")},
    {"session.closed", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Signed out")},
    {"session.ended", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Session ended")},
    {"session.reused", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Session ended: its token was used twice")},
    {"transcript.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Transcript read")},
    {"audit.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Audit log read")},
    {"hook.read", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Provider's message read")},
    {"user.create", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Person added")},
    {"user.change", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Person changed")},
    {"user.invite", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Person invited")},
    {"user.reset", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Password reset begun")},
    {"key.create", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "API key made")},
    {"key.revoke", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "API key revoked")},
    {"tenant.set", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Property changed")},
    {"tenant.restore", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Property restored")},
    {"credential.set", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Credentials set")},
    {"credential.test", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Credentials tested")},
    {"credential.promote", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Credentials exchanged")},
    {"credential.remove", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Credentials removed")},
    {"device.paired", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Desk paired")},
    {"device.removed", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Desk removed")},
    {"guest.export", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Guest exported")},
    {"guest.erase", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Guest erased")},
};

constexpr Entry Entities[] = {
    {"order", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Order")},
    {"call", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Call")},
    {"session", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Session")},
    {"user", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Person")},
    {"api_key", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "API key")},
    {"tenant", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Property")},
    {"credential", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Provider")},
    {"device", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Desk")},
    {"guest", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Guest")},
    {"job", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Job")},
    {"audit", QT_TRANSLATE_NOOP("deskbell::ui::SetupText", "Audit log")},
};

template<size_t N>
QString textOf(const Entry (&entries)[N], const QString &word)
{
    for (const auto &entry : entries) {
        if (word == QLatin1String(entry.word)) {
            return QCoreApplication::translate("deskbell::ui::SetupText", entry.text);
        }
    }
    return word;
}

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::SetupText)
};

} // namespace

QStringList roles()
{
    return {QStringLiteral("staff"), QStringLiteral("manager"), QStringLiteral("admin"), QStringLiteral("superadmin")};
}

QStringList rolesUpTo(const QString &role) { return roles().mid(0, roles().indexOf(role) + 1); }

QString role(const QString &word)
{
    switch (roles().indexOf(word)) {
    case 0: return Words::tr("Staff", "role");
    case 1: return Words::tr("Manager", "role");
    case 2: return Words::tr("Administrator", "role");
    case 3: return Words::tr("Group administrator", "role");
    default: return word;
    }
}

QString roleMeaning(const QString &word)
{
    switch (roles().indexOf(word)) {
    case 0: return Words::tr("Works at the desk: calls, orders, guests. Sees no accounts and changes no settings.");
    case 1: return Words::tr("As staff, and also pairs desks, reads the audit log, and exports or erases guests.");
    case 2: return Words::tr("As manager, and also invites people, makes API keys, and changes the property and its providers.");
    case 3: return Words::tr("As administrator, for every property of the group; also creates and suspends properties.");
    default: return {};
    }
}

QString permission(const QString &word) { return textOf(Permissions, word); }

bool isForKeys(const QString &permission)
{
    return std::none_of(std::begin(NeverForKeys), std::end(NeverForKeys), [&permission](const char *word) { return permission == QLatin1String(word); });
}

QString permissions(const QStringList &words)
{
    QStringList texts;
    for (const auto &word : words) {
        texts.append(permission(word));
    }
    texts.removeDuplicates();
    return QLocale().createSeparatedList(texts);
}

QString actor(const QString &word)
{
    if (word == QLatin1String("system")) {
        return Words::tr("The service itself", "who did it");
    }
    const auto kind = word.section(QLatin1Char(':'), 0, 0);
    const auto name = word.section(QLatin1Char(':'), 1);
    if (name.isEmpty()) {
        return word;
    }
    if (kind == QLatin1String("key") || kind == QLatin1String("api_key")) {
        return Words::tr("API key %1", "who did it").arg(name);
    }
    return kind == QLatin1String("user") ? name : word;
}

QString action(const QString &word) { return textOf(Actions, word); }

QString entity(const QString &word) { return textOf(Entities, word); }

QStringList entities()
{
    QStringList words;
    for (const auto &entry : Entities) {
        words.append(QLatin1String(entry.word));
    }
    return words;
}

QString moment(const std::optional<Instant> &at, Instant now, const Formats &formats, const QString &never)
{
    if (!at) {
        return never;
    }
    const bool isOtherYear = formats.local(*at).date().year() != formats.local(now).date().year();
    return Words::tr("%1 · %2", "time, and how far away it is")
        .arg(isOtherYear ? formats.fullDateTime(*at) : formats.shortDateTime(*at, now), formats.relative(*at, now));
}

QString goodUntil(const std::optional<Instant> &at, Instant now, const Formats &formats)
{
    return at ? Words::tr("Good until %1 (%2).", "time, and how far away it is").arg(formats.dateTime(*at), formats.relative(*at, now)) : QString();
}

} // namespace deskbell::ui::setuptext
