// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/passwordhasher.h"
#include "server/access/passwordrules.h"

#include <QElapsedTimer>
#include <QTest>
#include <algorithm>
#include <vector>

using namespace deskbell;
using namespace deskbell::server;

namespace {

constexpr PasswordHasher::Cost Cheap{8ULL * 1024 * 1024, 1};
const auto Good = QStringLiteral("correct horse battery");

qint64 medianNs(PasswordHasher &hasher, const QString &stored, const QString &password)
{
    std::vector<qint64> times;
    for (int i = 0; i < 15; ++i) {
        QElapsedTimer timer;
        timer.start();
        hasher.verify(stored, password).waitForFinished();
        times.push_back(timer.nsecsElapsed());
    }
    std::nth_element(times.begin(), times.begin() + 7, times.end());
    return times.at(7);
}

} // namespace

class PasswordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsItsOwnHashes();
    void unicodeFormDoesNotMatter();
    void unknownUserCostsTheSame();
    void tooManyAreToldToComeAgain();
    void rules_data();
    void rules();
};

void PasswordsTest::knowsItsOwnHashes()
{
    PasswordHasher hasher(Cheap);
    const auto hash = hasher.hash(Good).result();
    QVERIFY(hash);
    QVERIFY(hash.value().startsWith(QLatin1String("$argon2id$v=19$m=8192,t=1,p=1$")));
    QVERIFY(hasher.hash(Good).result().value() != hash.value());
    QCOMPARE(hasher.verify(hash.value(), Good).result().value(), true);
    QCOMPARE(hasher.verify(hash.value(), Good + QLatin1Char('!')).result().value(), false);
    QCOMPARE(hasher.verify(QString(), Good).result().value(), false);
    QCOMPARE(hasher.verify(QStringLiteral("nonsense"), Good).result().value(), false);
}

void PasswordsTest::unicodeFormDoesNotMatter()
{
    PasswordHasher hasher(Cheap);
    const auto composed = QStringLiteral("caf\u00e9 au lait");
    const auto decomposed = composed.normalized(QString::NormalizationForm_D);
    QVERIFY(composed != decomposed);
    QCOMPARE(hasher.verify(hasher.hash(composed).result().value(), decomposed).result().value(), true);
}

void PasswordsTest::unknownUserCostsTheSame()
{
    PasswordHasher hasher(Cheap);
    const auto hash = hasher.hash(Good).result().value();
    const auto wrong = double(medianNs(hasher, hash, QStringLiteral("wrong password")));
    const auto unknown = double(medianNs(hasher, QString(), QStringLiteral("wrong password")));
    // Without the dummy hash the ratio is beyond a thousand; a busy machine stays within this.
    QVERIFY2(unknown / wrong > 0.4 && unknown / wrong < 2.5, QByteArray::number(unknown / wrong).constData());
}

void PasswordsTest::tooManyAreToldToComeAgain()
{
    PasswordHasher hasher(Cheap);
    QList<QFuture<Result<QString>>> futures;
    for (int i = 0; i < 60; ++i) {
        futures.append(hasher.hash(Good));
    }
    int refused = 0;
    for (auto &future : futures) {
        const auto result = future.result();
        refused += result ? 0 : 1;
        QVERIFY(result || result.error().kind == ErrorKind::Unavailable);
    }
    QVERIFY(refused > 0 && refused <= 28);
    QVERIFY(hasher.hash(Good).result());
}

void PasswordsTest::rules_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("phrase") << Good << true;
    QTest::newRow("eight") << QStringLiteral("k3-Fw9q!") << true;
    QTest::newRow("seven") << QStringLiteral("k3-Fw9q") << false;
    QTest::newRow("128") << QString(64, QLatin1Char('a')) + QString(64, QLatin1Char('b')) << true;
    QTest::newRow("129") << QString(64, QLatin1Char('a')) + QString(65, QLatin1Char('b')) << false;
    QTest::newRow("known") << QStringLiteral("Password123") << false;
    QTest::newRow("one letter") << QString(12, QLatin1Char('z')) << false;
    QTest::newRow("the user's name") << QStringLiteral("Anna.Kovacs") << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("eight signs outside the BMP") << QStringLiteral("😀😁😂😃😄😅😆😇") << true;
}

void PasswordsTest::rules()
{
    QFETCH(QString, password);
    QFETCH(bool, isGood);
    const auto checked = checkPassword(password, QStringLiteral("anna.kovacs"));
    QCOMPARE(checked.ok(), isGood);
    QVERIFY(isGood || checked.error().code == QLatin1String("weak_password"));
}

QTEST_GUILESS_MAIN(PasswordsTest)
#include "tst_passwords.moc"
