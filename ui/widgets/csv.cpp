// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/csv.h"

namespace deskbell::ui {

namespace {

bool startsFormula(QChar first)
{
    static const QString dangerous = QStringLiteral("=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20");
    return dangerous.contains(first);
}

QString line(const QStringList &fields)
{
    QStringList parts;
    for (const auto &field : fields) {
        parts.append(csvField(field));
    }
    return parts.join(QLatin1Char(',')) + QStringLiteral("\r\n");
}

} // namespace

QString csvField(const QString &value)
{
    auto text = value;
    bool isNumber = false;
    text.toDouble(&isNumber);
    if (!text.isEmpty() && startsFormula(text.at(0)) && !isNumber) {
        text.prepend(QLatin1Char('\''));
    }
    const bool needsQuotes = text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"'))
        || text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\r'));
    if (needsQuotes) {
        text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        text = QLatin1Char('"') + text + QLatin1Char('"');
    }
    return text;
}

QByteArray csvDocument(const QStringList &header, const QList<QStringList> &rows)
{
    auto text = QString(QChar::ByteOrderMark) + line(header);
    for (const auto &row : rows) {
        text += line(row);
    }
    return text.toUtf8();
}

} // namespace deskbell::ui
