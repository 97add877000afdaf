// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stateview.h"

#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"

#include <QPushButton>
#include <QStackedLayout>
#include <QTimer>

namespace deskbell::ui {

namespace {
constexpr int PatienceMs = 150;
}

StateView::StateView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedLayout(this))
    , m_blank(new QWidget(this))
    , m_skeleton(new Skeleton(theme, this))
    , m_empty(new EmptyState(theme, this))
    , m_error(new EmptyState(theme, this))
    , m_patience(new QTimer(this))
{
    m_stack->setContentsMargins(0, 0, 0, 0);
    for (auto *widget : {m_blank, static_cast<QWidget *>(m_skeleton), static_cast<QWidget *>(m_empty),
                         static_cast<QWidget *>(m_error)}) {
        m_stack->addWidget(widget);
    }
    m_error->button()->setObjectName(QStringLiteral("retryButton"));
    m_patience->setSingleShot(true);
    m_patience->setInterval(PatienceMs);
    connect(m_patience, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
    connect(m_empty, &EmptyState::actionRequested, this, &StateView::emptyActionRequested);
    connect(m_error, &EmptyState::actionRequested, this, &StateView::retryRequested);
    m_patience->start();
}

void StateView::setContent(QWidget *content)
{
    m_content = content;
    m_stack->addWidget(content);
    if (m_state == State::Content) {
        m_stack->setCurrentWidget(content);
    }
}

void StateView::setSkeletonShape(Skeleton::Shape shape) { m_skeleton->setShape(shape); }

void StateView::showLoading()
{
    if (m_state != State::Loading) {
        m_stack->setCurrentWidget(m_blank);
        m_patience->start();
        enter(State::Loading);
    }
}

void StateView::showContent()
{
    if (m_content) {
        m_stack->setCurrentWidget(m_content);
    }
    enter(State::Content);
}

void StateView::showEmpty(const QString &iconName, const QString &sentence, const QString &hint,
                          const QString &actionText)
{
    m_empty->setMessage(iconName, ColorRole::Neutral, sentence, hint, actionText);
    m_stack->setCurrentWidget(m_empty);
    enter(State::Empty);
}

void StateView::showError(const QString &title, const QString &sentence)
{
    m_error->setMessage(QStringLiteral("warning"), ColorRole::Danger, title, sentence, tr("Try again"));
    m_stack->setCurrentWidget(m_error);
    enter(State::Error);
}

QString StateView::message() const
{
    switch (m_state) {
    case State::Empty: return m_empty->sentence();
    case State::Error: return m_error->sentence();
    case State::Loading:
    case State::Content: return {};
    }
    return {};
}

void StateView::enter(State state)
{
    if (state != State::Loading) {
        m_patience->stop();
    }
    if (m_state != state) {
        m_state = state;
        Q_EMIT stateChanged();
    }
}

} // namespace deskbell::ui
