// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace deskbell::ui {

struct BoardPlace {
    int column = 0;
    int row = 0;

    bool operator==(const BoardPlace &) const = default;
};

enum class BoardMove { Up, Down, PreviousColumn, NextColumn, First, Last };

/// Where the keyboard's place goes on a board with so many cards per column. Empty columns are passed over; what leads
/// nowhere stays.
[[nodiscard]] BoardPlace movedOnBoard(BoardPlace from, BoardMove move, const QList<int> &counts);

} // namespace deskbell::ui
