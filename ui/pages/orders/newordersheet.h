// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"
#include "ui/pages/pagecontext.h"
#include "ui/widgets/formats.h"

#include <QScrollArea>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace deskbell::ui {

class Label;

/// The form for a new order. What is typed stays until the order is created or the person clears it, over restarts too.
class NewOrderSheet final : public QScrollArea
{
    Q_OBJECT
public:
    explicit NewOrderSheet(const PageContext &context, QWidget *parent = nullptr);

    /// Puts the cursor where something is missing.
    void open();
    void setFormats(const Formats &formats) { m_formats = formats; }
    /// For a refused creation that is to be edited.
    void fill(const Order &order);
    [[nodiscard]] bool hasDraft() const;

Q_SIGNALS:
    void created(const deskbell::NewOrder &order);
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Label *addField(QVBoxLayout *column, const QString &name, QWidget *field);
    void build();
    void nameFields();
    void connectFields();
    void onEdited();
    void create();
    void clear();
    void showDue();
    void tell(Label *problem, const QString &sentence);
    void setInvalid(QLineEdit *field, bool isInvalid);
    [[nodiscard]] bool validate();
    void restore();
    void restyle();

    const PageContext m_context;
    Formats m_formats;
    QToolButton *m_close;
    QLineEdit *m_room;
    QPlainTextEdit *m_items;
    QComboBox *m_department;
    QLineEdit *m_due;
    QPlainTextEdit *m_notes;
    Label *m_roomProblem = nullptr;
    Label *m_itemsProblem = nullptr;
    Label *m_dueEcho = nullptr;
    QPushButton *m_create;
    QPushButton *m_clear;
    bool m_isFilling = false;
    bool m_wasTried = false; ///< problems show only after the first attempt, except for times
};

} // namespace deskbell::ui
