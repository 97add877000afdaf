// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toastbar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

namespace deskbell::ui {

namespace {
constexpr int PlainMs = 6000;
constexpr int ActionMs = 10000;
constexpr int MaxWidth = 560;
}

ToastBar::ToastBar(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new Label(theme, TextRole::Body13, ColorRole::Text, {}, this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
    , m_timer(new QTimer(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.space(Space::L), theme.space(Space::S), theme.space(Space::S), theme.space(Space::S));
    row->setSpacing(theme.space(Space::S));
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_text->setWordWrap(true);
    m_action->setObjectName(QStringLiteral("toastActionButton"));
    m_action->setProperty("kind", QStringLiteral("quiet"));
    m_close->setObjectName(QStringLiteral("toastCloseToolButton"));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &ToastBar::dismiss);
    connect(m_close, &QToolButton::clicked, this, &ToastBar::dismiss);
    connect(m_action, &QPushButton::clicked, this, &ToastBar::onAction);
    connect(&theme, &Theme::changed, this, &ToastBar::restyle);
    parent->installEventFilter(this);
    hide();
}

void ToastBar::show(const Toast &toast)
{
    m_toast = toast;
    m_text->setText(toast.text);
    m_action->setText(toast.actionText);
    m_action->setAccessibleName(toast.actionText);
    m_action->setVisible(!toast.actionText.isEmpty());
    setAccessibleName(toast.text);
    restyle();
    place();
    QFrame::show();
    raise();
    m_timer->start(toast.actionText.isEmpty() ? PlainMs : ActionMs);
}

void ToastBar::dismiss()
{
    m_timer->stop();
    hide();
}

QString ToastBar::text() const { return isHidden() ? QString() : m_text->text(); }

void ToastBar::onAction()
{
    dismiss();
    if (m_toast.action) {
        m_toast.action();
    }
}

void ToastBar::place()
{
    const auto area = parentWidget()->rect();
    const int width = qMin(qMax(sizeHint().width(), 320), qMin(MaxWidth, area.width() - 2 * m_theme.space(Space::XL)));
    const int height = qMax(sizeHint().height(), heightForWidth(width));
    setGeometry((area.width() - width) / 2, area.height() - height - m_theme.space(Space::XXL), width, height);
}

void ToastBar::restyle()
{
    const auto name = m_toast.iconName.isEmpty() ? QStringLiteral("info") : m_toast.iconName;
    m_icon->setPixmap(m_theme.icon(name, m_toast.role).pixmap(m_theme.iconSize()));
    m_close->setIcon(m_theme.icon(QStringLiteral("close"), ColorRole::TextMuted));
    update();
}

void ToastBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_theme.color(ColorRole::SurfaceRaised));
    painter.setPen(QPen(m_theme.color(m_toast.role), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.radius(), m_theme.radius());
}

bool ToastBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace deskbell::ui
