// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/outbox.h"

#include "core/sql/migrator.h"
#include "core/sql/writer.h"
#include "core/store/outboxrepository.h"
#include "core/support/ids.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QLoggingCategory>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcOutbox, "deskbell.core.store.outbox", QtInfoMsg)

/// So many consoles of one person can run on one computer, each with a file of its own.
constexpr int MaxFiles = 16;
const auto Migrations = QStringLiteral(":/deskbell/store/migrations");
constexpr auto OnlyOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

/// An outbox takes part in no one else's transactions.
sql::WriteObserver &noObserver()
{
    static sql::WriteObserver observer;
    return observer;
}

QString baseName(const QString &owner)
{
    const auto hash = QCryptographicHash::hash(owner.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    return QStringLiteral("outbox-") + QString::fromLatin1(hash);
}

QString stamp(Instant now) { return toRfc3339(now).remove(QLatin1Char(':')).remove(QLatin1Char('.')); }

} // namespace

/// Finds a file, opens it, and carries over what can be read of a broken one.
class Outbox::Opener final
{
public:
    Opener(QString folder, QString owner, const Environment &environment)
        : m_folder(std::move(folder)), m_owner(std::move(owner)), m_environment(environment)
    {
    }

    Result<std::unique_ptr<Outbox>> run()
    {
        if (!QDir().mkpath(m_folder)) {
            return failed(QStringLiteral("the folder can not be made: ") + m_folder);
        }
        QFile::setPermissions(m_folder, OnlyOwner | QFileDevice::ExeOwner);
        // The one with something in it first: what an earlier second console has left must not lie there for ever.
        std::unique_ptr<Outbox> first;
        for (int number = 1; number <= MaxFiles; ++number) {
            m_file = QDir(m_folder).filePath(baseName(m_owner) + (number > 1 ? QStringLiteral("-%1").arg(number) : QString()));
            if (number > 1 && first && !QFile::exists(m_file + QStringLiteral(".db"))) {
                break;
            }
            auto lock = std::make_unique<QLockFile>(m_file + QStringLiteral(".lock"));
            lock->setStaleLockTime(0);
            if (!lock->tryLock()) {
                continue;
            }
            auto opened = openOrReplace();
            if (!opened) {
                return opened;
            }
            opened.value()->m_lock = std::move(lock);
            if (!opened.value()->m_kept.isEmpty()) {
                return opened;
            }
            if (!first) {
                first = std::move(opened).value();
            }
        }
        return first ? Result<std::unique_ptr<Outbox>>(std::move(first)) : failed(QStringLiteral("every outbox is in use"));
    }

private:
    static Error failed(const QString &detail) { return Error{ErrorKind::Storage, detail, 0, QStringLiteral("outbox_failed"), {}}; }
    [[nodiscard]] QString database() const { return m_file + QStringLiteral(".db"); }

    Result<std::unique_ptr<Outbox>> openOrReplace()
    {
        auto opened = openFile();
        if (opened || opened.error().code == QLatin1String("schema_newer") || opened.error().code == QLatin1String("storage_full")) {
            return opened;
        }
        qCWarning(lcOutbox, "the outbox can not be read and is moved aside: %s", qUtf8Printable(opened.error().detail));
        const auto aside = moveAside();
        auto fresh = openFile();
        if (fresh) {
            fresh.value()->m_loss = Loss{0, aside};
            fresh.value()->m_kept = m_salvaged;
            fresh.value()->replaceAll(m_salvaged, m_salvaged.isEmpty() ? 0 : m_salvaged.constLast().deviceSeq);
            fresh.value()->m_lastSeq = m_salvaged.isEmpty() ? 0 : m_salvaged.constLast().deviceSeq;
        }
        return fresh;
    }

    Result<std::unique_ptr<Outbox>> openFile()
    {
        sql::DbConfig config;
        config.name = database();
        if (auto migrated = migrate(config); !migrated) {
            return migrated.error();
        }
        QFile::setPermissions(database(), OnlyOwner);
        auto outbox = std::unique_ptr<Outbox>(new Outbox);
        outbox->m_writer = std::make_unique<sql::Writer>(config, sql::Writer::Options{}, noObserver(), [](const Error &error) {
            qCCritical(lcOutbox, "the disk does not keep changes: %s", qUtf8Printable(error.detail));
        });
        if (auto started = outbox->m_writer->start(); !started) {
            return started.error();
        }
        auto loading = outbox->m_writer->run([this](sql::Connection &db) { return load(db); });
        const auto loaded = loading.result();
        if (!loaded) {
            return loaded.error();
        }
        outbox->m_deviceId = loaded.value().head.deviceId;
        outbox->m_lastSeq = loaded.value().head.lastSeq;
        outbox->m_kept = loaded.value().content.commands;
        if (const auto &unreadable = loaded.value().content.unreadable; !unreadable.isEmpty()) {
            exportRows(*outbox, unreadable);
        }
        return outbox;
    }

    /// A migration makes its own transactions, so it can not be a unit of the writer.
    static Result<Done> migrate(const sql::DbConfig &config)
    {
        auto connection = sql::Connection::open(config, sql::Access::ReadWrite);
        if (!connection) {
            return connection.error();
        }
        auto report = sql::migrate(*connection.value(), Migrations, config.name);
        return report ? Result<Done>(Done{}) : Result<Done>(report.error());
    }

    struct Loaded {
        OutboxRepository::Head head;
        OutboxRepository::Content content;
    };

    Result<Loaded> load(sql::Connection &db)
    {
        OutboxRepository rows(db);
        auto head = rows.head();
        const auto content = rows.read();
        if (head && head.value() && head.value()->owner == m_owner) {
            m_salvaged = content.commands; // if something is found to be broken
        }
        if (content.failure) {
            return *content.failure;
        }
        if (auto checked = rows.check(); !checked) {
            return checked.error();
        }
        if (!head) {
            return head.error();
        }
        if (!head.value()) {
            const OutboxRepository::Head made{m_owner, makeUuid7(m_environment.clock, m_environment.rng), 0};
            if (auto created = rows.create(made); !created) {
                return created.error();
            }
            return Loaded{made, content};
        }
        if (head.value()->owner != m_owner) {
            return failed(QStringLiteral("the outbox is somebody else's"));
        }
        return Loaded{*head.value(), content};
    }

    /// Rows nobody can read must not be sent, but their text may still tell a person what was meant.
    void exportRows(Outbox &outbox, const QList<OutboxRepository::Unreadable> &rows)
    {
        QFile file(QDir(m_folder).filePath(QStringLiteral("unreadable-changes-%1.txt").arg(stamp(m_environment.clock.now()))));
        QByteArray text;
        QList<qint64> numbers;
        for (const auto &row : rows) {
            text += "Change " + QByteArray::number(row.deviceSeq) + " (" + row.why.toUtf8() + ")\n" + row.body.toUtf8() + "\n\n";
            numbers.append(row.deviceSeq);
        }
        const bool isWritten = file.open(QIODevice::WriteOnly | QIODevice::NewOnly) && file.write(text) == text.size() && file.flush();
        outbox.m_loss = Loss{int(rows.size()), isWritten ? file.fileName() : QString()};
        qCWarning(lcOutbox, "%lld changes can not be read; their text is in %s", qint64(rows.size()), qUtf8Printable(file.fileName()));
        if (isWritten) {
            file.setPermissions(OnlyOwner);
            (void)outbox.m_writer->run([numbers](sql::Connection &db) { return OutboxRepository(db).removeNumbers(numbers); });
        }
    }

    QString moveAside()
    {
        const auto aside = m_file + QStringLiteral(".broken-") + stamp(m_environment.clock.now());
        for (const auto *ending : {".db", ".db-wal", ".db-shm"}) {
            QFile::rename(m_file + QLatin1String(ending), aside + QLatin1String(ending));
        }
        return aside + QStringLiteral(".db");
    }

    QString m_folder;
    QString m_owner;
    Environment m_environment;
    QString m_file; ///< without ending
    QList<PendingCommand> m_salvaged;
};

Outbox::Outbox() = default;
Outbox::~Outbox() = default;

Result<std::unique_ptr<Outbox>> Outbox::open(const QString &folder, const QString &owner, const Environment &environment)
{
    return Opener(folder, owner, environment).run();
}

void Outbox::put(const PendingCommand &command, QObject *context, Finished finished)
{
    auto future = m_writer->run([command](sql::Connection &db) { return OutboxRepository(db).put(command); });
    if (context && finished) {
        future.then(context, [finished = std::move(finished)](const Result<Done> &result) { finished(result); });
    }
}

void Outbox::remove(const QList<CommandId> &ids)
{
    (void)m_writer->run([ids](sql::Connection &db) -> Result<Done> {
        OutboxRepository rows(db);
        for (const auto &id : ids) {
            if (auto removed = rows.remove(id); !removed) {
                return removed;
            }
        }
        return Done{};
    });
}

void Outbox::replaceAll(const QList<PendingCommand> &commands, qint64 lastSeq)
{
    (void)m_writer->run([commands, lastSeq](sql::Connection &db) -> Result<Done> {
        OutboxRepository rows(db);
        if (auto cleared = rows.clear(); !cleared) {
            return cleared;
        }
        for (const auto &command : commands) {
            if (auto put = rows.put(command); !put) {
                return put;
            }
        }
        return rows.setLastSeq(lastSeq);
    });
}

} // namespace deskbell
