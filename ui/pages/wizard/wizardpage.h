// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/frontdoor.h"
#include "core/api/sessioninfo.h"
#include "core/sync/signinrequest.h"
#include "ui/pages/wizard/findstep.h"

#include <QWidget>

class QPushButton;
class QScrollArea;

namespace deskbell::ui {

class Card;
class DoneStep;
class FirstAdminStep;
class FirstPropertyStep;
class InviteStep;
class Label;
class NoticeBar;

/// The first start at a computer: find the server, make sure it is the right one, and where nobody has an account yet, create the
/// property and its first administrator. Every answer stays when the person goes back.
class WizardPage final : public QWidget
{
    Q_OBJECT
public:
    enum class Step { Find, Invite, Property, Admin, Done };

    /// `door` outlives this.
    WizardPage(const Theme &theme, FrontDoor &door, QWidget *parent = nullptr);

    /// Begins anew; `address` may be known already.
    void start(const QString &address = {});
    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    void takeFocus();

public Q_SLOTS:
    void setFound(const QList<deskbell::ui::FoundServer> &found);
    /// How creating the property, which signs in as well, ended.
    void onFinished(const deskbell::Result<deskbell::SessionInfo> &result);

Q_SIGNALS:
    /// While servers should be looked for on the network.
    void searchWanted(bool isWanted);
    void signInRequested(const deskbell::SignInRequest &request);
    /// The desk is ready, nobody is signed in.
    void readyToSignIn(const QString &address);
    /// The desk is ready, and the first administrator is signed in.
    void deskRequested();
    void cancelRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void turnTo(Step step);
    void next();
    void back();
    void skipInvite();
    void probe();
    void onProbed(const Result<ServerFacts> &facts);
    void pair();
    void onPaired(const Result<PairedWith> &paired);
    void create();
    void goOn();
    void finish(bool isSignedIn);
    void refuse(const Error &error);
    void setBusy(bool isBusy, const QString &what = {});
    [[nodiscard]] WizardStep *current() const;
    [[nodiscard]] QString stepText() const;

    const Theme &m_theme;
    FrontDoor &m_door;
    QScrollArea *m_scroll;
    Card *m_card;
    Label *m_where;
    Label *m_title;
    Label *m_explanation;
    NoticeBar *m_notice;
    QWidget *m_steps; ///< only the present one is visible, so that the card is as tall as it needs
    FindStep *m_find;
    InviteStep *m_invite;
    FirstPropertyStep *m_property;
    FirstAdminStep *m_admin;
    DoneStep *m_done;
    QPushButton *m_next;
    QPushButton *m_back;
    QPushButton *m_skip;
    Step m_step = Step::Find;
    QString m_address;     ///< the server's, once it has answered
    QString m_serverName;  ///< once paired
    bool m_isPaired = false;
    bool m_isInviteNeeded = false; ///< nothing else vouches for the server
    bool m_isSetupNeeded = false;
    bool m_isBusy = false;
    quint64 m_question = 0; ///< answers to earlier ones are not waited for any more
};

} // namespace deskbell::ui
