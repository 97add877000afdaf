// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/pages/orders/notedrafts.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace deskbell::ui {

class Label;

/// The notes of an order. What is being written survives other people's changes, another order being opened, and a restart.
class NotesEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit NotesEditor(const PageContext &context, QWidget *parent = nullptr);

    void present(const OrderView &view);
    void takeFocus();
    [[nodiscard]] QString text() const;
    /// Goes back to what the server has.
    void discard();

Q_SIGNALS:
    void saveRequested(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onEdited();
    void save();
    void fill(const QString &text);
    void showHint();

    NoteDrafts m_drafts;
    OrderView m_view;
    QPlainTextEdit *m_edit;
    Label *m_hint;
    QPushButton *m_save;
    QPushButton *m_reset;
    bool m_isFilling = false;
};

} // namespace deskbell::ui
