// SPDX-License-Identifier: GPL-3.0-or-later
// Makes crash images from a recorder's log and opens each as the service would. Prints one JSON object.
#include "core/wire/json.h"
#include "tests/faults/powercut/imagecheck.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTextStream>
#include <array>

namespace deskbell::test {
namespace {

constexpr std::array ModeNames{"none", "all", "prefix", "subset", "reordered", "torn"};
constexpr int ReportedFailures = 10;

struct Plan {
    size_t images = 500;
    quint64 seed = 1;
    int part = 0;
    int parts = 1;
    QString keep; ///< where to leave the first bad image; empty for nowhere
};

struct Cut {
    size_t position; ///< record before which the power goes
    Survival survival;
    quint64 seed;
};

std::vector<size_t> syncPoints(const RecordLog &log)
{
    std::vector<size_t> points;
    for (size_t i = 0; i < log.records().size(); ++i) {
        const auto kind = log.records()[i].kind;
        if (kind == RecordSyncEnd || kind == RecordDirSyncEnd || kind == RecordReady) {
            points.push_back(i);
        }
    }
    return points;
}

/// Half of them spread evenly over the sync points, each on a random record between its point and the next, often the last one; half
/// anywhere, so that long stretches without a sync get their share.
std::vector<Cut> cuts(const std::vector<size_t> &points, size_t records, const Plan &plan)
{
    std::vector<Cut> all;
    std::mt19937_64 random(plan.seed);
    for (size_t i = 0; i < plan.images; ++i) {
        const auto interval = i * points.size() / plan.images;
        const auto first = (i % 2 == 0 ? points[interval] : points.front()) + 1;
        const auto last = i % 2 == 0 && interval + 1 < points.size() ? points[interval + 1] : records;
        const auto anywhere = first + random() % (last - first + 1);
        const auto position = i % 2 == 0 && random() % 3 == 0 ? last : anywhere;
        const Cut cut{position, Survival(random() % SurvivalModes), random()};
        if (int(i % size_t(plan.parts)) == plan.part) {
            all.push_back(cut);
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Cut &a, const Cut &b) { return a.position < b.position; });
    return all;
}

class Tally final
{
public:
    void add(const Cut &cut, const ImageVerdict &verdict)
    {
        ++m_images;
        ++m_modes[size_t(cut.survival)];
        m_notOpened += verdict.notOpened.isEmpty() ? 0 : 1;
        m_damaged += verdict.damaged.isEmpty() ? 0 : 1;
        m_lossy += verdict.lost > 0 ? 1 : 0;
        m_mostLost = std::max(m_mostLost, verdict.lost);
        if (!verdict.isGood() && m_failures.size() < ReportedFailures) {
            m_failures.append(QJsonObject{{QStringLiteral("record"), qint64(cut.position)},
                {QStringLiteral("mode"), QLatin1String(ModeNames[size_t(cut.survival)])},
                {QStringLiteral("seed"), QString::number(cut.seed)}, {QStringLiteral("not_opened"), verdict.notOpened},
                {QStringLiteral("damaged"), verdict.damaged}, {QStringLiteral("lost"), verdict.lost},
                {QStringLiteral("first_lost"), verdict.firstLost}});
        }
    }
    [[nodiscard]] QJsonObject report() const
    {
        QJsonObject modes;
        for (size_t i = 0; i < ModeNames.size(); ++i) {
            modes.insert(QLatin1String(ModeNames[i]), m_modes[i]);
        }
        return {{QStringLiteral("images"), m_images}, {QStringLiteral("modes"), modes},
            {QStringLiteral("not_opened"), m_notOpened}, {QStringLiteral("damaged"), m_damaged},
            {QStringLiteral("lossy"), m_lossy}, {QStringLiteral("most_lost"), m_mostLost},
            {QStringLiteral("failures"), m_failures}};
    }

private:
    int m_images = 0;
    int m_notOpened = 0;
    int m_damaged = 0;
    int m_lossy = 0;
    int m_mostLost = 0;
    std::array<int, SurvivalModes> m_modes{};
    QJsonArray m_failures;
};

void keepImage(const QString &where, const SimulatedDisk::Image &image)
{
    if (where.isEmpty() || !QDir().mkpath(where) || !QDir(where).isEmpty()) {
        return;
    }
    for (const auto &[name, bytes] : image) {
        QFile file(QDir(where).filePath(QString::fromStdString(name)));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(bytes.data(), qint64(bytes.size()));
        }
    }
}

QJsonObject run(const RecordLog &log, const AcknowledgedList &acknowledged, const Plan &plan, bool obeysSyncs, const QString &directory)
{
    const auto points = syncPoints(log);
    const ImageCheck checker(directory, acknowledged);
    SimulatedDisk disk(obeysSyncs);
    Tally tally;
    size_t reached = 0;
    for (const auto &cut : cuts(points, log.records().size(), plan)) {
        for (; reached < cut.position; ++reached) {
            disk.apply(log.records()[reached]);
        }
        std::mt19937_64 random(cut.seed);
        const auto image = disk.image(cut.survival, random);
        const auto verdict = checker.check(image, cut.position, random);
        if (!verdict.isGood()) {
            keepImage(plan.keep, image);
        }
        tally.add(cut, verdict);
    }
    auto report = tally.report();
    report.insert(QStringLiteral("records"), qint64(log.records().size()));
    report.insert(QStringLiteral("sync_points"), qint64(points.size()));
    report.insert(QStringLiteral("acknowledged"), qint64(acknowledged.entries().size()));
    return report;
}

int main(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("log"), QStringLiteral("the recorder's log"), QStringLiteral("file")},
        {QStringLiteral("notes"), QStringLiteral("what the driver sent"), QStringLiteral("file")},
        {QStringLiteral("images"), QStringLiteral("how many, over all parts"), QStringLiteral("n"), QStringLiteral("500")},
        {QStringLiteral("seed"), QStringLiteral("of all choices"), QStringLiteral("n"), QStringLiteral("1")},
        {QStringLiteral("part"), QStringLiteral("this process does part i of n"), QStringLiteral("i/n"), QStringLiteral("0/1")},
        {QStringLiteral("keep"), QStringLiteral("where to leave the first bad image"), QStringLiteral("directory")},
        {QStringLiteral("room"), QStringLiteral("where to lay images out, best a tmpfs"), QStringLiteral("directory"), QDir::tempPath()},
        {QStringLiteral("lying-disk"), QStringLiteral("no sync makes anything durable: must find damage")}});
    parser.addHelpOption();
    parser.process(arguments);
    const auto parts = parser.value(QStringLiteral("part")).split(QLatin1Char('/'));
    const Plan plan{parser.value(QStringLiteral("images")).toULongLong(), parser.value(QStringLiteral("seed")).toULongLong(),
        parts.value(0).toInt(), std::max(1, parts.value(1).toInt()), parser.value(QStringLiteral("keep"))};
    QTextStream err(stderr);
    const auto log = RecordLog::load(parser.value(QStringLiteral("log")));
    if (!log) {
        err << log.error().detail << Qt::endl;
        return 1;
    }
    const auto acknowledged = AcknowledgedList::load(parser.value(QStringLiteral("notes")), *log.value());
    if (!acknowledged) {
        err << acknowledged.error().detail << Qt::endl;
        return 1;
    }
    const QTemporaryDir directory(QDir(parser.value(QStringLiteral("room"))).filePath(QStringLiteral("deskbell-powercut-XXXXXX")));
    const auto report = run(*log.value(), acknowledged.value(), plan, !parser.isSet(QStringLiteral("lying-disk")), directory.path());
    QTextStream(stdout) << wire::toBytes(report) << Qt::endl;
    return 0;
}

} // namespace
} // namespace deskbell::test

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return deskbell::test::main(QCoreApplication::arguments());
}
