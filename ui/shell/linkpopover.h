// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/linktext.h"

#include <QFrame>

class QPushButton;
class QVBoxLayout;

namespace deskbell::ui {

class Theme;

/// What the connection pill opens: what works, what waits and how old it is.
class LinkPopover final : public QFrame
{
    Q_OBJECT
public:
    explicit LinkPopover(const Theme &theme, QWidget *parent);

    /// This desk's wishes that are not settled, a line each.
    struct Changes {
        QStringList refused;
        QStringList waiting;
    };
    void setText(const LinkText &text, const Changes &changes, bool offerSignIn);
    /// Below `anchor`, its trailing edges aligned.
    void openBelow(const QWidget *anchor);

Q_SIGNALS:
    void signInRequested();
    void changesRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addButton(const QString &text, const QString &name, bool isPrimary, void (LinkPopover::*signal)());
    void addChanges(const Changes &changes, bool isPrimary);
    void addSection(const QString &title, const QString &iconName, ColorRole role, const QStringList &lines);

    const Theme &m_theme;
    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
};

} // namespace deskbell::ui
