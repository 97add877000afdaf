// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <QWidget>

class QTimer;

namespace deskbell::ui {

class Label;
class Theme;

/// Who is at the desk, what is going on, and the time at the property.
class StatusLine final : public QWidget
{
    Q_OBJECT
public:
    /// `clock` and `store` outlive this.
    StatusLine(const Theme &theme, const Clock &clock, const Store &store, QWidget *parent = nullptr);

    void setPerson(const QString &name);
    [[nodiscard]] QString counts() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void onClock();
    void onCounts();

    const Theme &m_theme;
    const Clock &m_clock;
    const Store &m_store;
    Label *m_person;
    Label *m_counts;
    Label *m_time;
    QTimer *m_timer;
};

} // namespace deskbell::ui
