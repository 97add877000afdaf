// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/logging.h"

#include "core/redaction/cardredactor.h"
#include "core/support/clock.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QThread>
#include <cstdio>
#include <memory>
#include <shared_mutex>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace deskbell {
namespace {

/// What the handler uses. Guarded: the handler may run on any thread while the object that owns it goes away.
struct Output {
    std::shared_mutex mutex;
    std::shared_ptr<spdlog::logger> logger;
    QtMessageHandler before = nullptr;
    bool json = false;
};

Output &output()
{
    static Output instance;
    return instance;
}

spdlog::level::level_enum levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return spdlog::level::debug;
    case QtInfoMsg: return spdlog::level::info;
    case QtWarningMsg: return spdlog::level::warn;
    case QtCriticalMsg: return spdlog::level::err;
    case QtFatalMsg: return spdlog::level::critical;
    }
    return spdlog::level::info;
}

QString nameOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return QStringLiteral("debug");
    case QtInfoMsg: return QStringLiteral("info");
    case QtWarningMsg: return QStringLiteral("warning");
    case QtCriticalMsg: return QStringLiteral("error");
    case QtFatalMsg: return QStringLiteral("fatal");
    }
    return QStringLiteral("info");
}

/// A message is one line whatever it quotes, so that nobody outside can write log lines.
QString onOneLine(const QString &message)
{
    QString line;
    line.reserve(message.size());
    for (const QChar c : message) {
        if (c == QLatin1Char('\n')) {
            line += QStringLiteral("\\n");
        } else if (c.category() == QChar::Other_Control && c != QLatin1Char('\t')) {
            line += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        } else {
            line += c;
        }
    }
    return line;
}

QByteArray format(bool json, QtMsgType type, const QString &category, const QString &message)
{
    const auto time = toRfc3339(SystemClock().now());
    if (json) {
        const QJsonObject line{
            {QStringLiteral("time"), time},
            {QStringLiteral("level"), nameOf(type)},
            {QStringLiteral("category"), category},
            {QStringLiteral("thread"), QString::number(quintptr(QThread::currentThreadId()), 16)},
            {QStringLiteral("message"), message},
        };
        return QJsonDocument(line).toJson(QJsonDocument::Compact);
    }
    return QStringLiteral("%1 %2 %3: %4").arg(time, nameOf(type).leftJustified(7), category, onOneLine(message)).toUtf8();
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const std::shared_lock lock(output().mutex);
    if (!output().logger) {
        return;
    }
    const auto line = format(output().json, type, QString::fromUtf8(context.category ? context.category : "default"), redactCards(message));
    output().logger->log(levelOf(type), spdlog::string_view_t(line.constData(), size_t(line.size())));
    if (type == QtFatalMsg) {
        output().logger->flush(); // Qt aborts the process next
    }
}

void complain(const QString &file, const char *why)
{
    std::fprintf(stderr, "log file %s can not be used: %s\n", qPrintable(file), why);
}

void addFile(std::vector<spdlog::sink_ptr> &sinks, const QString &file, const LogOptions &options, spdlog::level::level_enum level)
{
    if (file.isEmpty()) {
        return;
    }
    try {
        QDir().mkpath(QFileInfo(file).absolutePath());
        spdlog::file_event_handlers events;
        events.after_open = [](const spdlog::filename_t &name, std::FILE *) {
            // Guests' names may be in it. Rotated files keep what they were made with.
            (void)QFile::setPermissions(QFile::decodeName(name.c_str()), QFile::ReadOwner | QFile::WriteOwner);
        };
        auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
            QFile::encodeName(file).toStdString(), size_t(options.maxBytes), size_t(options.maxFiles), false, events);
        sink->set_level(level);
        sinks.push_back(std::move(sink));
    } catch (const std::exception &problem) {
        complain(file, problem.what());
    }
}

QString rulesFor(LogLevel level)
{
    // Weaker than QT_LOGGING_RULES, which Qt reads after these.
    switch (level) {
    case LogLevel::Debug: return QStringLiteral("deskbell.*.debug=true");
    case LogLevel::Info: return {};
    case LogLevel::Warning: return QStringLiteral("*.debug=false\n*.info=false");
    case LogLevel::Error: return QStringLiteral("*.debug=false\n*.info=false\n*.warning=false");
    }
    return {};
}

} // namespace

Logging::Logging(const LogOptions &options)
{
    std::vector<spdlog::sink_ptr> sinks;
    if (options.toStderr) {
        sinks.push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    }
    addFile(sinks, options.file, options, spdlog::level::trace);
    addFile(sinks, options.errorFile, options, spdlog::level::warn);
    auto logger = std::make_shared<spdlog::logger>("deskbell", sinks.begin(), sinks.end());
    logger->set_level(spdlog::level::trace);
    logger->set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
    logger->flush_on(spdlog::level::warn);
    logger->set_error_handler([](const std::string &why) { std::fprintf(stderr, "log: %s\n", why.c_str()); });
    {
        const std::unique_lock lock(output().mutex);
        output().logger = std::move(logger);
        output().json = options.json;
    }
    QLoggingCategory::setFilterRules(rulesFor(options.level));
    output().before = qInstallMessageHandler(handleMessage);
}

Logging::~Logging()
{
    qInstallMessageHandler(output().before);
    QLoggingCategory::setFilterRules({});
    const std::unique_lock lock(output().mutex);
    output().logger->flush();
    output().logger.reset();
}

void Logging::flush()
{
    const std::shared_lock lock(output().mutex);
    output().logger->flush();
}

QString mask(const QString &phone)
{
    constexpr int Hidden = 4;
    if (phone.size() < 2 * Hidden) {
        return QString(Hidden, QLatin1Char('*'));
    }
    return phone.chopped(Hidden) + QString(Hidden, QLatin1Char('*'));
}

} // namespace deskbell
