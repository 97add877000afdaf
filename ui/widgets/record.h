// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QList>
#include <QString>
#include <QVariant>

namespace deskbell::ui {

/// One cell of a table of records.
struct RecordCell {
    QString text;
    QVariant sortKey;             ///< invalid: the text in lower case
    QString iconName = {};        ///< with `meaning`: shown as a pill
    ColorRole meaning = ColorRole::Neutral;

    [[nodiscard]] bool isMark() const { return !iconName.isEmpty(); }
    bool operator==(const RecordCell &) const = default;
};

/// One row: what it is called, what its cells say, and what it stands for.
struct Record {
    QString id;
    QList<RecordCell> cells;

    bool operator==(const Record &) const = default;
};

struct RecordTraits {
    using Key = QString;
    [[nodiscard]] static const QString &key(const Record &record) { return record.id; }
    [[nodiscard]] static bool same(const Record &a, const Record &b) { return a == b; }
};

} // namespace deskbell::ui
