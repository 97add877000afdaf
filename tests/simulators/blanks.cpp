// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/blanks.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;

QString Blanks::fill(const QString &text) const
{
    static const QRegularExpression blank(u"\\{([a-z]+(?::[a-z]+)?)\\}"_s);
    QString filled;
    qsizetype end = 0;
    for (const auto &match : blank.globalMatch(text)) {
        filled += text.mid(end, match.capturedStart() - end);
        filled += m_values.value(match.captured(1));
        end = match.capturedEnd();
    }
    return filled + text.mid(end);
}

QJsonObject Blanks::fill(const QJsonObject &object) const
{
    QJsonObject filled;
    for (auto it = object.begin(); it != object.end(); ++it) {
        filled.insert(it.key(), fill(it.value()));
    }
    return filled;
}

QJsonValue Blanks::fill(const QJsonValue &value) const
{
    if (value.isString()) {
        return fill(value.toString());
    }
    if (value.isObject()) {
        return fill(value.toObject());
    }
    if (value.isArray()) {
        QJsonArray filled;
        for (const auto &item : value.toArray()) {
            filled.append(fill(QJsonValue(item)));
        }
        return filled;
    }
    return value;
}

} // namespace deskbell::sim
