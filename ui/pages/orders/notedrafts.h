// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ids.h"
#include "ui/pages/pagecontext.h"

#include <QHash>

#include <optional>

namespace deskbell::ui {

/// Notes being written but not yet saved, per order; kept over restarts.
class NoteDrafts
{
public:
    struct Draft {
        QString text;
        QString basis; ///< the notes when the writing began

        bool operator==(const Draft &) const = default;
    };

    explicit NoteDrafts(PageMemory memory);

    [[nodiscard]] std::optional<Draft> draft(const OrderId &id) const;
    void keep(const OrderId &id, const Draft &draft);
    void drop(const OrderId &id);

private:
    void save() const;

    PageMemory m_memory;
    QHash<OrderId, Draft> m_drafts;
};

} // namespace deskbell::ui
