// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListView;

namespace deskbell::ui {

class Label;
class PaletteModel;
class Theme;

/// Search and actions in one list over the window; works without a server because it asks only the store.
class CommandPalette final : public QFrame
{
    Q_OBJECT
public:
    CommandPalette(const Theme &theme, QWidget *parent);

    void open(QList<PaletteAction> actions);
    /// Gives the focus back.
    void dismiss();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void onTyped(const QString &pattern);
    void runCurrent();
    void step(int rows);
    void place();

    const Theme &m_theme;
    PaletteModel *m_model;
    QLineEdit *m_field;
    QListView *m_list;
    Label *m_nothing;
    QPointer<QWidget> m_focusBefore;
};

} // namespace deskbell::ui
