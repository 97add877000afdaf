// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/jobcodec.h"

#include <QJsonArray>
#include <QtTest>

using namespace deskbell;

class JobCodecTest final : public QObject
{
    Q_OBJECT

    static Job job()
    {
        Job job;
        job.id = JobId{QStringLiteral("0199-a")};
        job.queue = QStringLiteral("webhook");
        job.kind = QStringLiteral("order.notify");
        job.effectClass = EffectClass::Unrepeatable;
        job.state = JobState::Review;
        job.priority = 2;
        job.runAt = fromMillis(1'795'200'000'000);
        job.expiresAt = fromMillis(1'795'200'900'000);
        job.attempt = 3;
        job.maxAttempts = 12;
        job.group = QStringLiteral("order-1");
        job.subject = QStringLiteral("Order R-1042 to https://pms.example");
        job.lastError = QStringLiteral("HTTP 502");
        job.providerRef = QStringLiteral("x-1");
        job.createdAt = fromMillis(1'795'199'000'000);
        job.updatedAt = fromMillis(1'795'199'100'000);
        job.finishedAt = fromMillis(1'795'199'200'000);
        job.version = 77;
        return job;
    }

private Q_SLOTS:
    void aJobSurvivesTheWire()
    {
        const auto back = wire::jobFromJson(wire::toJson(job()));
        QVERIFY2(back.ok(), qPrintable(back.ok() ? QString() : back.error().detail));
        QCOMPARE(back.value(), job());
        Job least;
        least.id = JobId{QStringLiteral("0199-b")};
        QCOMPARE(wire::jobFromJson(wire::toJson(least)).value(), least);
    }

    void itHasTheFieldsOfTheProtocolAndNoOthers()
    {
        const QStringList fields{QStringLiteral("attempt"), QStringLiteral("created_at"), QStringLiteral("effect_class"),
                                 QStringLiteral("expires_at"), QStringLiteral("finished_at"), QStringLiteral("group"),
                                 QStringLiteral("id"), QStringLiteral("kind"), QStringLiteral("last_error"),
                                 QStringLiteral("max_attempts"), QStringLiteral("priority"), QStringLiteral("provider_ref"),
                                 QStringLiteral("queue"), QStringLiteral("run_at"), QStringLiteral("state"),
                                 QStringLiteral("subject"), QStringLiteral("updated_at"), QStringLiteral("version")};
        QCOMPARE(wire::toJson(job()).keys(), fields);
        QCOMPARE(wire::toJson(job()).value(QLatin1String("effect_class")).toString(), QStringLiteral("C"));
        QCOMPARE(wire::toJson(JobDetail{job(), {}}).keys().size(), fields.size() + 1);
    }

    void everyStateAndClassHasAWord()
    {
        for (int state = 0; state <= int(JobState::Expired); ++state) {
            QCOMPARE(wire::jobState(wire::word(JobState(state))), std::optional(JobState(state)));
        }
        for (int effect = 0; effect <= int(EffectClass::Unrepeatable); ++effect) {
            QCOMPARE(wire::effectClass(wire::word(EffectClass(effect))), std::optional(EffectClass(effect)));
        }
        for (int state = 0; state <= int(BreakerState::HalfOpen); ++state) {
            QCOMPARE(wire::breakerState(wire::word(BreakerState(state))), std::optional(BreakerState(state)));
        }
    }

    void whatIsNotKnownIsRefused()
    {
        auto json = wire::toJson(job());
        json.insert(QStringLiteral("state"), QStringLiteral("frozen"));
        QCOMPARE(wire::jobFromJson(json).error().kind, ErrorKind::Validation);
        json = wire::toJson(job());
        json.remove(QStringLiteral("effect_class"));
        QVERIFY(!wire::jobFromJson(json).ok());
    }

    void aDetailCarriesItsBodyAsText()
    {
        const JobDetail detail{job(), QStringLiteral("{\"event\":\"order_created\"}")};
        QCOMPARE(wire::jobDetailFromJson(wire::toJson(detail)).value(), detail);
        auto json = wire::toJson(detail);
        json.insert(QStringLiteral("body"), QJsonObject{{QStringLiteral("room"), QStringLiteral("204")}});
        QCOMPARE(wire::jobDetailFromJson(json).value().body, QStringLiteral("{\n    \"room\": \"204\"\n}"));
    }

    void aSummarySurvivesTheWireWithoutWhatCanNotBeRead()
    {
        JobSummary summary;
        summary.queues = {{QStringLiteral("webhook"), 14, 2, std::chrono::seconds(95), 1, 2, 3, 4}};
        summary.breakers = {{QStringLiteral("pms.example"), QStringLiteral("order.notify"), BreakerState::Open,
                             fromMillis(1'795'199'000'000), 12, QStringLiteral("not answering")}};
        QCOMPARE(summary.queues.first().needsAttention(), 10);
        auto json = wire::toJson(summary);
        QCOMPARE(wire::jobSummaryFromJson(json).value(), summary);
        auto breakers = json.value(QLatin1String("breakers")).toArray();
        breakers.append(QJsonObject{{QStringLiteral("provider"), QStringLiteral("x")}, {QStringLiteral("state"), QStringLiteral("odd")}});
        json.insert(QStringLiteral("breakers"), breakers);
        QCOMPARE(wire::jobSummaryFromJson(json).value(), summary);
    }

    void theStatesAPersonMustSee()
    {
        QVERIFY(needsAttention(JobState::Unknown) && needsAttention(JobState::Review));
        QVERIFY(needsAttention(JobState::Dead) && needsAttention(JobState::Expired));
        QVERIFY(!needsAttention(JobState::Sending) && !needsAttention(JobState::Done));
        QVERIFY(isFinished(JobState::Dead) && !isFinished(JobState::Review));
        QVERIFY(isPossible(JobAction::Retry, JobState::Review) && !isPossible(JobAction::Retry, JobState::Unknown));
        QVERIFY(isPossible(JobAction::MarkSent, JobState::Unknown) && !isPossible(JobAction::MarkSent, JobState::Scheduled));
        QVERIFY(isPossible(JobAction::Discard, JobState::Available) && !isPossible(JobAction::Discard, JobState::Done));
    }
};

QTEST_GUILESS_MAIN(JobCodecTest)
#include "tst_jobcodec.moc"
