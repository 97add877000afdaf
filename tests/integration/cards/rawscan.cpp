// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/cards/rawscan.h"

#include <QDirIterator>
#include <QFile>
#include <array>

namespace deskbell::test {
namespace {

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

} // namespace

QStringList RawScan::in(const QByteArray &bytes) const
{
    constexpr int MostBetween = 4;
    constexpr std::array<quint64, 3> Powers{100'000'000'000'000ULL, 1'000'000'000'000'000ULL, 10'000'000'000'000'000ULL}; // 14, 15, 16 digits
    QStringList found;
    quint64 last = 0; // the last sixteen digits
    int count = 0;
    int between = 0;
    for (const char c : bytes) {
        if (c < '0' || c > '9') {
            between = isLetter(c) ? MostBetween + 1 : between + 1;
            continue;
        }
        count = between > MostBetween ? 1 : count + 1;
        last = (count == 1 ? 0 : last * 10) % Powers[2] + quint64(c - '0');
        between = 0;
        for (int digits = 14; digits <= 16; ++digits) {
            const auto number = last % Powers[size_t(digits - 14)];
            if (count >= digits && m_numbers.contains(number) && QByteArray::number(number).size() == digits) {
                found.append(QString::number(number));
            }
        }
    }
    return found;
}

QStringList RawScan::below(const QString &directory) const
{
    QStringList found;
    QDirIterator files(directory, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const auto bytes = file.readAll();
        ++m_files;
        m_bytes += bytes.size();
        const auto numbers = in(bytes);
        for (const auto &number : numbers) {
            found.append(file.fileName() + QStringLiteral(": ") + number);
        }
    }
    return found;
}

} // namespace deskbell::test
