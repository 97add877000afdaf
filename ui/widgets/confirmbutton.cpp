// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/confirmbutton.h"

#include <QKeyEvent>
#include <QTimer>

namespace deskbell::ui {

namespace {
constexpr int AskMs = 6000;
}

ConfirmButton::ConfirmButton(const QString &text, const QString &question, QWidget *parent)
    : QPushButton(parent), m_timer(new QTimer(this))
{
    setProperty("kind", QStringLiteral("danger"));
    m_timer->setSingleShot(true);
    m_timer->setInterval(AskMs);
    connect(m_timer, &QTimer::timeout, this, [this] { turn(false); });
    connect(this, &QPushButton::clicked, this, &ConfirmButton::onClicked);
    setWords(text, question);
}

void ConfirmButton::setWords(const QString &text, const QString &question)
{
    m_text = text;
    m_question = question;
    turn(false);
}

bool ConfirmButton::withdraw()
{
    const bool wasAsking = m_isAsking;
    turn(false);
    return wasAsking;
}

void ConfirmButton::onClicked()
{
    if (!m_isAsking) {
        turn(true);
        return;
    }
    turn(false);
    Q_EMIT confirmed();
}

void ConfirmButton::turn(bool isAsking)
{
    m_isAsking = isAsking;
    setText(isAsking ? m_question : m_text);
    setAccessibleName(text());
    if (isAsking) {
        m_timer->start();
    } else {
        m_timer->stop();
    }
}

void ConfirmButton::focusOutEvent(QFocusEvent *event)
{
    turn(false);
    QPushButton::focusOutEvent(event);
}

void ConfirmButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && withdraw()) {
        event->accept();
        return;
    }
    QPushButton::keyPressEvent(event);
}

} // namespace deskbell::ui
