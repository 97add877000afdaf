// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/passwordhasher.h"

#include <QPromise>
#include <QRunnable>
#include <array>
#include <memory>
#include <sodium.h>

namespace deskbell::server {
namespace {

constexpr int MaxAtOnce = 2;
/// About four seconds of work at the default cost; whoever comes later is told to come again.
constexpr int MaxWaiting = 32;
/// Room that strangers can not take.
constexpr int Reserve = 8;

/// The same password typed on another system may arrive in another Unicode form.
QByteArray bytesOf(const QString &password) { return password.normalized(QString::NormalizationForm_C).toUtf8(); }

/// Costs nothing to make: verifying against it is what takes the time.
QByteArray dummyHash(PasswordHasher::Cost cost)
{
    const auto random = [](int count) {
        QByteArray bytes(count, Qt::Uninitialized);
        randombytes_buf(bytes.data(), size_t(count));
        return bytes.toBase64(QByteArray::OmitTrailingEquals);
    };
    return QByteArrayLiteral("$argon2id$v=19$m=") + QByteArray::number(cost.memoryBytes / 1024)
        + ",t=" + QByteArray::number(cost.passes) + ",p=1$" + random(16) + '$' + random(32);
}

} // namespace

PasswordHasher::PasswordHasher(Cost cost) : m_cost(cost)
{
    if (sodium_init() < 0) {
        qFatal("libsodium could not be initialised");
    }
    m_dummy = dummyHash(cost);
    m_pool.setMaxThreadCount(MaxAtOnce);
}

PasswordHasher::~PasswordHasher() { m_pool.waitForDone(); }

template <typename T> QFuture<Result<T>> PasswordHasher::run(std::function<Result<T>()> work, Caller caller)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    const bool isKnown = caller == Caller::Known;
    if (m_waiting.fetch_add(1) >= (isKnown ? MaxWaiting : MaxWaiting - Reserve)) {
        m_waiting.fetch_sub(1);
        promise->addResult(
            Error{ErrorKind::Unavailable, QStringLiteral("too many passwords wait to be hashed"), 0, {}, {}});
        promise->finish();
        return future;
    }
    const auto job = [this, promise, work = std::move(work)] {
        m_started.fetch_add(1);
        promise->addResult(work());
        m_waiting.fetch_sub(1);
        promise->finish();
    };
    m_pool.start(QRunnable::create(job), isKnown ? 1 : 0);
    return future;
}

QFuture<Result<QString>> PasswordHasher::hash(const QString &password, Caller caller)
{
    return run<QString>([cost = m_cost, bytes = bytesOf(password)]() -> Result<QString> {
        std::array<char, crypto_pwhash_STRBYTES> out{};
        if (crypto_pwhash_str(out.data(), bytes.constData(), size_t(bytes.size()), cost.passes, cost.memoryBytes)
            != 0) {
            return Error{ErrorKind::Internal, QStringLiteral("no memory to hash a password"), 0, {}, {}};
        }
        return QString::fromLatin1(out.data());
    }, caller);
}

QFuture<Result<bool>> PasswordHasher::verify(const QString &stored, const QString &password, Caller caller)
{
    const auto against = stored.isEmpty() ? m_dummy : stored.toLatin1();
    return run<bool>([against, isDummy = stored.isEmpty(), bytes = bytesOf(password)]() -> Result<bool> {
        const bool isMatch
            = crypto_pwhash_str_verify(against.constData(), bytes.constData(), size_t(bytes.size())) == 0;
        return isMatch && !isDummy;
    }, caller);
}

} // namespace deskbell::server
