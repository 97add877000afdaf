// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cardcorpus.h"

#include "core/redaction/cardspans.h"
#include "core/redaction/digitgroups.h"

#include <QRegularExpression>

namespace deskbell::test {
namespace {

QStringList lines(const char *text) { return QString::fromUtf8(text).split(QLatin1Char('|')); }

/// {n}: the number, {c}: the code, {e}: the end of validity.
const QStringList &cardTalk(Tongue tongue)
{
    static const QList<QStringList> All{
        lines("My card number is {n}.|Sure, it's {n}|You can charge {n}, the expiry is {e} and the security code is {c}, thanks|Okay so, {n}, CVV {c}|"
              "please use {n} for room 412|It is {n} and it expires {e}|I want to pay. {n}. The three digits on the back: number on the back {c}"),
        lines("Meine Kartennummer ist {n}.|Ja, die lautet {n}|Bitte belasten Sie {n}, gültig bis {e}, Prüfziffer {c}|Also {n}, der Sicherheitscode ist {c}|"
              "für Zimmer 31 bitte {n}"),
        lines("Mon numéro de carte est le {n}.|Alors, c'est {n}|Débitez la carte {n}, elle expire le {e}, cryptogramme {c}|{n}, voilà|chambre 204 : {n}"),
        lines("Mi número de tarjeta es {n}.|Sí, es {n}|Cobre a la tarjeta {n}, vence {e}, código de seguridad {c}|Bueno: {n}|para la habitación 118, {n}"),
        lines("Номер моей карты {n}.|Записывайте: {n}|Спишите с карты {n}, срок действия {e}, код безопасности {c}|Вот {n}|Оплатите за комнату 12, {n}"),
        lines("Số thẻ của tôi là {n}.|Vâng, {n}|Thẻ {n}, hết hạn {e}, mã bảo mật {c}|Đây ạ: {n}|cho phòng 305, {n}"),
        lines("我的卡号是{n}。|是这个：{n}|请刷这张卡{n}，有效期{e}，安全码{c}|号码{n}谢谢|房间1203，{n}"),
        lines("رقم بطاقتي هو {n}.|تفضل: {n}|اسحب من البطاقة {n}، تنتهي {e}، رمز الأمان {c}|الرقم {n}|للغرفة 210، {n}")};
    return All.at(int(tongue));
}

/// {t}: telephone, {b}: booking, {r}: room, {h}: time, {p}: price.
const QStringList &plainTalk(Tongue tongue)
{
    static const QList<QStringList> All{
        lines("Please call me back at {t}.|This is room {r}, we need two towels.|My booking number is {b}, arriving at {h}.|Can you call a taxi for {h} to room {r}? My cell is {t}|"
              "The bill says {p} but I paid {p}.|Rooms {r}, {r}, {r} and {r} are ours.|The security code of the garage door does not work, I am in room {r}.|Confirmation {b}, phone {t}"),
        lines("Rufen Sie mich unter {t} zurück.|Zimmer {r}, bitte zwei Handtücher.|Meine Buchungsnummer ist {b}, ich komme um {h}.|Die Rechnung über {p} stimmt nicht.|Zimmer {r} und {r}, Telefon {t}"),
        lines("Rappelez-moi au {t}.|Chambre {r}, deux serviettes s'il vous plaît.|Ma réservation est la {b}, arrivée à {h}.|La note est de {p}.|chambre {r}, tél. {t}"),
        lines("Llámeme al {t}.|Habitación {r}, dos toallas por favor.|Mi reserva es {b}, llego a las {h}.|La cuenta dice {p}.|habitaciones {r} y {r}, teléfono {t}"),
        lines("Перезвоните мне по {t}.|Комната {r}, два полотенца.|Номер брони {b}, приеду в {h}.|В счёте {p}.|комнаты {r} и {r}, телефон {t}"),
        lines("Gọi lại cho tôi số {t}.|Phòng {r}, cho hai khăn tắm.|Mã đặt phòng {b}, tôi đến lúc {h}.|Hóa đơn là {p}.|phòng {r} và {r}, điện thoại {t}"),
        lines("请回电{t}。|房间{r}，要两条毛巾。|预订号{b}，{h}到。|账单是{p}。|房间{r}和{r}，电话{t}"),
        lines("اتصل بي على {t}.|الغرفة {r}، منشفتان من فضلك.|رقم الحجز {b}، أصل الساعة {h}.|الفاتورة {p}.|الغرف {r} و {r}، الهاتف {t}")};
    return All.at(int(tongue));
}

QString grouped(const QString &number, const QString &separator)
{
    const QList<int> sizes = number.size() == 15 ? QList<int>{4, 6, 5} : number.size() == 14 ? QList<int>{4, 6, 4} : QList<int>{4, 4, 4, 4, 3};
    QStringList parts;
    qsizetype at = 0;
    for (const int size : sizes) {
        if (at < number.size()) {
            parts.append(number.mid(at, size));
        }
        at += size;
    }
    return parts.join(separator);
}

QString inScript(const QString &number, char16_t zero)
{
    QString text;
    for (const auto c : number) {
        text.append(QChar(char16_t(zero + c.digitValue())));
    }
    return text;
}

QString international(const QString &number) { return QStringLiteral("+") + number.left(2) + QLatin1Char(' ') + number.mid(2, 3) + QLatin1Char(' ') + number.mid(5); }

} // namespace

QString CardCorpus::digits(int count)
{
    QString text;
    for (int i = 0; i < count; ++i) {
        text.append(QChar(char16_t(u'0' + below(10))));
    }
    return text;
}

QString CardCorpus::cardNumber()
{
    struct Scheme {
        const char *begins;
        int size;
    };
    static const QList<Scheme> Schemes{{"4", 16}, {"4", 16}, {"51", 16}, {"53", 16}, {"2223", 16}, {"34", 15}, {"37", 15}, {"36", 14}, {"3530", 16}, {"6011", 16},
                                       {"62", 16}, {"6304", 16}, {"2201", 16}};
    const auto &scheme = Schemes.at(below(int(Schemes.size())));
    auto number = QString::fromLatin1(scheme.begins);
    number += digits(scheme.size - int(number.size()) - 1);
    for (char16_t check = u'0'; check <= u'9'; ++check) {
        if (redaction::passesLuhn(QString(number + QChar(check)))) {
            return number + QChar(check);
        }
    }
    return {};
}

QString CardCorpus::written(const QString &number, Tongue tongue)
{
    switch (below(16)) {
    case 0: return number;
    case 1:
    case 2: return grouped(number, QStringLiteral(" "));
    case 3: return grouped(number, QStringLiteral("-"));
    case 4: return grouped(number, QStringLiteral("."));
    case 5: return grouped(number, QString(QChar(0x00A0)));
    case 6: return grouped(number, QStringLiteral("\n"));
    case 7: return grouped(number, QStringLiteral(", "));
    case 8: return inScript(number, tongue == Tongue::Arabic ? char16_t(0x0660) : char16_t(0xFF10));
    case 9: return QString(number).replace(QRegularExpression(QStringLiteral("(?<=\\d)(?=\\d)")), QStringLiteral(" "));
    case 10: return grouped(number, QStringLiteral(" \u2013 "));
    case 11: return spoken(number, tongue, Manner::Pairs, m_rng);
    case 12: return spoken(number, tongue, Manner::Doubles, m_rng);
    case 13: return spoken(number, tongue, Manner::Hesitant, m_rng);
    default: return spoken(number, tongue, Manner::OneByOne, m_rng);
    }
}

CorpusLine CardCorpus::card()
{
    const auto tongue = Tongue(below(Tongues));
    CorpusLine line;
    line.number = cardNumber();
    line.written = written(line.number, tongue);
    line.text = oneOf(cardTalk(tongue));
    if (line.text.contains(QLatin1String("{c}"))) {
        line.code = digits(line.number.size() == 15 ? 4 : 3);
        line.text.replace(QLatin1String("{c}"), below(2) == 0 ? line.code : spoken(line.code, tongue, Manner::OneByOne, m_rng));
    }
    line.text.replace(QLatin1String("{e}"), QStringLiteral("%1/%2").arg(below(12) + 1, 2, 10, QLatin1Char('0')).arg(27 + below(6)));
    line.text.replace(QLatin1String("{n}"), line.written);
    return line;
}

QString CardCorpus::telephone(Tongue tongue)
{
    switch (below(8)) {
    case 0: return international(QString::number(30 + below(60)) + digits(9 + below(3)));
    case 1: return QStringLiteral("0") + digits(3) + QLatin1Char(' ') + digits(3) + QLatin1Char(' ') + digits(4);
    case 2: return QStringLiteral("00") + QString::number(30 + below(60)) + QLatin1Char(' ') + digits(3) + QLatin1Char(' ') + digits(7);
    case 3: return QStringLiteral("(%1) %2-%3").arg(QString::number(200 + below(700)), digits(3), digits(4));
    case 4: return QString::number(1 + below(8)) + digits(8 + below(3));
    case 5: return QStringLiteral("+%1").arg(QString::number(1 + below(9)) + digits(10 + below(4)));
    case 6: return digits(3) + QLatin1Char('-') + digits(3) + QLatin1Char('-') + digits(3);
    default: return spoken(QStringLiteral("0") + digits(9 + below(2)), tongue, Manner::OneByOne, m_rng);
    }
}

CorpusLine CardCorpus::plain()
{
    const auto tongue = Tongue(below(Tongues));
    CorpusLine line;
    line.text = oneOf(plainTalk(tongue));
    const auto fill = [&line](const char *what, auto make) {
        while (line.text.contains(QLatin1String(what))) {
            line.text.replace(line.text.indexOf(QLatin1String(what)), 3, make());
        }
    };
    fill("{t}", [&] { return telephone(tongue); });
    fill("{r}", [&] { return below(4) == 0 ? spoken(digits(3), tongue, Manner::OneByOne, m_rng) : QString::number(1 + below(1999)); });
    fill("{b}", [&] {
        static const QStringList Letters = lines("HM|R-|BK|AB");
        return below(3) == 0 ? oneOf(Letters) + digits(6) : below(2) == 0 ? digits(6 + below(7)) : digits(4) + QLatin1Char('.') + digits(3) + QLatin1Char('.') + digits(3);
    });
    fill("{h}", [&] { return QStringLiteral("%1:%2").arg(below(24), 2, 10, QLatin1Char('0')).arg(below(60), 2, 10, QLatin1Char('0')); });
    fill("{p}", [&] { return QStringLiteral("%1.%2 EUR").arg(below(3000)).arg(below(100), 2, 10, QLatin1Char('0')); });
    return line;
}

QString allDigits(const QString &text)
{
    QString digits;
    const auto groups = redaction::readDigits(text.normalized(QString::NormalizationForm_C)).groups;
    for (const auto &group : groups) {
        digits += group.digits;
    }
    return digits;
}

} // namespace deskbell::test
