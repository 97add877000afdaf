// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/pages/calls/transcriptmodel.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace deskbell::ui {

class ConversationView;
class FindBar;
class Label;
class StateView;
class Theme;

/// The transcript of one call with its four states, the find bar and who is speaking right now.
class TranscriptPane final : public QWidget
{
    Q_OBJECT
public:
    TranscriptPane(const Theme &theme, QWidget *parent = nullptr);

    /// The first time for a call it starts at the end, later it keeps its place.
    void present(const Call &call, const TranscriptView &transcript);
    void clear();
    void openFind();
    /// False when it was closed already.
    bool closeFind();
    void copyAll();
    void focusLines();
    [[nodiscard]] int lineCount() const { return m_model.rowCount(); }
    [[nodiscard]] ConversationView *view() const { return m_view; }

Q_SIGNALS:
    void retryRequested();

private:
    void chooseState(const Call &call, const TranscriptView &transcript);
    void showSpeaking(const Call &call, const TranscriptView &transcript);
    void find(const QString &needle);
    void step(int direction);
    void restyle();

    const Theme &m_theme;
    TranscriptModel m_model;
    CallId m_callId;
    FindBar *m_find;
    StateView *m_state;
    ConversationView *m_view;
    QWidget *m_gap;
    QLabel *m_speakerIcon;
    Label *m_speaking;
    QPushButton *m_retry;
    std::optional<SpeakerRole> m_speaker;
    QList<int> m_matches;
    int m_match = -1;
};

} // namespace deskbell::ui
