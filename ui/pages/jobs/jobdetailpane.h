// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/pagecontext.h"
#include "ui/widgets/formats.h"

#include <QScrollArea>
#include <array>

class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace deskbell::ui {

class Card;
class ElidedLabel;
class Label;
class Pill;

/// One job: what it is, how it stands and what that means, what can be decided and what that does, why it failed, what it
/// sends, and what has happened so far.
class JobDetailPane final : public QScrollArea
{
    Q_OBJECT
public:
    explicit JobDetailPane(const PageContext &context, QWidget *parent = nullptr);

    void present(const JobView &view, std::optional<JobAction> held, const Formats &formats);
    /// What the job sends, once the server has told; `isLoading` until then.
    void setBody(const QString &body, bool isLoading, bool isFailed);
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(deskbell::JobAction action);
    void undoRequested();
    void sendAgainRequested();
    void discardRefusedRequested();
    void bodyWanted();
    void closeRequested();

private:
    void buildHead(QVBoxLayout *column);
    void buildActions(QVBoxLayout *column);
    void buildBody(QVBoxLayout *column);
    void addHeading(QVBoxLayout *column, const QString &text);
    void presentActions(bool isHeld);
    void presentFacts(const Formats &formats);
    void presentHistory(const Formats &formats);
    void presentRefusal();
    void addFact(const QString &name, const QString &value);
    void restyle();

    struct Action {
        QPushButton *button = nullptr;
        Label *words = nullptr;
    };

    const PageContext m_context;
    JobView m_view;
    Label *m_title;
    QToolButton *m_close;
    Pill *m_state;
    QLabel *m_writeIcon;
    ElidedLabel *m_write;
    Card *m_meaningCard;
    QLabel *m_meaningIcon;
    Label *m_meaning;
    Card *m_refusal;
    Label *m_refusalText;
    std::array<Action, 3> m_actions;
    QPushButton *m_undo;
    Label *m_causeHeading = nullptr;
    Label *m_cause;
    Label *m_causeRaw;
    QGridLayout *m_facts;
    QPlainTextEdit *m_body;
    Label *m_bodyHint;
    QPushButton *m_copy;
    Label *m_history;
};

} // namespace deskbell::ui
