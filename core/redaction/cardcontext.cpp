// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/cardcontext.h"

#include "core/redaction/wordleads.h"

#include <QRegularExpression>

namespace deskbell::redaction {
namespace {

/// Each alternative begins with a letter that must be there, see WordLeads.
const char *const Cards = "credit|debit|\\bcards?\\b|\\bvisa\\b|master ?card|\\bamex\\b|american express|maestro|diners|discover|union ?pay|"
                          "karte\\b|kartennummer|\\bcarte\\b|bancaire|tarjeta|crédito|débito|\\bкарт|visa|виза|мастеркард|thẻ|卡|بطاق|فيزا|ماستر";
const char *const Codes =
    "\\bcv\\.? ?[vc2]\\.? ?2?\\b|\\bc v\\.? ?[vc2]\\.? ?2?\\b|\\bc\\.v\\.? ?[vc2]\\.? ?2?\\b|\\bc\\. v\\.? ?[vc2]\\.? ?2?\\b|"
    "\\bcsc\\b|\\bcid\\b|security (?:code|number|digits)|verification (?:code|number|value)|card code|"
    "number (?:on|at|from) the back|code (?:on|at|from) the back|digits (?:on|at|from) the back|"
    "three[ -]digit code|four[ -]digit code|3 digit code|3-digit code|4 digit code|4-digit code|"
    "sicherheits(?:code|nummer|zahl)|prüf(?:ziffer|nummer|zahl|code)|kartenprüf\\w*|"
    "cryptogramme|code de (?:sécurité|vérification|securite)|numéro de sécurité|"
    "código de (?:seguridad|verificación)|codigo de (?:seguridad|verificacion)|clave de seguridad|"
    "код (?:безопасности|проверки|на обороте)|номер (?:безопасности|проверки|на обороте)|"
    "защитн\\w* код|проверочн\\w* код|секретн\\w* код|тр[её]хзначн\\w* код|\\bцвв\\b|\\bсививи\\b|"
    "mã (?:bảo mật|an toàn|xác minh|số bảo mật)|số bảo mật|"
    "安全码|安全碼|校验码|卡背|背面(?:的)?(?:三位|数字|号码)|验证码|后三位|末三位|"
    "رمز (?:الأمان|الامان|التحقق|الحماية)|رقم (?:الأمان|التحقق)|الرمز السري|سي ?في ?في";
const char *const Expiries =
    "expir\\w*|\\bexp\\b|valid (?:until|thru|through|to)|gültig\\w*|\\bablauf\\w*|läuft ab|expire\\w*|valable|validité|fin de validité|"
    "caduc\\w*|venc\\w*|válida hasta|срок\\w*|действ\\w*|истека\\w*|hết hạn|hiệu lực|ngày hết|有效期|到期|过期|تنتهي|صلاحي\\w*|الانتهاء";
const char *const Rooms =
    "\\brooms?\\b|\\bsuite\\b|\\bfloor\\b|zimmer\\w*|chambres?|habitaci\\w+|номер(?:е|а|у)? комнат\\w*|комнат\\w*|phòng|房间?|客房|غرف\\w*|"
    "\\btable\\b|\\border\\b|\\bbooking\\b|\\breservation\\b|reserva\\w*|réservation|buchung\\w*|брон\\w*|\\bwifi\\b|wi-fi";
const char *const Doors = "\\bgate\\b|\\bdoors?\\b|\\bsafe\\b|garage|\\btür\\w*|tresor|porte\\b|portail|coffre|puerta|caja fuerte|двер\\w*|сейф\\w*|"
                          "cửa|két|门|保险箱|باب|خزن";

/// The words of all subjects, and what tells quickly that there are none.
class Vocabulary
{
public:
    enum Subject { Card, Code, Expiry, Room, Door };

    Vocabulary()
    {
        for (const auto *words : {Cards, Codes, Expiries, Rooms, Doors}) {
            const auto text = QString::fromUtf8(words);
            m_leads.add(text, int(m_patterns.size()));
            m_patterns.append(QRegularExpression(text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption));
            m_patterns.last().optimize();
        }
    }

    /// Which subjects the text may speak of, as bits.
    [[nodiscard]] unsigned subjects(const QString &text) const { return m_leads.in(text); }
    [[nodiscard]] bool speaksOf(Subject subject, const QString &text, unsigned subjects) const
    {
        return (subjects & 1U << subject) != 0 && m_patterns.at(subject).match(text).hasMatch();
    }
    [[nodiscard]] QList<Place> places(Subject subject, const QString &text, unsigned subjects) const
    {
        if ((subjects & 1U << subject) == 0) {
            return {};
        }
        QList<Place> found;
        auto match = m_patterns.at(subject).globalMatch(text);
        while (match.hasNext()) {
            const auto one = match.next();
            found.append({one.capturedStart(), one.capturedEnd()});
        }
        return found;
    }

private:
    QList<QRegularExpression> m_patterns; ///< by subject
    WordLeads m_leads;
};

} // namespace

CardContext cardContext(const QString &text)
{
    static const Vocabulary Words;
    const auto subjects = Words.subjects(text);
    CardContext context;
    if (subjects == 0) {
        return context;
    }
    context.codes = Words.places(Vocabulary::Code, text, subjects);
    context.expiries = Words.places(Vocabulary::Expiry, text, subjects);
    context.hasCard = Words.speaksOf(Vocabulary::Card, text, subjects);
    context.rooms = Words.places(Vocabulary::Room, text, subjects);
    context.hasDoor = Words.speaksOf(Vocabulary::Door, text, subjects);
    return context;
}

} // namespace deskbell::redaction
