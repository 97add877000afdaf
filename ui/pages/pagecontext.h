// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "ui/theme/theme.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace deskbell::ui {

/// Where a page keeps what it remembers: splitters, chosen views, drafts. Both may be empty.
struct PageMemory {
    std::function<QByteArray(const QString &name)> load;
    std::function<void(const QString &name, const QByteArray &state)> save;

    [[nodiscard]] QByteArray value(const QString &name) const { return load ? load(name) : QByteArray(); }
    void keep(const QString &name, const QByteArray &state) const
    {
        if (save) {
            save(name, state);
        }
    }
};

/// What every page is built from. All of it outlives the page.
struct PageContext {
    Store &store;
    const Theme &theme;
    const Clock &clock;
    const IdSource &ids;
    PageMemory memory;
};

} // namespace deskbell::ui
