// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminlink.h"
#include "core/support/settings.h"
#include "ui/pages/pagecontext.h"

namespace deskbell::ui {

/// What the sections of the setup page are built from. All of it outlives them.
struct SetupContext {
    PageContext page;
    AdminLink &link;
    Settings &settings;

    [[nodiscard]] const Theme &theme() const { return page.theme; }
    [[nodiscard]] Instant now() const { return page.clock.now(); }
};

} // namespace deskbell::ui
