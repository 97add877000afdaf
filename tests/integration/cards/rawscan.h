// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSet>
#include <QString>
#include <QStringList>

namespace deskbell::test {

/// Looks for known numbers in any bytes, with or without separators between their digits.
class RawScan final
{
public:
    /// ASCII digits, 14 to 16 of them.
    void add(const QString &number) { m_numbers.insert(number.toULongLong()); }

    /// Those that stand in `bytes`: digits with at most four other bytes, none of them a letter, between each two.
    [[nodiscard]] QStringList in(const QByteArray &bytes) const;
    /// In every file under `directory`; with the file's name.
    [[nodiscard]] QStringList below(const QString &directory) const;
    /// Files that were read so far by below().
    [[nodiscard]] int files() const { return m_files; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    QSet<quint64> m_numbers;
    mutable int m_files = 0;
    mutable qint64 m_bytes = 0;
};

} // namespace deskbell::test
