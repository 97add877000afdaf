// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/errortext.h"

#include <QSet>
#include <QtTest>

using namespace deskbell;
using namespace deskbell::ui;

class ErrorTextTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasItsOwnSentence()
    {
        QSet<QString> sentences;
        for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind) {
            Error error;
            error.kind = ErrorKind(kind);
            error.detail = QStringLiteral("secret detail");
            const auto text = errorText(error, Attempt::ChangeOrder);
            QVERIFY(!text.title.isEmpty());
            QVERIFY(text.sentence.endsWith(QLatin1Char('.')));
            QVERIFY(!text.sentence.contains(error.detail));
            sentences.insert(text.sentence);
        }
        QCOMPARE(sentences.size(), int(ErrorKind::Internal) + 1);
    }

    void signInTellsWhatToCheck()
    {
        const auto sentence = [](ErrorKind kind, const char *code) {
            return errorText(Error{kind, {}, 0, QString::fromLatin1(code), {}}, Attempt::SignIn).sentence;
        };
        QVERIFY(sentence(ErrorKind::Network, "host_not_found").contains(QStringLiteral("no server by this address")));
        QVERIFY(sentence(ErrorKind::Network, "connection_refused").contains(QStringLiteral("port")));
        QVERIFY(sentence(ErrorKind::Network, "tls_failed").contains(QStringLiteral("certificate")));
        QVERIFY(sentence(ErrorKind::Protocol, "not_deskbell").contains(QStringLiteral("not a Deskbell server")));
        QVERIFY(sentence(ErrorKind::Auth, "").contains(QStringLiteral("wrong")));
        QVERIFY(sentence(ErrorKind::Auth, "session_expired").contains(QStringLiteral("expired")));
        QVERIFY(sentence(ErrorKind::Validation, "plain_http_refused").contains(QStringLiteral("https://")));
    }

    void waitingTimeIsTold()
    {
        const Error error{ErrorKind::RateLimited, {}, 429, {}, {{QStringLiteral("retry_after"), 42}}};
        QCOMPARE(retryAfterSeconds(error), 42);
        QVERIFY(errorText(error, Attempt::SignIn).sentence.contains(QStringLiteral("42")));
    }
};

QTEST_GUILESS_MAIN(ErrorTextTest)
#include "tst_errortext.moc"
