// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/powercut/imagecheck.h"

#include "core/support/clock.h"
#include "server/storage/database.h"
#include "server/storage/diagnosticsrepository.h"

#include <QDir>
#include <QFile>

namespace deskbell::test {
namespace {

constexpr int MarkerLength = 8;

Error complaint(const QString &what) { return Error{ErrorKind::Storage, what, 0, {}, {}}; }

Result<Done> examine(sql::Connection &db)
{
    server::DiagnosticsRepository diagnostics(db);
    const auto answer = diagnostics.quickCheck();
    if (!answer || answer.value() != QLatin1String("ok")) {
        return complaint(QStringLiteral("quick_check: ") + (answer ? answer.value() : answer.error().detail));
    }
    const auto reference = diagnostics.brokenReference();
    if (!reference || !reference.value().isEmpty()) {
        return complaint(QStringLiteral("foreign key: ") + (reference ? reference.value() : reference.error().detail));
    }
    const auto feeds = diagnostics.brokenFeeds();
    if (!feeds || !feeds.value().isEmpty()) {
        return complaint(QStringLiteral("feed: ") + (feeds ? feeds.value() : feeds.error().detail));
    }
    return Done{};
}

/// What came back must be able to go on.
Result<Done> firstWrite(sql::Connection &db)
{
    auto written = db.query(QStringLiteral("INSERT INTO meta (key, value) VALUES ('powercut', 'seen') ON CONFLICT (key) DO NOTHING")).run();
    return written ? Result<Done>(Done{}) : Result<Done>(written.error());
}

QSet<QString> column(sql::Connection &db, const QString &sql, std::optional<Error> &error)
{
    QSet<QString> values;
    auto query = db.query(sql);
    while (query.next()) {
        values.insert(query.text(0));
    }
    if (query.error()) {
        error = query.error();
    }
    return values;
}

} // namespace

Result<ImageCheck::Contents> ImageCheck::contentsOf(sql::Connection &db)
{
    Contents contents;
    std::optional<Error> error;
    contents.messages = column(db, QStringLiteral("SELECT ext_id FROM inbox"), error);
    contents.applied = column(db, QStringLiteral("SELECT ext_id FROM inbox WHERE state = 'applied'"), error);
    contents.orders = column(db, QStringLiteral("SELECT id FROM orders"), error);
    // Several messages of one speaker may share a line; each begins with its marker.
    for (const auto &text : column(db, QStringLiteral("SELECT text FROM transcript_lines"), error)) {
        for (auto at = text.indexOf(QLatin1String("mark")); at >= 0; at = text.indexOf(QLatin1String("mark"), at + 1)) {
            contents.spoken.insert(text.mid(at, MarkerLength + 4));
        }
    }
    return error ? Result<Contents>(*error) : Result<Contents>(std::move(contents));
}

void ImageCheck::layOut(const SimulatedDisk::Image &image, std::mt19937_64 &random) const
{
    QDir directory(m_directory);
    for (const auto &name : directory.entryList(QDir::Files | QDir::Hidden)) {
        directory.remove(name);
    }
    const auto write = [&](const QString &name, const SimulatedDisk::Bytes &bytes) {
        QFile file(directory.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size())) {
            qFatal("no room for an image: %s", qPrintable(file.errorString()));
        }
    };
    for (const auto &[name, bytes] : image) {
        write(QString::fromStdString(name), bytes);
    }
    // Nothing syncs the index of the log: it is gone, empty, or anything.
    SimulatedDisk::Bytes index(32768, '\0');
    switch (random() % 3) {
    case 0: return;
    case 1: break;
    default: std::generate(index.begin(), index.end(), [&random] { return char(random()); });
    }
    write(QStringLiteral("deskbell.db-shm"), index);
}

ImageVerdict ImageCheck::check(const SimulatedDisk::Image &image, size_t position, std::mt19937_64 &random) const
{
    layOut(image, random);
    ImageVerdict verdict;
    server::Database::Options options{QDir(m_directory).filePath(QStringLiteral("deskbell.db"))};
    // As the service itself: with the check after an unclean stop.
    options.service = server::Database::Options::Service{
        QStringLiteral("powercut"), {QStringLiteral("here"), m_directory}, QStringLiteral("test"), SystemClock().now()};
    server::Database database(options);
    if (auto opened = database.open(); !opened) {
        verdict.notOpened = opened.error().detail;
        return verdict;
    }
    if (database.isReadOnly()) {
        verdict.damaged = database.readOnlyReason();
        return verdict;
    }
    auto examination = database.read([](sql::Connection &db) { return examine(db); });
    if (const auto examined = examination.result(); !examined) {
        verdict.damaged = examined.error().detail;
        return verdict;
    }
    auto reading = database.read([](sql::Connection &db) { return contentsOf(db); });
    const auto contents = reading.result();
    if (!contents) {
        verdict.damaged = contents.error().detail;
        return verdict;
    }
    auto writing = database.write([](sql::Connection &db) { return firstWrite(db); });
    if (const auto written = writing.result(); !written) {
        verdict.damaged = written.error().detail;
        return verdict;
    }
    compare(contents.value(), position, verdict);
    return verdict;
}

void ImageCheck::compare(const Contents &contents, size_t position, ImageVerdict &verdict) const
{
    const auto count = m_acknowledged.countAt(position);
    for (size_t i = 0; i < count; ++i) {
        const auto &entry = m_acknowledged.entries()[i];
        const auto &there = entry.kind == Acknowledged::Kind::Message ? contents.messages : contents.orders;
        if (!there.contains(entry.key)) {
            ++verdict.lost;
            verdict.firstLost = verdict.firstLost.isEmpty() ? entry.key : verdict.firstLost;
        }
    }
    for (const auto &key : contents.applied) {
        const auto marker = m_acknowledged.marker(key);
        if (!marker.isEmpty() && !contents.spoken.contains(marker)) {
            verdict.damaged = QStringLiteral("message %1 is applied without its line").arg(key);
        }
    }
}

} // namespace deskbell::test
