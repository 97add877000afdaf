// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/faults/model/step.h"

#include <random>

namespace deskbell::test {

/// Random histories of a property: calls, another system's requests and edits of staff, delivered as the world delivers:
/// twice, in another order within a window of 100, missing at first and late then, under a known id with another body, and
/// applied only after some failures. The same seed makes the same history; `prefix` keeps the names of two apart.
class HistoryMaker
{
public:
    HistoryMaker(quint64 seed, QString prefix) : m_random(seed), m_prefix(std::move(prefix)) {}

    [[nodiscard]] History make();

private:
    [[nodiscard]] int upTo(int most) { return int(m_random() % quint64(most + 1)); }
    [[nodiscard]] bool oneIn(int n) { return upTo(n - 1) == 0; }
    [[nodiscard]] qint64 tick() { return m_now += 1 + upTo(2000); }
    [[nodiscard]] QString word();

    void addCall(History &history, int number);
    void addObject(History &history, int number);
    void addVapi(History &history, const QString &call, const QString &type, QJsonObject fields);
    void addGeneric(History &history, const QString &object, const QString &type, const QJsonObject &data);
    [[nodiscard]] History disturbed(const History &sent);

    std::mt19937_64 m_random;
    QString m_prefix;
    qint64 m_now = 1'795'200'000'000;
    int m_events = 0;
};

} // namespace deskbell::test
