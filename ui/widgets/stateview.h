// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/skeleton.h"

#include <QWidget>

class QStackedLayout;
class QTimer;

namespace deskbell::ui {

class EmptyState;
class Theme;

/// Loading, empty, error or content, on purpose. Starts as Loading; the skeleton shows itself only after 150 ms.
class StateView final : public QWidget
{
    Q_OBJECT
public:
    enum class State { Loading, Empty, Error, Content };
    Q_ENUM(State)

    explicit StateView(const Theme &theme, QWidget *parent = nullptr);

    /// Takes ownership.
    void setContent(QWidget *content);
    void setSkeletonShape(Skeleton::Shape shape);

    void showLoading();
    void showContent();
    /// `sentence` says what will appear here; `actionText` names the first action, if there is one.
    void showEmpty(const QString &iconName, const QString &sentence, const QString &hint = {},
                   const QString &actionText = {});
    /// `title`: what failed. `sentence`: what to do and what still works. Offers Retry.
    void showError(const QString &title, const QString &sentence);

    [[nodiscard]] State state() const { return m_state; }
    /// What the empty or error state says, for tests and screen readers.
    [[nodiscard]] QString message() const;

Q_SIGNALS:
    void retryRequested();
    void emptyActionRequested();
    void stateChanged();

private:
    void enter(State state);

    QStackedLayout *m_stack;
    QWidget *m_blank;
    Skeleton *m_skeleton;
    EmptyState *m_empty;
    EmptyState *m_error;
    QWidget *m_content = nullptr;
    QTimer *m_patience;
    State m_state = State::Loading;
};

} // namespace deskbell::ui
