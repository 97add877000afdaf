// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/passwordrules.h"

#include <algorithm>
#include <array>

namespace deskbell::server {
namespace {

/// The heads of the published lists that are long enough to get past the length rule, and what hotels like.
constexpr std::array Common{
    "00000000",
    "11111111",
    "11223344",
    "12341234",
    "12345678",
    "123456789",
    "1234567890",
    "123123123",
    "147258369",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "87654321",
    "987654321",
    "abc12345",
    "abcd1234",
    "access14",
    "admin123",
    "administrator",
    "adminadmin",
    "asdfasdf",
    "asdfghjk",
    "asdfghjkl",
    "baseball",
    "basketball",
    "changeme",
    "checkin1",
    "computer",
    "concierge",
    "corvette",
    "danielle",
    "dragon123",
    "einstein",
    "family123",
    "firebird",
    "football",
    "frontdesk",
    "guest123",
    "helpdesk",
    "holiday1",
    "hotel123",
    "hotelhotel",
    "iloveyou",
    "internet",
    "jennifer",
    "jordan23",
    "letmein1",
    "liverpool",
    "marlboro",
    "maverick",
    "mercedes",
    "metallica",
    "michelle",
    "midnight",
    "mountain",
    "mustang1",
    "p@ssw0rd",
    "pa55word",
    "passw0rd",
    "password",
    "password1",
    "password12",
    "password123",
    "princess",
    "q1w2e3r4",
    "qazwsxedc",
    "qwer1234",
    "qwertyui",
    "qwertyuiop",
    "qwerty12",
    "qwerty123",
    "reception",
    "receptionist",
    "rockyou1",
    "samantha",
    "scorpion",
    "starwars",
    "steelers",
    "summer123",
    "sunshine",
    "superman",
    "trustno1",
    "undertaker",
    "victoria",
    "welcome1",
    "welcome123",
    "whatever",
    "winter123",
    "yankees1",
    "zaq12wsx",
};

Error weak(const QString &why)
{
    return Error{ErrorKind::Validation, why, 0, QStringLiteral("weak_password"),
        {{QStringLiteral("field"), QStringLiteral("password")}}};
}

} // namespace

Result<Done> checkPassword(const QString &password, const QString &username)
{
    const auto length = password.toUcs4().size();
    if (length < MinPasswordLength) {
        return weak(QStringLiteral("a password needs at least %1 characters").arg(MinPasswordLength));
    }
    if (length > MaxPasswordLength) {
        return weak(QStringLiteral("a password may have at most %1 characters").arg(MaxPasswordLength));
    }
    const bool isCommon = std::any_of(Common.begin(), Common.end(),
        [&password](const char *known) { return password.compare(QLatin1String(known), Qt::CaseInsensitive) == 0; });
    if (isCommon || password.count(password.at(0)) == password.size()) {
        return weak(QStringLiteral("this password is among the first that anybody would try"));
    }
    if (password.compare(username, Qt::CaseInsensitive) == 0) {
        return weak(QStringLiteral("the password must not be the user name"));
    }
    return Done{};
}

} // namespace deskbell::server
