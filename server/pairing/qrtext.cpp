// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pairing/qrtext.h"

#include "core/support/qrcode.h"

namespace deskbell::server {
namespace {

constexpr int Quiet = 4; ///< light modules around it

bool isDarkAt(const QrCode &code, int x, int y)
{
    return x >= 0 && y >= 0 && x < code.size() && y < code.size() && code.isDark(x, y);
}

} // namespace

QString qrText(const QString &text)
{
    const auto code = QrCode::encode(text.toUtf8());
    if (!code) {
        return {};
    }
    QString picture;
    for (int y = -Quiet; y < code->size() + Quiet; y += 2) {
        picture += QStringLiteral("\033[30;107m"); // black on bright white
        for (int x = -Quiet; x < code->size() + Quiet; ++x) {
            const bool upper = isDarkAt(*code, x, y);
            const bool lower = isDarkAt(*code, x, y + 1);
            picture += upper ? QChar(lower ? u'\u2588' : u'\u2580') : QChar(lower ? u'\u2584' : u' ');
        }
        picture += QStringLiteral("\033[0m\n");
    }
    return picture;
}

} // namespace deskbell::server
