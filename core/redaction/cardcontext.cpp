// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/cardcontext.h"

#include <QRegularExpression>

namespace deskbell::redaction {
namespace {

using Options = QRegularExpression::PatternOption;

QRegularExpression pattern(const char *text)
{
    QRegularExpression made(QString::fromUtf8(text), Options::CaseInsensitiveOption | Options::UseUnicodePropertiesOption);
    made.optimize();
    return made;
}

const QRegularExpression &cards()
{
    static const auto Words = pattern(
        "credit|debit|\\bcards?\\b|\\bvisa\\b|master ?card|\\bamex\\b|american express|maestro|diners|discover|union ?pay|"
        "karte\\b|kartennummer|\\bcarte\\b|bancaire|tarjeta|crédito|débito|\\bкарт|visa|виза|мастеркард|thẻ|卡|بطاق|فيزا|ماستر");
    return Words;
}

const QRegularExpression &codes()
{
    static const auto Words = pattern(
        "\\bc\\.? ?v\\.? ?[vc2]\\.? ?2?\\b|\\bcsc\\b|\\bcid\\b|security (?:code|number|digits)|verification (?:code|number|value)|card code|"
        "(?:number|code|digits) (?:on|at|from) the back|(?:three|four|3|4)[ -]digit code|"
        "sicherheits(?:code|nummer|zahl)|prüf(?:ziffer|nummer|zahl|code)|kartenprüf\\w*|"
        "cryptogramme|code de (?:sécurité|vérification|securite)|numéro de sécurité|"
        "código de (?:seguridad|verificación)|codigo de (?:seguridad|verificacion)|clave de seguridad|"
        "(?:код|номер) (?:безопасности|проверки|на обороте)|(?:защитн|проверочн|секретн|тр[её]хзначн)\\w* код|\\bцвв\\b|\\bсививи\\b|"
        "mã (?:bảo mật|an toàn|xác minh|số bảo mật)|số bảo mật|"
        "安全码|安全碼|校验码|卡背|背面(?:的)?(?:三位|数字|号码)|验证码|后三位|末三位|"
        "رمز (?:الأمان|الامان|التحقق|الحماية)|رقم (?:الأمان|التحقق)|الرمز السري|سي ?في ?في");
    return Words;
}

const QRegularExpression &expiries()
{
    static const auto Words = pattern(
        "expir\\w*|\\bexp\\b|valid (?:until|thru|through|to)|gültig\\w*|\\bablauf\\w*|läuft ab|expire\\w*|valable|validité|fin de validité|"
        "caduc\\w*|venc\\w*|válida hasta|срок\\w*|действ\\w*|истека\\w*|hết hạn|hiệu lực|ngày hết|有效期|到期|过期|تنتهي|صلاحي\\w*|الانتهاء");
    return Words;
}

const QRegularExpression &rooms()
{
    static const auto Words = pattern(
        "\\brooms?\\b|\\bsuite\\b|\\bfloor\\b|zimmer\\w*|chambres?|habitaci\\w+|номер(?:е|а|у)? комнат\\w*|комнат\\w*|phòng|房间?|客房|غرف\\w*|"
        "\\btable\\b|\\border\\b|\\bbooking\\b|\\breservation\\b|reserva\\w*|réservation|buchung\\w*|брон\\w*|\\bwifi\\b|wi-fi");
    return Words;
}

const QRegularExpression &doors()
{
    static const auto Words = pattern("\\bgate\\b|\\bdoors?\\b|\\bsafe\\b|garage|\\btür\\w*|tresor|porte\\b|portail|coffre|puerta|caja fuerte|двер\\w*|сейф\\w*|"
                                      "cửa|két|门|保险箱|باب|خزن");
    return Words;
}

QList<Place> places(const QRegularExpression &words, const QString &text)
{
    QList<Place> found;
    auto match = words.globalMatch(text);
    while (match.hasNext()) {
        const auto one = match.next();
        found.append({one.capturedStart(), one.capturedEnd()});
    }
    return found;
}

} // namespace

CardContext cardContext(const QString &text)
{
    CardContext context;
    context.codes = places(codes(), text);
    context.expiries = places(expiries(), text);
    context.hasCard = cards().match(text).hasMatch();
    context.rooms = places(rooms(), text);
    context.hasDoor = doors().match(text).hasMatch();
    return context;
}

} // namespace deskbell::redaction
