// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/callstates.h"

#include <array>
#include <initializer_list>

namespace deskbell::server {
namespace {

constexpr size_t Count = size_t(CallState::Failed) + 1;
using Row = std::array<bool, Count>;
using Table = std::array<Row, Count>;

constexpr size_t index(CallState state) { return size_t(state); }

constexpr void allow(Table &table, CallState from, std::initializer_list<CallState> next)
{
    for (const auto to : next) {
        table.at(index(from)).at(index(to)) = true;
    }
}

constexpr Table makeTable()
{
    using S = CallState;
    Table table{};
    allow(table, S::Queued, {S::Ringing, S::Ended, S::Lost, S::Failed});
    // Whoever picks up: the assistant greets, a script begins at once, or a person of the house answers or is called.
    allow(table, S::Ringing, {S::Greeting, S::Live, S::Transferring, S::WithPerson, S::Ended, S::Incomplete, S::Lost, S::Failed});
    allow(table, S::Greeting, {S::Live, S::Transferring, S::Ended, S::Incomplete, S::Lost, S::Failed});
    // A person comes on the line by a transfer only, from a hold too, and from a person the guest may go on to anybody.
    allow(table, S::Live, {S::Holding, S::Transferring, S::Ended, S::Incomplete, S::Lost, S::Failed});
    allow(table, S::Holding, {S::Live, S::Transferring, S::WithPerson, S::Ended, S::Incomplete, S::Lost, S::Failed});
    allow(table, S::Transferring, {S::Live, S::Holding, S::WithPerson, S::Ended, S::Incomplete, S::Lost, S::Failed});
    allow(table, S::WithPerson, {S::Live, S::Holding, S::Transferring, S::Ended, S::Incomplete, S::Lost, S::Failed});
    // How a call came out may be corrected by a later report; it never comes back to life.
    allow(table, S::Ended, {S::Incomplete, S::Failed});
    allow(table, S::Incomplete, {S::Ended, S::Failed});
    allow(table, S::Failed, {S::Ended, S::Incomplete});
    // Lost is what we do not know, so any word of the call replaces it.
    allow(table, S::Lost, {S::Queued, S::Ringing, S::Greeting, S::Live, S::Holding, S::Transferring, S::WithPerson, S::Ended, S::Incomplete, S::Failed});
    return table;
}

constexpr Table Legal = makeTable();

using Steps = std::array<std::array<CallState, Count>, Count>;

/// From each state, the first step towards each other one, by breadth.
constexpr Steps makeSteps()
{
    Steps steps{};
    for (size_t from = 0; from < Count; ++from) {
        std::array<size_t, Count> queue{};
        std::array<bool, Count> isSeen{};
        size_t head = 0;
        size_t tail = 0;
        for (size_t to = 0; to < Count; ++to) {
            steps.at(from).at(to) = CallState(from);
        }
        isSeen.at(from) = true;
        queue.at(tail++) = from;
        while (head < tail) {
            const auto at = queue.at(head++);
            for (size_t to = 0; to < Count; ++to) {
                // A way does not lead through being lost: nobody may be told so on the way.
                const bool isWay = at == from || CallState(at) != CallState::Lost;
                if (Legal.at(at).at(to) && isWay && !isSeen.at(to)) {
                    isSeen.at(to) = true;
                    steps.at(from).at(to) = at == from ? CallState(to) : steps.at(from).at(at);
                    queue.at(tail++) = to;
                }
            }
        }
    }
    return steps;
}

constexpr Steps First = makeSteps();

} // namespace

bool mayFollow(CallState from, CallState to) { return from == to || Legal.at(index(from)).at(index(to)); }

CallState nextTowards(CallState from, CallState to) { return First.at(index(from)).at(index(to)); }

} // namespace deskbell::server
