// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/orders/ordertext.h"
#include "ui/pages/pagecontext.h"

#include <QScrollArea>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace deskbell::ui {

class ConflictCard;
class ElidedLabel;
class Label;
class NotesEditor;
class Pill;

/// One order in the side sheet: where, what, when, its next steps, notes and history.
class OrderDetail final : public QScrollArea
{
    Q_OBJECT
public:
    explicit OrderDetail(const PageContext &context, QWidget *parent = nullptr);

    void present(const OrderView &view, bool isHeld, const Formats &formats);
    [[nodiscard]] const OrderId &orderId() const { return m_view.order.id; }
    void editNotes();
    /// Wide enough for the buttons in any language.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void stepRequested(deskbell::OrderStatus to);
    void undoRequested();
    void notesSaved(const QString &text);
    void sendAgainRequested();
    void editRefusedRequested();
    void discardRequested();
    void callRequested(const deskbell::CallId &id);
    void closeRequested();

private:
    void buildHead(QVBoxLayout *column);
    void buildSteps(QVBoxLayout *column);
    void buildFacts(QVBoxLayout *column);
    void addHeading(QVBoxLayout *column, const QString &text);
    void presentSteps(bool isHeld);
    void presentFacts(const Formats &formats);
    void takeStep();
    void discard();
    void restyle();

    const PageContext m_context;
    OrderView m_view;
    Label *m_room;
    Label *m_code;
    QToolButton *m_close;
    Pill *m_status;
    Pill *m_due;
    QLabel *m_writeIcon;
    ElidedLabel *m_write;
    ConflictCard *m_conflict;
    QPushButton *m_step;
    QPushButton *m_cancel;
    QPushButton *m_undo;
    Label *m_items;
    Label *m_facts;
    QPushButton *m_call;
    NotesEditor *m_notes;
    Label *m_history;
};

} // namespace deskbell::ui
