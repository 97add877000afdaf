// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/callwatch.h"

#include "server/jobs/zonetime.h"
#include "server/services/usagefigures.h"
#include "server/storage/alertsrepository.h"
#include "server/storage/callsrepository.h"
#include "server/storage/ordersrepository.h"
#include "server/storage/usagerepository.h"
#include "server/voice/callbackrule.h"
#include "server/voice/callsentences.h"
#include "server/voice/pricetable.h"

#include <QCoroFuture>
#include <QLoggingCategory>
#include <QPointer>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcWatch, "deskbell.server.services.callwatch", QtInfoMsg)

using Action = CallDeadlines::Action;

/// In place of a tool call's id: one such task for each call.
const auto CallBackOrigin = QStringLiteral("rule:call_back");

Error stopped() { return Error{ErrorKind::Cancelled, QStringLiteral("the service is stopping"), 0, {}, {}}; }

TenantContext systemOf(const TenantInfo &tenant) { return {tenant.id, QStringLiteral("system")}; }

Result<bool> wasEscalated(sql::Connection &db, const TenantContext &who, const Call &call)
{
    const auto alert = AlertsRepository(db, who).bySubject(AlertBook::Escalation, call.id.value);
    return alert ? Result<bool>(alert.value() && !alert.value()->acknowledgedAt) : Result<bool>(alert.error());
}

} // namespace

CallWatch::CallWatch(Database &database, OrderBook &orders, const Clock &clock, const IdSource &ids, Options options)
    : m_database(database), m_orders(orders), m_clock(clock), m_alerts(database.changes(), clock, ids), m_options(options)
{
}

QCoro::Task<Result<Done>> CallWatch::look(TenantInfo tenant)
{
    const QPointer<CallWatch> self(this);
    const auto who = systemOf(tenant);
    const auto now = m_clock.now();
    auto &seen = m_costsSeen[tenant.id];
    const bool withCosts = seen == std::chrono::steady_clock::time_point{} || m_clock.monotonic() - seen >= m_options.costsEvery;
    if (withCosts) {
        seen = m_clock.monotonic();
    }
    auto finding = m_database.read([this, who, tenant, now, withCosts](sql::Connection &db) { return find(db, who, tenant, now, withCosts); });
    const auto found = co_await finding;
    if (!found) {
        co_return found.error();
    }
    if (!self) {
        co_return stopped();
    }
    auto hurrying = hurry(who, found.value().live);
    const auto hurried = co_await hurrying;
    if (!hurried) {
        co_return hurried.error();
    }
    if (!self) {
        co_return stopped();
    }
    auto calling = callBack(who, found.value().missed);
    const auto called = co_await calling;
    if (!called) {
        co_return called.error();
    }
    if (!self) {
        co_return stopped();
    }
    if (!found.value().monthMinor) {
        co_return Done{};
    }
    auto watching = watchCosts(who, tenant, *found.value().monthMinor);
    const auto watched = co_await watching;
    co_return watched;
}

Result<CallWatch::Due> CallWatch::find(sql::Connection &db, const TenantContext &who, const TenantInfo &tenant, Instant now, bool withCosts) const
{
    CallsRepository calls(db, who);
    Due due;
    const auto live = calls.live();
    if (!live) {
        return live.error();
    }
    for (const auto &[provider, record] : live.value()) {
        due.live.append(record.call());
    }
    const auto ended = calls.endedBetween(now - m_options.callBackWithin, now - m_options.settled);
    if (!ended) {
        return ended.error();
    }
    for (const auto &call : ended.value()) {
        const auto escalated = wasEscalated(db, who, call);
        if (!escalated) {
            return escalated.error();
        }
        const auto made = OrdersRepository(db, who).byToolCall(call.id, CallBackOrigin);
        if (!made) {
            return made.error();
        }
        if (!made.value() && CallBackRule::isNeeded(call, escalated.value())) {
            due.missed.append(call);
        }
    }
    if (withCosts) {
        const auto prices = PriceTable::fromJson(tenant.settings.value(QLatin1String("costs")).toObject());
        const auto minor = UsageRepository(db, who).knownMinor(monthOf(now, zoneOf(tenant.timeZone)).period, prices.currency());
        if (!minor) {
            return minor.error();
        }
        due.monthMinor = minor.value();
    }
    return due;
}

bool CallWatch::isFirst(const CallId &call, Action action)
{
    auto &done = m_done[call];
    const bool isNew = !done.contains(int(action));
    done.insert(int(action));
    return isNew;
}

QCoro::Task<Result<Done>> CallWatch::hurry(TenantContext who, QList<Call> live)
{
    const QPointer<CallWatch> self(this);
    for (const auto &call : live) {
        const auto actions = m_options.deadlines.due(call, m_clock.now());
        for (const auto action : actions) {
            if (!isFirst(call.id, action)) {
                continue;
            }
            auto acting = act(who, call, action);
            const auto acted = co_await acting;
            if (!self) {
                co_return stopped();
            }
            if (!acted && action == Action::Escalate) {
                m_done[call.id].remove(int(action)); // next round again
                co_return acted.error();
            }
            if (!acted) {
                qCWarning(lcWatch) << "a call that lasts too long could not be" << (action == Action::Warn ? "warned:" : "ended:") << acted.error().detail;
            }
        }
    }
    // What is over is done with; a call that comes back begins anew.
    constexpr qsizetype MaxRemembered = 5000;
    if (m_done.size() > MaxRemembered) {
        m_done.clear();
    }
    co_return Done{};
}

QCoro::Task<Result<Done>> CallWatch::act(TenantContext who, Call call, Action action)
{
    if (action == Action::Escalate) {
        const QJsonObject details{{QStringLiteral("can_be_ended"), m_speaker != nullptr}};
        auto raising = raise(who, AlertBook::Escalation, call.id.value, call.id, details);
        const auto raised = co_await raising;
        co_return raised;
    }
    if (!m_speaker) {
        co_return Done{}; // nobody can: the desks were told, and it is theirs
    }
    if (action == Action::Warn) {
        auto saying = m_speaker->say(who, call, sentences::endWarning(sentences::languageFor(call.language)));
        const auto said = co_await saying;
        co_return said;
    }
    auto ending = m_speaker->end(who, call);
    const auto ended = co_await ending;
    co_return ended;
}

QCoro::Task<Result<Done>> CallWatch::callBack(TenantContext who, QList<Call> missed)
{
    const QPointer<CallWatch> self(this);
    for (const auto &call : missed) {
        auto making = write(who.tenant, [&orders = m_orders, who, call](sql::Connection &db) -> Result<Done> {
            const auto made = OrdersRepository(db, who).byToolCall(call.id, CallBackOrigin);
            if (!made || made.value()) {
                return made ? Result<Done>(Done{}) : Result<Done>(made.error());
            }
            NewOrder wish;
            const auto whom = call.guestName.isEmpty() ? CallBackRule::numberOf(call) : call.guestName;
            wish.items = {{QStringLiteral("Call back %1").arg(whom), 1}};
            wish.room = call.room;
            wish.notes = QStringLiteral("Call back: ") + CallBackRule::numberOf(call);
            wish.department = QStringLiteral("front_desk");
            const auto order = orders.create(db, who, wish, {call.id, CallBackOrigin, call.endedAt});
            return order ? Result<Done>(Done{}) : Result<Done>(order.error());
        });
        const auto made = co_await making;
        if (!made) {
            co_return made.error();
        }
        if (!self) {
            co_return stopped();
        }
    }
    co_return Done{};
}

QCoro::Task<Result<Done>> CallWatch::watchCosts(TenantContext who, TenantInfo tenant, qint64 monthMinor)
{
    const auto prices = PriceTable::fromJson(tenant.settings.value(QLatin1String("costs")).toObject());
    if (prices.monthlyLimitMinor() == 0 || monthMinor < prices.monthlyLimitMinor()) {
        co_return Done{};
    }
    const auto month = monthOf(m_clock.now(), zoneOf(tenant.timeZone)).name;
    const QJsonObject details{{QStringLiteral("month"), month}, {QStringLiteral("currency"), prices.currency()}, {QStringLiteral("known_minor"), monthMinor},
                              {QStringLiteral("limit_minor"), prices.monthlyLimitMinor()}};
    auto raising = raise(who, AlertBook::CostLimit, month, CallId{}, details);
    const auto raised = co_await raising;
    co_return raised;
}

QCoro::Task<Result<Done>> CallWatch::raise(TenantContext who, QString kind, QString subject, CallId call, QJsonObject details)
{
    auto raising = write(who.tenant, [&alerts = m_alerts, who, kind, subject, call, details](sql::Connection &db) {
        return alerts.raise(db, who, kind, subject, call, details);
    });
    const auto raised = co_await raising;
    co_return raised ? Result<Done>(Done{}) : Result<Done>(raised.error());
}

} // namespace deskbell::server
