// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/boardnavigation.h"

#include <algorithm>

namespace deskbell::ui {

namespace {

BoardPlace sideways(BoardPlace from, int step, const QList<int> &counts)
{
    for (int column = from.column + step; column >= 0 && column < counts.size(); column += step) {
        if (counts.at(column) > 0) {
            return {column, std::clamp(from.row, 0, counts.at(column) - 1)};
        }
    }
    return from;
}

} // namespace

BoardPlace movedOnBoard(BoardPlace from, BoardMove move, const QList<int> &counts)
{
    if (from.column < 0 || from.column >= counts.size()) {
        return from;
    }
    const int last = counts.at(from.column) - 1;
    switch (move) {
    case BoardMove::Up: return {from.column, std::max(0, from.row - 1)};
    case BoardMove::Down: return {from.column, std::max(0, std::min(last, from.row + 1))};
    case BoardMove::First: return {from.column, 0};
    case BoardMove::Last: return {from.column, std::max(0, last)};
    case BoardMove::PreviousColumn: return sideways(from, -1, counts);
    case BoardMove::NextColumn: return sideways(from, 1, counts);
    }
    return from;
}

} // namespace deskbell::ui
