// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/pagecontext.h"

#include <QScrollArea>

class QPushButton;
class QVBoxLayout;

namespace deskbell::ui {

class NoticeBar;

/// What this desk wants of the server and has not got: refused wishes first, then those that wait (RELIABILITY rule 25).
class ChangesPane final : public QScrollArea
{
    Q_OBJECT
public:
    explicit ChangesPane(const PageContext &context, QWidget *parent = nullptr);

    /// Reads the store anew.
    void refresh();
    [[nodiscard]] bool isBlank() const { return m_shown.isEmpty() && !m_context.store.outboxLoss(); }

Q_SIGNALS:
    void editRequested(const deskbell::PendingCommand &command);

private:
    struct Shown {
        CommandId id;
        QString key;
        bool isRefused = false;
        bool operator==(const Shown &) const = default;
    };
    void rebuild(const QList<PendingCommand> &commands);
    void addCard(const PendingCommand &command);
    void onEdit(const CommandId &id);
    void presentLoss();

    const PageContext m_context;
    QList<Shown> m_shown;
    NoticeBar *m_loss;
    QPushButton *m_noted;
    QWidget *m_cards = nullptr;
    QVBoxLayout *m_column;
};

} // namespace deskbell::ui
