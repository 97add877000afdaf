// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redaction/cardredactor.h"

#include "core/redaction/cardspans.h"

#include <QJsonArray>
#include <cmath>

namespace deskbell {
namespace {

using redaction::CardSpan;

QString markOf(CardSpan::What what)
{
    switch (what) {
    case CardSpan::What::Number: return redaction::NumberMark;
    case CardSpan::What::Code: return redaction::CodeMark;
    case CardSpan::What::Expiry: return redaction::ExpiryMark;
    }
    return redaction::NumberMark;
}

/// Luhn alone would hit every tenth time stamp; a number of JSON has no separators, so the scheme must fit as well.
bool isCardNumber(double number)
{
    constexpr double Least = 1e12;
    constexpr double Exact = 9'007'199'254'740'992.0;
    if (number < Least || number >= 1e19 || number != std::floor(number)) {
        return false;
    }
    const auto digits = QString::number(number, 'f', 0);
    // Beyond 2^53 the last digits are not those that came.
    return redaction::isCardLike(digits, true) && (number > Exact || redaction::passesLuhn(digits));
}

} // namespace

QString redactCards(const QString &text)
{
    // Three digits are the least, and no word for a digit is shorter than one character.
    if (text.size() < 3) {
        return text;
    }
    const auto composed = text.normalized(QString::NormalizationForm_C);
    const auto spans = redaction::cardSpans(composed);
    if (spans.isEmpty()) {
        return text;
    }
    QString kept;
    qsizetype at = 0;
    for (const auto &span : spans) {
        kept += QStringView(composed).mid(at, span.begin - at);
        kept += markOf(span.what);
        at = span.end;
    }
    kept += QStringView(composed).mid(at);
    return kept;
}

QJsonValue redactCards(const QJsonValue &value)
{
    if (value.isString()) {
        return redactCards(value.toString());
    }
    if (value.isDouble()) {
        return isCardNumber(value.toDouble()) ? QJsonValue(redaction::NumberMark) : value;
    }
    if (value.isObject()) {
        return redactCards(value.toObject());
    }
    if (!value.isArray()) {
        return value;
    }
    QJsonArray redacted;
    const auto array = value.toArray();
    for (const auto &entry : array) {
        redacted.append(redactCards(QJsonValue(entry)));
    }
    return redacted;
}

QJsonObject redactCards(const QJsonObject &object)
{
    QJsonObject redacted;
    for (auto member = object.constBegin(); member != object.constEnd(); ++member) {
        redacted.insert(member.key(), redactCards(QJsonValue(member.value())));
    }
    return redacted;
}

} // namespace deskbell
