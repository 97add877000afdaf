// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/setup/fakeadmin.h"

#include <QJsonDocument>

namespace deskbell::tests {

namespace {

QJsonObject json(const char *text)
{
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(QByteArray(text).replace('\'', '"'), &problem);
    if (!document.isObject()) {
        qFatal("broken demo data: %s", qPrintable(problem.errorString()));
    }
    return document.object();
}

QJsonArray permissionsOf(const QString &role)
{
    QStringList names{QStringLiteral("analytics.read"), QStringLiteral("calls.read"), QStringLiteral("changes.read"), QStringLiteral("order.change"),
                      QStringLiteral("order.create"), QStringLiteral("orders.read"), QStringLiteral("own.account"), QStringLiteral("tenant.read")};
    if (role != QLatin1String("staff")) {
        names += {QStringLiteral("audit.read"), QStringLiteral("guest.erase"), QStringLiteral("pairing.read"), QStringLiteral("pairing.write"), QStringLiteral("users.read")};
    }
    if (role == QLatin1String("admin") || role == QLatin1String("superadmin")) {
        names += {QStringLiteral("credentials.write"), QStringLiteral("keys.read"), QStringLiteral("keys.write"), QStringLiteral("sessions.read"),
                  QStringLiteral("sessions.write"), QStringLiteral("tenant.write"), QStringLiteral("users.write")};
    }
    return QJsonArray::fromStringList(names);
}

} // namespace

FakeAdmin::FakeAdmin() = default;

QString FakeAdmin::key(ApiRequest::Method method, const QString &path) { return QString::number(int(method)) + path; }

void FakeAdmin::send(ApiRequest request, QObject *context, Answer<QJsonObject> done)
{
    m_asked.append(request);
    const auto missing = Result<QJsonObject>(Error{ErrorKind::NotFound, request.path, 404, {}, {}});
    auto result = m_failure ? Result<QJsonObject>(*m_failure) : m_answers.value(key(request.method, request.path), missing);
    if (result && request.query.hasQueryItem(QStringLiteral("cursor"))) {
        result = QJsonObject{{QStringLiteral("items"), QJsonArray()}, {QStringLiteral("next_cursor"), QJsonValue()}}; // that was all
    }
    Waiting waiting{context, [done = std::move(done), result] { done(result); }};
    if (m_isHolding) {
        m_waiting.append(waiting);
    } else {
        QMetaObject::invokeMethod(context, waiting.run, Qt::QueuedConnection);
    }
}

void FakeAdmin::release()
{
    m_isHolding = false;
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &each : waiting) {
        if (each.context) {
            QMetaObject::invokeMethod(each.context, each.run, Qt::QueuedConnection);
        }
    }
}

void FakeAdmin::answer(ApiRequest::Method method, const QString &path, const Result<QJsonObject> &result) { m_answers.insert(key(method, path), result); }

void FakeAdmin::fail(ApiRequest::Method method, const QString &path, ErrorKind kind, const QString &code, const QJsonObject &context)
{
    answer(method, path, Error{kind, {}, 400, code, context});
}

QList<ApiRequest> FakeAdmin::asked(ApiRequest::Method method, const QString &path) const
{
    QList<ApiRequest> found;
    for (const auto &request : m_asked) {
        if (request.method == method && request.path == path) {
            found.append(request);
        }
    }
    return found;
}

QJsonObject FakeAdmin::lastBody(ApiRequest::Method method, const QString &path) const
{
    const auto found = asked(method, path);
    return found.isEmpty() ? QJsonObject() : found.constLast().body;
}

void FakeAdmin::fill(const QString &role)
{
    using Method = ApiRequest::Method;
    answer(Method::Get, QStringLiteral("/v1/me"), me(role));
    answer(Method::Get, QStringLiteral("/v1/users"), people());
    answer(Method::Get, QStringLiteral("/v1/sessions"), sessions());
    answer(Method::Get, QStringLiteral("/v1/api-keys"), keys());
    answer(Method::Get, QStringLiteral("/v1/devices"), desks());
    answer(Method::Get, QStringLiteral("/v1/audit"), audit());
    answer(Method::Get, QStringLiteral("/v1/audit/state"), json("{'is_valid': true, 'entries': 48210, 'checked_at': '2026-11-21T02:00:11.000Z', 'broken_number': null}"));
    answer(Method::Get, QStringLiteral("/v1/tenant"), property());
    answer(Method::Get, QStringLiteral("/v1/tenant/history"), history());
    answer(Method::Get, QStringLiteral("/v1/credentials"), providers());
}

QJsonObject FakeAdmin::me(const QString &role)
{
    auto me = json("{'id': 'user-1', 'username': 'maria', 'name': 'Maria Weber', 'email': 'maria@seaview.example', 'has_totp': false, 'has_pin': true}");
    me.insert(QStringLiteral("role"), role);
    me.insert(QStringLiteral("permissions"), permissionsOf(role));
    return me;
}

QJsonObject FakeAdmin::people()
{
    return json(R"({'items': [
        {'id': 'user-1', 'username': 'maria', 'name': 'Maria Weber', 'email': 'maria@seaview.example', 'role': 'admin', 'is_active': true, 'has_totp': false, 'last_sign_in_at': '2026-11-21T06:58:00.000Z', 'invited_at': null},
        {'id': 'user-2', 'username': 'thanh', 'name': 'Nguyễn Văn Thành', 'email': null, 'role': 'staff', 'is_active': true, 'has_totp': false, 'last_sign_in_at': '2026-11-21T14:02:00.000Z', 'invited_at': null},
        {'id': 'user-3', 'username': 'jonas.k', 'name': 'Jonas Krüger', 'email': 'jonas@seaview.example', 'role': 'manager', 'is_active': true, 'has_totp': true, 'last_sign_in_at': '2026-11-20T22:10:00.000Z', 'invited_at': null},
        {'id': 'user-4', 'username': 'layla', 'name': 'ليلى حداد', 'email': 'layla@seaview.example', 'role': 'staff', 'is_active': true, 'has_totp': false, 'last_sign_in_at': null, 'invited_at': '2026-11-21T09:00:00.000Z'},
        {'id': 'user-5', 'username': 'old.night', 'name': 'Bernd Maximilian Oberhauser-Feldkirchen', 'email': null, 'role': 'staff', 'is_active': false, 'has_totp': false, 'last_sign_in_at': '2025-03-02T21:00:00.000Z', 'invited_at': null}]})");
}

QJsonObject FakeAdmin::sessions()
{
    return json(R"({'items': [
        {'id': 'session-1', 'user': {'id': 'user-1', 'username': 'maria', 'name': 'Maria Weber'}, 'device': {'id': 'desk-1', 'name': 'Front desk, left'}, 'address': '192.168.10.21', 'agent': 'deskbell/0.1.0', 'created_at': '2026-11-21T06:58:00.000Z', 'last_used_at': '2026-11-21T18:39:30.000Z', 'expires_at': '2026-11-22T06:39:30.000Z', 'is_current': true},
        {'id': 'session-2', 'user': {'id': 'user-1', 'username': 'maria', 'name': 'Maria Weber'}, 'device': null, 'address': '2001:db8:85a3::8a2e:370:7334', 'agent': 'deskbell/0.1.0', 'created_at': '2026-11-20T17:00:00.000Z', 'last_used_at': '2026-11-20T18:12:00.000Z', 'expires_at': '2026-11-22T06:12:00.000Z', 'is_current': false},
        {'id': 'session-3', 'user': {'id': 'user-2', 'username': 'thanh', 'name': 'Nguyễn Văn Thành'}, 'device': {'id': 'desk-2', 'name': 'Back office'}, 'address': '192.168.10.22', 'agent': 'deskbell/0.1.0', 'created_at': '2026-11-21T14:02:00.000Z', 'last_used_at': '2026-11-21T18:38:00.000Z', 'expires_at': '2026-11-22T06:38:00.000Z', 'is_current': false}]})");
}

QJsonObject FakeAdmin::keys()
{
    return json(R"({'items': [
        {'id': 'key-1', 'name': 'Property management system', 'scopes': ['orders.read', 'order.create', 'order.change'], 'prefix': 'dbk_4f7a', 'created_at': '2026-06-01T09:00:00.000Z', 'created_by': 'maria', 'last_used_at': '2026-11-21T18:31:00.000Z', 'expires_at': '2027-06-01T09:00:00.000Z'},
        {'id': 'key-2', 'name': 'Reporting', 'scopes': ['analytics.read'], 'prefix': 'dbk_91c2', 'created_at': '2025-10-01T09:00:00.000Z', 'created_by': 'jonas.k', 'last_used_at': null, 'expires_at': '2026-10-01T09:00:00.000Z'}]})");
}

QJsonObject FakeAdmin::desks()
{
    return json(R"({'items': [
        {'id': 'desk-1', 'name': 'Front desk, left', 'paired_at': '2026-05-04T10:00:00.000Z', 'paired_by': 'maria', 'last_seen_at': '2026-11-21T18:39:50.000Z'},
        {'id': 'desk-2', 'name': 'Back office', 'paired_at': '2026-05-04T10:20:00.000Z', 'paired_by': 'maria', 'last_seen_at': '2026-11-21T11:00:00.000Z'}], 'next_cursor': null})");
}

QJsonObject FakeAdmin::audit()
{
    return json(R"({'items': [
        {'number': 48210, 'at': '2026-11-21T18:36:00.000Z', 'actor': 'user:maria', 'action': 'order.change', 'entity': 'order', 'entity_id': '0190c7b0-0000-7000-8000-000000000001', 'command_id': '0190c7b0-0000-7000-8000-0000000000aa', 'detail': {'fields': ['status'], 'result': 'done'}, 'hash': '3f1c9a7e6b5d4c3b2a1908f7e6d5c4b3a29180f7e6d5c4b3a29180f7e6d5c4b3'},
        {'number': 48209, 'at': '2026-11-21T18:20:00.000Z', 'actor': 'user:jonas.k', 'action': 'transcript.read', 'entity': 'call', 'entity_id': '0190c7a0-0000-7000-8000-000000000004', 'command_id': null, 'detail': {}, 'hash': 'aa'},
        {'number': 48208, 'at': '2026-11-21T17:55:00.000Z', 'actor': 'key:Property management system', 'action': 'order.create', 'entity': 'order', 'entity_id': '0190c7b0-0000-7000-8000-000000000002', 'command_id': null, 'detail': {'fields': ['room', 'items']}, 'hash': 'bb'},
        {'number': 48207, 'at': '2026-11-21T14:02:00.000Z', 'actor': 'user:thanh', 'action': 'session.opened', 'entity': 'session', 'entity_id': 'session-3', 'command_id': null, 'detail': {'address': '192.168.10.22'}, 'hash': 'cc'},
        {'number': 48206, 'at': '2026-11-20T02:00:00.000Z', 'actor': 'system', 'action': 'retention.swept', 'entity': null, 'entity_id': null, 'command_id': null, 'detail': {'rows': 118}, 'hash': 'dd'}], 'next_cursor': 'more'})");
}

QJsonObject FakeAdmin::property()
{
    return json(R"({'id': 't1', 'slug': 'seaview', 'name': 'Seaview Hotel', 'time_zone': 'Europe/Berlin', 'currency': 'EUR', 'languages': ['de', 'en', 'fr'], 'plan': 'standard', 'status': 'active', 'version': 7,
        'profile': {'research': {'summary': 'A house of 84 rooms by the sea, family run since 1962.', 'address': 'Strandweg 1, 18609 Binz', 'phone': '+49 38393 1234', 'website': 'https://seaview.example', 'check_in': '15:00', 'check_out': '11:00', 'stars': 4},
            'opening_hours': [{'place': 'Breakfast room', 'days': ['mon', 'tue', 'wed', 'thu', 'fri'], 'open': '07:00', 'close': '10:30'}, {'place': 'Bar', 'days': ['fri', 'sat'], 'open': '18:00', 'close': '01:00', 'note': 'Live music on Saturdays'}],
            'departments': [{'id': 'housekeeping', 'name': 'Housekeeping', 'phone': '31'}, {'id': 'kitchen', 'name': 'Kitchen', 'email': 'kitchen@seaview.example'}],
            'floors': [{'name': '1', 'rooms': [{'number': '101', 'type': 'double'}, {'number': '102'}, {'number': '103'}, {'number': '110', 'beds': 2}]}],
            'services': [{'id': 'late-check-out', 'name': 'Late check-out', 'department': 'housekeeping', 'description': 'Until 14:00 for 30 euros', 'price_minor': 3000}],
            'house_rules': [{'title': 'Quiet', 'text': 'Please be quiet after 22:00.'}]},
        'settings': {'assistant': {'enabled': true, 'greeting': 'Hello, this is the AI assistant of Seaview Hotel.'}, 'desk_phone': '+49383931234'}})");
}

QJsonObject FakeAdmin::history()
{
    return json(R"({'items': [
        {'version': 7, 'at': '2026-11-20T15:00:00.000Z', 'actor': 'user:maria', 'changed': [{'field': 'profile.house_rules', 'before': null, 'after': [{'title': 'Quiet', 'text': 'Please be quiet after 22:00.'}]}]},
        {'version': 6, 'at': '2026-11-02T10:00:00.000Z', 'actor': 'user:jonas.k', 'changed': [{'field': 'name', 'before': 'Hotel Seaview', 'after': 'Seaview Hotel'}, {'field': 'languages', 'before': ['de', 'en'], 'after': ['de', 'en', 'fr']}]},
        {'version': 1, 'at': '2026-05-04T09:00:00.000Z', 'actor': 'system', 'changed': []}], 'next_cursor': null})");
}

QJsonObject FakeAdmin::providers()
{
    return json(R"({'items': [
        {'provider': 'vapi', 'title': 'Vapi (voice)', 'fields': [{'name': 'api_key', 'title': 'Private key', 'is_secret': true, 'is_set': true}, {'name': 'assistant_id', 'title': 'Assistant', 'is_secret': false, 'is_set': true}],
         'slots': [{'slot': 'active', 'set_at': '2026-06-01T09:00:00.000Z', 'set_by': 'user:maria', 'tested_at': '2026-11-21T18:00:00.000Z', 'test_ok': true, 'test_detail': 'account seaview'},
                   {'slot': 'next', 'set_at': '2026-11-21T17:00:00.000Z', 'set_by': 'user:jonas.k', 'tested_at': '2026-11-21T17:05:00.000Z', 'test_ok': false, 'test_detail': 'the provider answers 401: key not known'}]},
        {'provider': 'openai', 'title': 'Language model', 'fields': [{'name': 'base_url', 'title': 'Address', 'is_secret': false, 'is_set': false}, {'name': 'api_key', 'title': 'Key', 'is_secret': true, 'is_set': false}],
         'slots': []}]})");
}

} // namespace deskbell::tests
