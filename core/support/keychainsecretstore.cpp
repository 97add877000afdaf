// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/keychainsecretstore.h"

#include <QCoroSignal>
#include <QLoggingCategory>
#include <qt6keychain/keychain.h>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcSecrets, "deskbell.core.support.secrets", QtInfoMsg)

struct DeleteLater {
    void operator()(QObject *object) const { object->deleteLater(); }
};
template<typename Job>
using JobPtr = std::unique_ptr<Job, DeleteLater>;

template<typename Job>
JobPtr<Job> makeJob(const QString &service, const QString &key)
{
    JobPtr<Job> job(new Job(service));
    job->setAutoDelete(false);
    job->setInsecureFallback(false);
    job->setKey(key);
    return job;
}

bool hasNoKeychain(QKeychain::Error error)
{
    // libsecret without a session bus says OtherError.
    return error == QKeychain::NoBackendAvailable || error == QKeychain::NotImplemented || error == QKeychain::OtherError;
}

Error refusal(const QKeychain::Job &job)
{
    return Error{ErrorKind::Storage, QStringLiteral("keychain: ") + job.errorString(), 0, QStringLiteral("keychain_refused"), {}};
}

void fallBack(bool &memoryOnly)
{
    if (!memoryOnly) {
        memoryOnly = true;
        qCInfo(lcSecrets, "no keychain on this machine: secrets end with the program");
    }
}

} // namespace

KeychainSecretStore::KeychainSecretStore(QString service)
    : m_service(std::move(service)), m_state(std::make_shared<State>())
{
}

KeychainSecretStore::~KeychainSecretStore() = default;

QCoro::Task<Result<QString>> KeychainSecretStore::read(QString key)
{
    const auto state = m_state;
    if (!state->memoryOnly) {
        const auto job = makeJob<QKeychain::ReadPasswordJob>(m_service, key);
        job->start();
        co_await qCoro(job.get(), &QKeychain::Job::finished);
        if (job->error() == QKeychain::NoError) {
            co_return job->textData();
        }
        if (job->error() == QKeychain::EntryNotFound) {
            co_return Error{ErrorKind::NotFound, QStringLiteral("no secret of this name"), 0, {}, {}};
        }
        if (!hasNoKeychain(job->error())) {
            co_return refusal(*job);
        }
        fallBack(state->memoryOnly);
    }
    auto reading = state->memory.read(key);
    const auto secret = co_await reading;
    co_return secret;
}

QCoro::Task<Result<Done>> KeychainSecretStore::write(QString key, QString secret)
{
    const auto state = m_state;
    if (!state->memoryOnly) {
        const auto job = makeJob<QKeychain::WritePasswordJob>(m_service, key);
        job->setTextData(secret);
        job->start();
        co_await qCoro(job.get(), &QKeychain::Job::finished);
        if (job->error() == QKeychain::NoError) {
            co_return Done{};
        }
        if (!hasNoKeychain(job->error())) {
            co_return refusal(*job);
        }
        fallBack(state->memoryOnly);
    }
    auto writing = state->memory.write(key, secret);
    const auto written = co_await writing;
    co_return written;
}

QCoro::Task<Result<Done>> KeychainSecretStore::remove(QString key)
{
    const auto state = m_state;
    if (!state->memoryOnly) {
        const auto job = makeJob<QKeychain::DeletePasswordJob>(m_service, key);
        job->start();
        co_await qCoro(job.get(), &QKeychain::Job::finished);
        if (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound) {
            co_return Done{};
        }
        if (!hasNoKeychain(job->error())) {
            co_return refusal(*job);
        }
        fallBack(state->memoryOnly);
    }
    auto removing = state->memory.remove(key);
    const auto removed = co_await removing;
    co_return removed;
}

} // namespace deskbell
