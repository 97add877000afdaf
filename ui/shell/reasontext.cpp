// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/reasontext.h"

#include <QCoreApplication>

namespace deskbell::ui {

namespace {

struct Reason {
    const char *code;
    const char *text;
};

constexpr Reason Reasons[] = {
    // Signing in
    {"totp_required", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "Type the code that your authenticator app shows now.")},
    {"totp_wrong", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "This code is not right. Codes change every 30 seconds: type the one that is shown now.")},
    {"pin_locked", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "The PIN was wrong too often. Use your password; after that the PIN works again.")},
    {"device_unknown", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "A PIN works only on a paired desk, within 12 hours of signing in there with the password. Use your password.")},
    {"ticket_invalid", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "This code is wrong, used up or no longer good. Check each character, or ask for a new one.")},
    {"tenant_suspended", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "This property is suspended. Ask whoever runs the server; nothing has been deleted.")},
    {"must_change_password", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "Choose a password of your own first.")},
    {"certificate_changed", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "The server shows another certificate than the one this desk was paired with. Nothing was sent. "
                            "Do not go on before whoever runs the server has told you why; then pair the desk again with a new invite.")},
    {"openid_denied", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "Your organisation did not let you in. Sign in with user name and password, or ask your administrator.")},
    // Pairing and first start
    {"bad_code", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "This is not a whole invite: it has 26 letters and figures. Check it, or make a new one.")},
    {"mistyped_code", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "A character of the invite is wrong. Compare it with what you were given.")},
    {"pairing_refused", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "The server does not take this invite. They are good once and for ten minutes; make a new one.")},
    {"too_many_invites", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "There are too many open invites. Wait until some are no longer good.")},
    {"tls_needed", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "This line is not encrypted, so the invite was not sent. Use the server's address that begins with https://.")},
    {"setup_secret", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "This is not the one-time secret. The service prints it at its start and keeps it in the file setup-secret.")},
    {"already_set_up", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "This server is already set up. Sign in, or ask an administrator to invite you.")},
    // Administration
    {"last_admin", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "A property needs at least one administrator. Make somebody else an administrator first.")},
    {"username_taken", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "Somebody else has this user name. Choose another one.")},
    {"slug_taken", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "Another property has this short name. Choose another one.")},
    {"weak_password", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "This password is too easy to guess. Use at least 10 characters, and not the user name.")},
    {"wrong_password", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "The password is wrong. Try again.")},
    {"weak_pin", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "This PIN is too easy to guess. Take 4 to 8 figures, not all the same and not in a row.")},
    {"totp_active", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "The second step is already on. Switch it off first.")},
    {"totp_not_begun", QT_TRANSLATE_NOOP("deskbell::ui::ReasonText", "That took too long. Start again.")},
};

} // namespace

QString reasonText(const Error &error)
{
    for (const auto &reason : Reasons) {
        if (error.code == QLatin1String(reason.code)) {
            return QCoreApplication::translate("deskbell::ui::ReasonText", reason.text);
        }
    }
    return {};
}

} // namespace deskbell::ui
