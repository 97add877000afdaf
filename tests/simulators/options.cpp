// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/options.h"

#include <QCommandLineParser>
#include <QRandomGenerator>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;
namespace {

Error usage(const QString &sentence)
{
    return Error{ErrorKind::Validation, sentence, 0, {}, {}};
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Plays a voice provider that calls a running deskbelld."_s);
    parser.addOptions({
        {u"url"_s, u"Where the service takes the provider's messages."_s, u"http://HOST:PORT/hooks/vapi/TOKEN"_s},
        {u"secret"_s, u"The shared secret; better in the environment as DESKBELL_SIM_SECRET."_s, u"SECRET"_s},
        {u"auth"_s, u"How the secret is shown: secret, bearer or hmac."_s, u"KIND"_s, u"secret"_s},
        {u"calls"_s, u"Number of live calls; default: every script once."_s, u"N"_s},
        {u"forever"_s, u"Calls until Ctrl+C."_s},
        {u"rate"_s, u"New calls a minute."_s, u"R"_s, u"12"_s},
        {u"concurrency"_s, u"Calls at the same time."_s, u"K"_s, u"4"_s},
        {u"speed"_s, u"How many times faster than life."_s, u"F"_s, u"1"_s},
        {u"script"_s, u"Only this script."_s, u"NAME"_s},
        {u"seed"_s, u"Repeats a run."_s, u"S"_s},
        {u"duplicates"_s, u"Probability that a message is delivered twice."_s, u"P"_s, u"0"_s},
        {u"reorder"_s, u"Probability that a message changes places with the next."_s, u"P"_s, u"0"_s},
        {u"late"_s, u"Probability that a message comes after the call's end."_s, u"P"_s, u"0"_s},
        {u"drop-end"_s, u"Probability that a call's end is never told."_s, u"P"_s, u"0"_s},
        {u"keep-retrying"_s, u"Sends again until the service answers with less than 500."_s},
        {u"history"_s, u"First sends the calls of the last DAYS days; then no live ones unless asked for."_s, u"DAYS"_s, u"0"_s},
        {u"per-day"_s, u"Calls a day in that history."_s, u"N"_s, u"40"_s},
        {u"report"_s, u"Writes the report as JSON."_s, u"FILE"_s},
        {u"record"_s, u"Writes every message and its answer, one JSON object a line."_s, u"FILE"_s},
        {{u"h"_s, u"help"_s}, u"Shows this text."_s},
    });
}

/// Reads numbers and remembers the first that is none or out of bounds.
class Numbers
{
public:
    explicit Numbers(const QCommandLineParser &parser) : m_parser(parser) {}

    double read(const QString &name, double least, double most)
    {
        bool isNumber = false;
        const auto value = m_parser.value(name).toDouble(&isNumber);
        if ((!isNumber || value < least || value > most) && m_mistake.isEmpty()) {
            m_mistake = u"--%1 must be a number from %2 to %3"_s.arg(name).arg(least).arg(most);
        }
        return value;
    }
    [[nodiscard]] const QString &mistake() const { return m_mistake; }

private:
    const QCommandLineParser &m_parser;
    QString m_mistake;
};

Result<Done> readSender(const QCommandLineParser &parser, SenderSettings &sender)
{
    sender.url = QUrl(parser.value(u"url"_s));
    if (!sender.url.isValid() || sender.url.host().isEmpty() || sender.url.scheme() != "http"_L1) {
        return usage(u"--url must be the address of the hook, as 'deskbelld hook show' tells it"_s);
    }
    sender.secret = parser.isSet(u"secret"_s) ? parser.value(u"secret"_s).toUtf8() : qgetenv("DESKBELL_SIM_SECRET");
    const auto auth = parser.value(u"auth"_s);
    if (auth == "secret"_L1) {
        sender.auth = AuthKind::Secret;
    } else if (auth == "bearer"_L1) {
        sender.auth = AuthKind::Bearer;
    } else if (auth == "hmac"_L1) {
        sender.auth = AuthKind::Hmac;
    } else {
        return usage(u"--auth must be secret, bearer or hmac"_s);
    }
    sender.keepRetrying = parser.isSet(u"keep-retrying"_s);
    sender.recordFile = parser.value(u"record"_s);
    return Done{};
}

Result<Done> readPlan(const QCommandLineParser &parser, const QList<CallScript> &scripts, RunPlan &plan)
{
    plan.scripts = scripts;
    if (parser.isSet(u"script"_s)) {
        const auto wanted = parser.value(u"script"_s);
        plan.scripts.removeIf([&wanted](const CallScript &script) { return script.name != wanted; });
        if (plan.scripts.isEmpty()) {
            QStringList names;
            std::transform(scripts.begin(), scripts.end(), std::back_inserter(names), [](const auto &s) { return s.name; });
            return usage(u"no script '%1'; there are %2"_s.arg(wanted, names.join(u", "_s)));
        }
    }
    Numbers numbers(parser);
    plan.callsPerMinute = numbers.read(u"rate"_s, 0.01, 100'000);
    plan.concurrency = static_cast<int>(numbers.read(u"concurrency"_s, 1, 1000));
    plan.speed = numbers.read(u"speed"_s, 0.1, 100'000);
    plan.odds = {numbers.read(u"duplicates"_s, 0, 1), numbers.read(u"reorder"_s, 0, 1), numbers.read(u"late"_s, 0, 1),
                 numbers.read(u"drop-end"_s, 0, 1)};
    plan.historyDays = static_cast<int>(numbers.read(u"history"_s, 0, 3650));
    plan.historyPerDay = static_cast<int>(numbers.read(u"per-day"_s, 1, 10'000));
    plan.seed = parser.isSet(u"seed"_s) ? static_cast<quint64>(numbers.read(u"seed"_s, 0, 4e15))
                                        : QRandomGenerator::global()->generate();
    plan.calls = plan.historyDays > 0 ? 0 : static_cast<int>(plan.scripts.size());
    if (parser.isSet(u"calls"_s)) {
        plan.calls = static_cast<int>(numbers.read(u"calls"_s, 0, 10'000'000));
    }
    if (parser.isSet(u"forever"_s)) {
        plan.calls = -1;
    }
    if (!numbers.mistake().isEmpty()) {
        return usage(numbers.mistake());
    }
    return Done{};
}

} // namespace

Result<Options> parseOptions(const QStringList &arguments, const QList<CallScript> &scripts)
{
    QCommandLineParser parser;
    addOptions(parser);
    Options options;
    options.helpText = parser.helpText();
    if (!parser.parse(arguments)) {
        return usage(parser.errorText());
    }
    if (parser.isSet(u"help"_s)) {
        options.wantsHelp = true;
        return options;
    }
    if (!parser.positionalArguments().isEmpty()) {
        return usage(u"'%1' is not an option"_s.arg(parser.positionalArguments().first()));
    }
    if (const auto plan = readPlan(parser, scripts, options.plan); !plan) {
        return plan.error();
    }
    if (const auto sender = readSender(parser, options.sender); !sender) {
        return sender.error();
    }
    options.sender.concurrency = options.plan.concurrency;
    options.reportFile = parser.value(u"report"_s);
    return options;
}

} // namespace deskbell::sim
