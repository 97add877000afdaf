// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/authorization/twohouses.h"

#include "core/pairing/pairingcode.h"
#include "server/storage/inboxrepository.h"
#include "server/storage/tenanthistoryrepository.h"
#include "tests/support/vapimessages.h"

#include <QCoroTask>
#include <QJsonDocument>

namespace deskbell::test {
namespace {

const auto Password = QString::fromLatin1(TestService::Password);

TestService::Options optionsOf()
{
    TestService::Options options;
    options.hasManualClock = true;
    options.role = server::Role::Admin;
    return options;
}

QString text(const QJsonObject &object, const char *key) { return object.value(QLatin1String(key)).toString(); }

QJsonObject firstOf(HttpCalls &http, const QString &path)
{
    return http.get(path).data().value(QLatin1String("items")).toArray().first().toObject();
}

/// A provider's message, from the house's own guest.
QJsonObject from(const HouseData &house, QJsonObject hook)
{
    auto message = hook.value(QLatin1String("message")).toObject();
    message.insert(QStringLiteral("customer"), QJsonObject{{QStringLiteral("number"), house.phone}, {QStringLiteral("name"), house.mark + QStringLiteral(" Guest")}});
    return {{QStringLiteral("message"), message}};
}

} // namespace

bool Asker::may(const QByteArray &permission) const
{
    const auto *row = server::findPermission(permission);
    return row && role && *role >= row->role && (!isKey || row->isForKeys);
}

TwoHouses::TwoHouses()
    : m_service(optionsOf()), m_ours{QStringLiteral("aurora"), QStringLiteral("AURORA"), QStringLiteral("+15550101"), {}},
      m_theirs{QStringLiteral("borealis"), QStringLiteral("BOREALIS"), QStringLiteral("+15550202"), {}}
{
}

QString TwoHouses::open()
{
    if (const auto failed = m_service.start(); !failed.isEmpty()) {
        return failed;
    }
    if (const auto failed = m_service.addTenant(m_theirs.slug); !failed.isEmpty()) {
        return failed;
    }
    const std::tuple<QString, const char *, server::Role> people[]{{m_ours.slug, "staff", server::Role::Staff}, {m_ours.slug, "manager", server::Role::Manager},
        {m_ours.slug, "admin", server::Role::Admin}, {m_ours.slug, "superadmin", server::Role::Superadmin},
        {m_theirs.slug, "BOREALIS-boss", server::Role::Admin}, {m_theirs.slug, "BOREALIS-clerk", server::Role::Staff}};
    for (const auto &[slug, name, role] : people) {
        if (const auto failed = m_service.addUser(slug, QString::fromLatin1(name), role, Password); !failed.isEmpty()) {
            return failed;
        }
    }
    const auto token = [this](const QString &slug, const char *name) {
        return m_service.signIn(slug, QString::fromLatin1(name), Password).value_or(QJsonObject()).value(QLatin1String("access_token")).toString().toLatin1();
    };
    m_admin = std::make_unique<HttpCalls>(m_service.url());
    m_admin->setToken(token(m_ours.slug, "anna"));
    if (const auto failed = fill(m_theirs, token(m_theirs.slug, "BOREALIS-boss")); !failed.isEmpty()) {
        return failed;
    }
    if (const auto failed = fill(m_ours, token(m_ours.slug, "anna")); !failed.isEmpty()) {
        return failed;
    }
    return addAskers();
}

QString TwoHouses::fill(HouseData &house, const QByteArray &token)
{
    HttpCalls http(m_service.url());
    http.setToken(token);
    if (const auto failed = hear(house); !failed.isEmpty()) {
        return failed;
    }
    const auto call = firstOf(http, QStringLiteral("/v1/calls"));
    house.ids.insert(QStringLiteral("calls"), text(call, "id"));
    house.ids.insert(QStringLiteral("guests"), text(call, "guest_id"));
    house.ids.insert(QStringLiteral("alerts"), text(firstOf(http, QStringLiteral("/v1/alerts")), "id"));
    SystemRng rng;
    const auto key = makeUuid7(m_service.clock(), rng);
    http.setHeader("Idempotency-Key", key.toLatin1());
    const auto order = http.post(QStringLiteral("/v1/orders"), {{QStringLiteral("room"), house.mark + QStringLiteral("-204")}, {QStringLiteral("notes"), house.mark},
                                                                   {QStringLiteral("items"), QJsonArray{QStringLiteral("towels")}}});
    house.ids.insert(QStringLiteral("orders"), text(order.data(), "id"));
    house.ids.insert(QStringLiteral("commands"), key);
    http.setHeader("Idempotency-Key", makeUuid7(m_service.clock(), rng).toLatin1());
    const auto spare = http.post(QStringLiteral("/v1/orders"), {{QStringLiteral("room"), house.mark + QStringLiteral("-205")}, {QStringLiteral("items"), QJsonArray{QStringLiteral("soap")}}});
    house.ids.insert(QStringLiteral("spares"), text(spare.data(), "id"));
    const auto made = http.post(QStringLiteral("/v1/api-keys"), {{QStringLiteral("name"), house.mark + QStringLiteral(" key")}, {QStringLiteral("scopes"), QJsonArray{QStringLiteral("orders.read")}}});
    house.ids.insert(QStringLiteral("api-keys"), text(made.data(), "id"));
    house.ids.insert(QStringLiteral("devices"), pairDevice(http, house.mark + QStringLiteral(" desk")));
    const auto invited = http.post(QStringLiteral("/v1/users"), {{QStringLiteral("username"), house.mark + QStringLiteral("-new")}, {QStringLiteral("role"), QStringLiteral("staff")}});
    house.ids.insert(QStringLiteral("users"), text(invited.data(), "id"));
    house.ids.insert(QStringLiteral("sessions"), text(firstOf(http, QStringLiteral("/v1/sessions")), "id"));
    if (const auto failed = addJob(house); !failed.isEmpty()) {
        return failed;
    }
    for (auto id = house.ids.cbegin(); id != house.ids.cend(); ++id) {
        if (id.value().isEmpty()) {
            return QStringLiteral("%1 has nothing of the kind %2").arg(house.slug, id.key());
        }
    }
    return {};
}

QString TwoHouses::hear(const HouseData &house)
{
    const auto source = m_service.hook(house.slug);
    auto provider = m_service.calls();
    provider.setHeader("X-Vapi-Secret", source.secret);
    const auto callId = QStringLiteral("call-") + house.mark;
    const auto at = toMillis(m_service.clock().now());
    const auto path = server::hookPath(source);
    const auto line = vapi::spoken(QStringLiteral("user"), house.mark + QStringLiteral(" is what I said"), at);
    const QJsonObject messages[]{vapi::status(callId, at, QStringLiteral("in-progress")),
        vapi::transcript(callId, at, QStringLiteral("user"), house.mark + QStringLiteral(" is what I said, and that it is an emergency")),
        vapi::report(callId, at + 60'000, toRfc3339(fromMillis(at)), toRfc3339(fromMillis(at + 60'000)), {line}, house.mark + QStringLiteral(" summary"))};
    for (const auto &message : messages) {
        if (provider.post(path, from(house, message)).status != 200) {
            return QStringLiteral("the hook of %1 refused a message").arg(house.slug);
        }
    }
    // Nobody can read it: it stays as a dead message, which a manager may put back.
    return provider.send("POST", path, "{\"" + house.mark.toLatin1()).status == 200 ? QString() : QStringLiteral("the hook refused what nobody can read");
}

QString TwoHouses::addJob(HouseData &house)
{
    const server::TenantContext who{application().access().directory.bySlug(house.slug)->id, QStringLiteral("test")};
    auto write = application().database().write(
        [&queue = application().jobs().queue, &changes = application().database().changes(), who, mark = house.mark,
            later = m_service.clock().now() + std::chrono::hours(24 * 365)](sql::Connection &db) -> Result<QStringList> {
            if (auto entered = changes.enter(db, who.tenant); !entered) {
                return entered.error();
            }
            server::NewJob job;
            job.queue = QStringLiteral("webhook");
            job.kind = QStringLiteral("order.notify");
            job.subject = mark + QStringLiteral(" notification");
            job.runAt = later;
            const auto id = queue.enqueue(db, who, job);
            if (!id) {
                return id.error();
            }
            // One that only theirs has, or only ours.
            server::TenantVersion version;
            version.version = mark == QLatin1String("AURORA") ? 700 : 800;
            version.state = QJsonObject{{QStringLiteral("currency"), QStringLiteral("EUR")}};
            if (auto kept = server::TenantHistoryRepository(db, who).insert(version); !kept) {
                return kept.error();
            }
            server::InboxFilter filter;
            filter.state = server::InboxState::Dead;
            const auto dead = server::InboxRepository(db).page(who, filter, 0, 10);
            if (!dead) {
                return dead.error();
            }
            return QStringList{id.value().value, dead.value().isEmpty() ? QString() : QString::number(dead.value().first().id)};
        });
    write.waitForFinished();
    const auto made = write.result();
    if (!made) {
        return made.error().detail;
    }
    house.ids.insert(QStringLiteral("tenants"), who.tenant.value);
    house.ids.insert(QStringLiteral("versions"), house.mark == QLatin1String("AURORA") ? QStringLiteral("700") : QStringLiteral("800"));
    house.ids.insert(QStringLiteral("jobs"), made.value().at(0));
    house.ids.insert(QStringLiteral("messages"), made.value().at(1));
    return {};
}

QString TwoHouses::addAskers()
{
    SystemRng rng;
    const auto add = [&](const QString &name, std::optional<server::Role> role, bool isKey, const QByteArray &token) {
        Asker asker{name, role, isKey, std::make_unique<HttpCalls>(m_service.url()), makeUuid7(m_service.clock(), rng), 0};
        asker.http->setToken(token);
        m_askers.push_back(std::move(asker));
    };
    add(QStringLiteral("nobody"), {}, false, {});
    for (const auto role : {server::Role::Staff, server::Role::Manager, server::Role::Admin, server::Role::Superadmin}) {
        const auto signedIn = m_service.signIn(m_ours.slug, word(role), Password);
        if (!signedIn) {
            return QStringLiteral("%1 can not sign in").arg(word(role));
        }
        add(word(role), role, false, text(*signedIn, "access_token").toLatin1());
    }
    // A key with all that a key can have.
    QJsonArray scopes;
    for (const auto &row : server::permissions()) {
        if (row.isForKeys) {
            scopes.append(QString::fromLatin1(row.name));
        }
    }
    const auto made = m_askers.back().http->post(QStringLiteral("/v1/api-keys"), {{QStringLiteral("name"), QStringLiteral("everything")}, {QStringLiteral("scopes"), scopes}});
    add(QStringLiteral("key"), server::Role::Superadmin, true, text(made.data(), "key").toLatin1());
    return made.status == 201 ? QString() : QStringLiteral("no key could be made");
}

QString TwoHouses::fresh(const QString &kind)
{
    ++m_made;
    const auto name = QStringLiteral("fresh-%1").arg(m_made);
    if (kind == QLatin1String("sessions")) {
        return text(m_service.signIn(m_ours.slug, QStringLiteral("staff"), Password).value_or(QJsonObject()), "session_id");
    }
    if (kind == QLatin1String("api-keys")) {
        return text(m_admin->post(QStringLiteral("/v1/api-keys"), {{QStringLiteral("name"), name}, {QStringLiteral("scopes"), QJsonArray{QStringLiteral("orders.read")}}}).data(), "id");
    }
    if (kind == QLatin1String("devices")) {
        return pairDevice(*m_admin, name);
    }
    return m_ours.ids.value(kind);
}

QString TwoHouses::pairDevice(HttpCalls &inviter, const QString &name)
{
    const auto code = parsePairingCode(text(inviter.post(QStringLiteral("/v1/pairing/invites"), {}).data(), "code"));
    SystemRng rng;
    const auto id = makeUuid7(m_service.clock(), rng);
    const auto paired = code ? m_service.calls().post(QStringLiteral("/v1/pair"), {{QStringLiteral("secret"), QString::fromLatin1(code.value().secret.toHex())},
                                                          {QStringLiteral("device_id"), id}, {QStringLiteral("device_name"), name}})
                             : HttpCalls::Answer();
    return paired.status == 200 ? id : QString();
}

QJsonObject TwoHouses::command(Asker &asker, const QString &name, const QJsonObject &args, const QString &after)
{
    SystemRng rng;
    QJsonObject one{{QStringLiteral("cmd_id"), makeUuid7(m_service.clock(), rng)}, {QStringLiteral("device_seq"), asker.deviceSeq + 1}, {QStringLiteral("name"), name},
        {QStringLiteral("args"), args}, {QStringLiteral("made_at"), toRfc3339(m_service.clock().now())}};
    if (!after.isEmpty()) {
        one.insert(QStringLiteral("after"), after);
    }
    const auto answer = asker.http->post(QStringLiteral("/v1/commands"), {{QStringLiteral("device_id"), asker.device}, {QStringLiteral("commands"), QJsonArray{one}}});
    if (answer.status != 200) {
        return {{QStringLiteral("http"), answer.status}, {QStringLiteral("error"), answer.error()}};
    }
    ++asker.deviceSeq;
    return answer.data().value(QLatin1String("results")).toArray().first().toObject();
}

QString TwoHouses::leakIn(const QByteArray &answer, const QString &echo) const
{
    auto shown = QString::fromUtf8(answer);
    if (!echo.isEmpty()) {
        shown.remove(echo);
    }
    if (shown.contains(m_theirs.mark) || shown.contains(m_theirs.phone)) {
        return m_theirs.mark;
    }
    for (auto id = m_theirs.ids.cbegin(); id != m_theirs.ids.cend(); ++id) {
        // The numbers of messages and versions are short and shared; a spare order's id is given to an order of ours too.
        static const QStringList Shared{QStringLiteral("messages"), QStringLiteral("versions"), QStringLiteral("spares")};
        if (!Shared.contains(id.key()) && shown.contains(id.value())) {
            return id.key() + QLatin1Char(' ') + id.value();
        }
    }
    return {};
}

} // namespace deskbell::test
