// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/codecard.h"

#include "ui/theme/theme.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int LongCode = 30;
constexpr int CopiedMs = 2500;
}

CodeCard::CodeCard(const Theme &theme, QWidget *parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_title(new Label(theme, TextRole::Strong13, ColorRole::Text, {}, this))
    , m_code(new Label(theme, TextRole::Title20, ColorRole::Accent, {}, this))
    , m_explanation(new Label(theme, TextRole::Caption12, ColorRole::TextMuted, {}, this))
    , m_copy(new QPushButton(this))
{
    setObjectName(QStringLiteral("codeCard"));
    setSurface(ColorRole::SurfaceRaised);
    m_title->setWordWrap(true);
    m_code->setObjectName(QStringLiteral("codeLabel"));
    m_code->setTabular(true);
    m_code->setWordWrap(true);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_explanation->setObjectName(QStringLiteral("codeExplanationLabel"));
    m_explanation->setWordWrap(true);
    m_copy->setObjectName(QStringLiteral("copyCodeButton"));
    body()->addWidget(m_title);
    body()->addWidget(m_code);
    body()->addWidget(m_copy, 0, Qt::AlignLeading);
    body()->addWidget(m_explanation);
    connect(m_copy, &QPushButton::clicked, this, &CodeCard::copy);
    connect(&theme, &Theme::changed, this, &CodeCard::restyle);
    restyle();
}

void CodeCard::present(const QString &title, const QString &code, const QString &explanation)
{
    m_text = code;
    m_title->setText(title);
    // Keys have no blanks to break at; a zero-width one lets them.
    auto shown = code;
    if (code.size() > LongCode && !code.contains(QLatin1Char(' ')) && !code.contains(QLatin1Char('-'))) {
        for (qsizetype at = code.size() - code.size() % 8; at > 0; at -= 8) {
            shown.insert(at, QChar(0x200b));
        }
    }
    m_code->setText(isolatedLtr(shown));
    m_code->setAccessibleName(tr("%1: %2", "what it is, then the code").arg(title, code));
    setExplanation(explanation);
    m_copy->setFocus(Qt::OtherFocusReason);
}

void CodeCard::setExplanation(const QString &explanation)
{
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
}

void CodeCard::addPicture(QWidget *picture) { body()->insertWidget(2, picture, 0, Qt::AlignLeading); }

void CodeCard::copy()
{
    QGuiApplication::clipboard()->setText(m_text);
    m_copy->setText(tr("Copied", "button after pressing Copy"));
    m_copy->setIcon(m_theme.icon(QStringLiteral("check"), ColorRole::Live));
    QTimer::singleShot(CopiedMs, this, &CodeCard::restyle);
    Q_EMIT copied();
}

void CodeCard::restyle()
{
    m_copy->setText(tr("Copy", "button beside a code"));
    m_copy->setAccessibleName(tr("Copy the code"));
    m_copy->setIcon(m_theme.icon(QStringLiteral("copy"), ColorRole::Text));
}

} // namespace deskbell::ui
