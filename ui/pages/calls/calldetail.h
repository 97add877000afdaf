// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/widgets/formats.h"

#include <QWidget>

class QToolButton;

namespace deskbell::ui {

class CallHeader;
class OutcomeCard;
class Pill;
class Theme;
class TranscriptPane;

/// One call: who, how it came out, what was said.
class CallDetail final : public QWidget
{
    Q_OBJECT
public:
    explicit CallDetail(const Theme &theme, QWidget *parent = nullptr);

    void present(const Call &call, const TranscriptView &transcript, Instant now, const Formats &formats);
    void tick(Instant now, const Formats &formats);
    void setContextShown(bool isShown);
    [[nodiscard]] TranscriptPane *transcript() const { return m_transcript; }

Q_SIGNALS:
    void contextToggled();

private:
    QToolButton *addTool(const QString &icon, const QString &objectName, const QString &name);
    void restyle();

    const Theme &m_theme;
    CallHeader *m_header;
    QWidget *m_tools;
    QWidget *m_outcomeFrame;
    OutcomeCard *m_outcome;
    Pill *m_owner;
    TranscriptPane *m_transcript;
    QToolButton *m_context = nullptr;
    QList<QPair<QToolButton *, QString>> m_icons;
};

} // namespace deskbell::ui
