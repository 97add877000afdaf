// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/store/store.h"
#include "core/support/result.h"
#include "core/sync/deskmemory.h"
#include "core/sync/signinrequest.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QPushButton;
class QTimer;

namespace deskbell::ui {

class Card;
class Label;
class NoticeBar;
class Pill;

/// Hides everything until one of the people of this desk shows who they are. Says that calls ring and how many, never whose.
class LockScreen final : public QWidget
{
    Q_OBJECT
public:
    /// All of it outlives this.
    LockScreen(const Theme &theme, const Clock &clock, const Store &store, QWidget *parent = nullptr);

    /// Who has locked it, and who may take it over; begins anew with the PIN of the one who was here.
    void lock(const SessionInfo &info, const QList<RememberedPerson> &people);
    /// False: this desk is not paired, so PINs are of no use here.
    void setPinOffered(bool isOffered);
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] QString notice() const;
    void takeFocus();

public Q_SLOTS:
    /// How unlocking ended; success is shown by somebody else taking this away.
    void onFinished(const deskbell::Result<deskbell::SessionInfo> &result);

Q_SIGNALS:
    void unlockRequested(const deskbell::SignInRequest &request);
    /// Somebody who is not in the list.
    void signInRequested();
    /// Again and again while a call rings and this is shown.
    void ringing();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    QWidget *buildCard();
    void fillPeople(const QList<RememberedPerson> &people);
    void choose(int row);
    void usePassword(bool isPassword);
    void submit();
    void fail(const Error &error);
    void onCountdown();
    void onClock();
    void onCalls();
    void setBusy(bool isBusy);
    [[nodiscard]] const RememberedPerson *chosen() const;

    const Theme &m_theme;
    const Clock &m_clock;
    const Store &m_store;
    Label *m_time;
    Label *m_date;
    Label *m_property;
    Pill *m_ringing;
    Card *m_card;
    Label *m_who;
    QListWidget *m_list;
    NoticeBar *m_notice;
    Label *m_title;
    QLineEdit *m_field;
    Label *m_fieldTitle;
    QLineEdit *m_totp;
    Label *m_totpTitle;
    QPushButton *m_unlock;
    QPushButton *m_other;  ///< PIN or password
    QPushButton *m_signIn;
    QTimer *m_timer;
    QTimer *m_countdown;
    QTimer *m_ring;
    SessionInfo m_info;
    QList<RememberedPerson> m_people;
    int m_rings = 0;
    int m_secondsLeft = 0;
    bool m_isPassword = false;
    bool m_isPinOffered = true;
    bool m_asksTotp = false;
    bool m_isBusy = false;
};

} // namespace deskbell::ui
