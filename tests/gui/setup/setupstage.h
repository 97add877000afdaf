// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/settings.h"
#include "tests/gui/demodata.h"
#include "tests/gui/pages/pagesdemo.h"
#include "tests/gui/setup/fakeadmin.h"
#include "ui/pages/setup/setuppage.h"

#include <QTemporaryDir>
#include <QTest>
#include <memory>

namespace deskbell::tests {

/// The setup page on a stage, with a hotel behind it.
class SetupStage
{
public:
    explicit SetupStage(ui::Theme &theme, QSize size = {1280, 820}) : demo(theme), settings(home.filePath(QStringLiteral("settings.ini")))
    {
        host = std::make_unique<QWidget>(); // without a layout: the offscreen platform warns of size hints
        host->resize(size);
        page = std::make_unique<ui::SetupPage>(ui::SetupContext{demo.context(), admin, settings}, host.get());
        page->resize(size);
        auto info = demoSession();
        info.userId = UserId{QStringLiteral("user-1")};
        page->setPerson(info);
    }

    void show(const QString &section = {})
    {
        host->show();
        host->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(host.get()));
        if (!section.isEmpty()) {
            page->openSection(section);
            QTRY_VERIFY(page->offered().contains(section));
        }
    }

    template<typename W>
    [[nodiscard]] W *child(const char *name) const
    {
        return page->findChild<W *>(QString::fromLatin1(name));
    }
    /// One that can be seen: forms that are about to go keep their names for a moment.
    template<typename W>
    [[nodiscard]] W *visible(const char *name) const
    {
        const auto all = page->findChildren<W *>(QString::fromLatin1(name));
        for (auto *each : all) {
            if (each->isVisible()) {
                return each;
            }
        }
        return nullptr;
    }

    QTemporaryDir home;
    PagesDemo demo;
    FakeAdmin admin;
    Settings settings;
    std::unique_ptr<QWidget> host;
    std::unique_ptr<ui::SetupPage> page; ///< goes before its host
};

} // namespace deskbell::tests
