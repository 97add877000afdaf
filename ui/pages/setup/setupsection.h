// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/peoplerecords.h"
#include "ui/shell/page.h"

namespace deskbell::ui {

/// One part of the setup page. It reads from the service when it is opened, and offers only what the person may do.
class SetupSection : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString name() const = 0; ///< stable: "people"
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString iconName() const = 0;
    [[nodiscard]] virtual bool isOffered(const Me &me) const = 0;
    /// Before open(), and whenever it has changed.
    virtual void setMe(const Me &me) = 0;
    /// It comes to the front: what it shows is read anew.
    virtual void open() = 0;
    /// Somebody else sits here now.
    virtual void forget() = 0;
    virtual bool closeInnermost() { return false; }
    virtual void takeFocus() { setFocus(Qt::OtherFocusReason); }
    [[nodiscard]] virtual QList<KeyHint> keyMap() const { return {}; }

Q_SIGNALS:
    void toastRequested(const deskbell::ui::Toast &toast);
    /// The person has changed something about themselves.
    void meChanged();
};

} // namespace deskbell::ui
