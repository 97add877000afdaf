// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/support/ids.h"
#include "core/domain/job.h"
#include "core/domain/period.h"
#include "ui/widgets/toast.h"

#include <QKeySequence>
#include <QList>
#include <QString>
#include <QWidget>

#include <functional>
#include <optional>

namespace deskbell::ui {

/// A line of the key map that F1 shows.
struct KeyHint {
    QKeySequence keys;
    QString what;
};

/// Something the command palette offers.
struct PaletteAction {
    QString title;
    QString detail; ///< shown muted behind the title; may be empty
    QString iconName;
    QKeySequence keys;
    std::function<void()> run;
};

/// Where a jump from one page to another leads. Only what is set counts.
struct PageTarget {
    QString page; ///< name of the page, e.g. "calls"
    CallId callId;
    OrderId orderId;
    JobId jobId;
    bool showsChanges = false; ///< of the jobs page: what this desk wants and the server has not stored
    std::optional<Period> period;
    QString serviceType;
    QString section; ///< of the setup page, e.g. "people"
};

/// One entry of the rail. The shell knows pages only by this.
class Page : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Stable, for settings and the command line: "calls".
    [[nodiscard]] virtual QString name() const = 0;
    /// One word in the rail.
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString iconName() const = 0;
    [[nodiscard]] virtual QList<KeyHint> keyMap() const { return {}; }
    [[nodiscard]] virtual QList<PaletteAction> paletteActions() { return {}; }
    /// Esc: closes the innermost open thing. False when there was none.
    virtual bool closeInnermost() { return false; }
    /// Shows what another page or the palette pointed at.
    virtual void reveal(const PageTarget &target) { Q_UNUSED(target) }
    /// Who sits here from now on; the same person again after a new sign-in.
    virtual void setPerson(const SessionInfo &info) { Q_UNUSED(info) }
    /// Where the keyboard goes when the page is opened.
    virtual void takeFocus() { setFocus(Qt::OtherFocusReason); }

Q_SIGNALS:
    void badgeChanged(int count);
    void jumpRequested(const deskbell::ui::PageTarget &target);
    void toastRequested(const deskbell::ui::Toast &toast);
};

} // namespace deskbell::ui
