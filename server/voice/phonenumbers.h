// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace deskbell::server {

/// Telephone numbers as providers write them, made one of a kind by libphonenumber. One thread; remembers what it has read,
/// because every message of a call repeats its numbers.
class PhoneNumbers final
{
public:
    struct Number {
        QString e164;      ///< "+442079460123"; what was said when it is no number that can be made one; empty for an extension
        QString extension; ///< "214": a telephone in the house, or what follows the number

        bool operator==(const Number &) const = default;
    };

    /// `country`: ISO 3166-1 alpha-2, where numbers without a country code are at home; empty: they stay as they are.
    [[nodiscard]] Number read(const QString &said, const QString &country);

private:
    QHash<std::pair<QString, QString>, Number> m_known;
};

} // namespace deskbell::server
