// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/unlockverifier.h"

#include "core/support/clock.h"
#include "core/wire/json.h"

#include <QCoroFuture>
#include <QPointer>
#include <QPromise>
#include <QThreadPool>

#include <array>
#include <sodium.h>

namespace deskbell {
namespace {

constexpr unsigned long long UsualPasses = 3;
constexpr size_t UsualMemory = size_t(64) * 1024 * 1024;

Error error(ErrorKind kind, const char *detail) { return Error{kind, QString::fromLatin1(detail), 0, {}, {}}; }

/// Runs `work` on the thread pool.
template<typename T, typename Work>
QFuture<T> onPool(Work work)
{
    const auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    auto future = promise->future();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

QByteArray hash(const QByteArray &password, UnlockVerifier::Effort effort)
{
    const bool isUsual = effort == UnlockVerifier::Effort::Usual;
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const auto passes = isUsual ? UsualPasses : crypto_pwhash_OPSLIMIT_MIN;
    const auto memory = isUsual ? UsualMemory : crypto_pwhash_MEMLIMIT_MIN;
    if (sodium_init() < 0 || crypto_pwhash_str_alg(text.data(), password.constData(), size_t(password.size()), passes, memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return {};
    }
    return QByteArray(text.data());
}

bool isRight(const QByteArray &verifier, const QByteArray &password)
{
    return sodium_init() >= 0 && verifier.size() < qsizetype(crypto_pwhash_STRBYTES)
        && crypto_pwhash_str_verify(verifier.constData(), password.constData(), size_t(password.size())) == 0;
}

} // namespace

UnlockVerifier::UnlockVerifier(SecretStore &secrets, Environment environment, Effort effort, QObject *parent)
    : QObject(parent), m_secrets(secrets), m_environment(environment), m_effort(effort)
{
}

QString UnlockVerifier::keyOf(const QString &server, const QString &property, const QString &user)
{
    return QStringLiteral("unlock|%1|%2|%3").arg(server, property, user);
}

QCoro::Task<Result<Done>> UnlockVerifier::learn(QString key, QString password)
{
    const QPointer<UnlockVerifier> self(this);
    const auto hashing = onPool<QByteArray>([text = password.normalized(QString::NormalizationForm_C).toUtf8(), effort = m_effort] { return hash(text, effort); });
    const auto verifier = co_await hashing;
    if (!self) {
        co_return error(ErrorKind::Cancelled, "nobody waits");
    }
    if (verifier.isEmpty()) {
        co_return error(ErrorKind::Internal, "no memory for argon2id");
    }
    m_wrong.remove(key);
    m_until.remove(key);
    const QJsonObject kept{{QStringLiteral("verifier"), QString::fromLatin1(verifier)}, {QStringLiteral("at"), toRfc3339(m_environment.clock.now())}};
    auto writing = m_secrets.write(key, QString::fromUtf8(wire::toBytes(kept)));
    const auto written = co_await writing;
    co_return written;
}

QCoro::Task<Result<Done>> UnlockVerifier::check(QString key, QString password)
{
    const QPointer<UnlockVerifier> self(this);
    const auto now = m_environment.clock.monotonic();
    if (const auto until = m_until.value(key); m_until.contains(key) && now < until) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(until - now).count();
        co_return Error{ErrorKind::RateLimited, {}, 0, {}, {{QStringLiteral("retry_after"), int(seconds)}}};
    }
    auto reading = m_secrets.read(key);
    const auto kept = co_await reading;
    if (!self) {
        co_return error(ErrorKind::Cancelled, "nobody waits");
    }
    if (!kept) {
        co_return kept.error();
    }
    const auto json = wire::parseObject(kept.value().toUtf8());
    const auto at = json ? fromRfc3339(json.value().value(QLatin1String("at")).toString()) : std::nullopt;
    const auto age = at ? m_environment.clock.now() - *at : std::chrono::milliseconds(-1);
    if (age < std::chrono::milliseconds(0) || age > GoodFor) { // a clock that was set back makes nothing good for longer
        co_return error(ErrorKind::NotFound, "too long ago");
    }
    const auto checking = onPool<bool>([verifier = json.value().value(QLatin1String("verifier")).toString().toLatin1(), text = password.normalized(QString::NormalizationForm_C).toUtf8()] {
        return isRight(verifier, text);
    });
    const bool right = co_await checking;
    if (!self) {
        co_return error(ErrorKind::Cancelled, "nobody waits");
    }
    if (right) {
        m_wrong.remove(key);
        co_return Done{};
    }
    if (++m_wrong[key] >= MostTries) {
        m_wrong.remove(key);
        m_until.insert(key, m_environment.clock.monotonic() + WaitAfterTries);
    }
    co_return error(ErrorKind::Auth, "another password");
}

} // namespace deskbell
