// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include <QCommandLineParser>
#include <QFile>

#include <cstdio>

namespace deskbell::app {

namespace {

QString firstLineOfStdin()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return {};
    }
    auto line = QString::fromUtf8(input.readLine());
    while (line.endsWith(QLatin1Char('\n')) || line.endsWith(QLatin1Char('\r'))) {
        line.chop(1);
    }
    return line;
}

std::optional<ThemeChoice> themeChoice(const QString &word)
{
    if (word == QLatin1String("light")) {
        return ThemeChoice::Light;
    }
    if (word == QLatin1String("dark")) {
        return ThemeChoice::Dark;
    }
    return word == QLatin1String("system") ? std::optional(ThemeChoice::System) : std::nullopt;
}

} // namespace

Options parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Staff console for hotel front desks"));
    parser.addHelpOption();
    parser.addVersionOption();
    const auto text = [&parser](const char *name, const char *what, const char *value) {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(what), QString::fromLatin1(value)});
    };
    text("server", "Address of the service.", "URL");
    text("property", "Short name of the property.", "SLUG");
    text("user", "User name.", "NAME");
    parser.addOption({QStringLiteral("password-stdin"), QStringLiteral("Read the password from standard input and sign in.")});
    text("theme", "light, dark or system.", "THEME");
    text("page", "Page to open first.", "NAME");
    text("language", "Language, for example de.", "CODE");
    text("settings", "Keep settings in this file.", "FILE");
    text("metrics", "Append a line of JSON for each change shown.", "FILE");
    text("dump-state", "Keep what is known and shown in this file, as JSON. It holds guests' data.", "FILE");
    text("screenshot", "Save a picture of the window.", "FILE");
    text("screenshot-after", "When to take the picture.", "MS");
    text("quit-after", "When to quit.", "MS");
    parser.process(arguments);
    const auto value = [&parser](const char *name) { return parser.value(QString::fromLatin1(name)); };
    Options options{value("server"), value("property"), value("user"), {}, themeChoice(value("theme")), value("page"),
                    value("language"), value("settings"), value("metrics"), value("screenshot"),
                    value("dump-state")};
    if (parser.isSet(QStringLiteral("password-stdin"))) {
        options.password = firstLineOfStdin();
    }
    if (parser.isSet(QStringLiteral("screenshot-after"))) {
        options.screenshotAfterMs = value("screenshot-after").toInt();
    }
    options.quitAfterMs = value("quit-after").toInt();
    return options;
}

} // namespace deskbell::app
