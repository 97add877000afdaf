// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/linktext.h"

#include <QCoreApplication>

namespace deskbell::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::LinkText)

public:
    static QString withWaiting(const QString &word, int waiting)
    {
        if (waiting == 0) {
            return word;
        }
        return tr("%1 · %2", "connection state, then what waits").arg(word, tr("%n change(s) waiting", nullptr, waiting));
    }

    static LinkText live(const LinkState &state)
    {
        return {ColorRole::Live, QStringLiteral("check-circle"),
                withWaiting(tr("Live", "connection state"), state.waitingWrites),
                tr("Connected. What you see is what is happening now."),
                {tr("Calls and orders appear as they happen."), tr("Your changes reach the server at once.")},
                {}};
    }

    /// The link is fine, but the server takes nothing new.
    static LinkText noStorage(const LinkState &state)
    {
        const bool isFull = state.storage == ServerStorage::Full;
        return {ColorRole::Danger, QStringLiteral("warning"),
                withWaiting(isFull ? tr("Server's disk is full") : tr("Server takes no changes"), state.waitingWrites),
                isFull ? tr("The server's disk is full: reading works, changes wait here. Tell whoever runs the server.")
                       : tr("The server can not write to its disk: reading works, changes wait here. Tell whoever runs the server."),
                {tr("Everything can be read, searched and printed."),
                 tr("Orders can be created and changed; they are kept here and sent as soon as there is room.")},
                {}};
    }

    static LinkText under(const LinkState &state, const QString &word, const QString &headline)
    {
        LinkText text{ColorRole::Ringing, QStringLiteral("sync"), withWaiting(word, state.waitingWrites), headline, {}, {}};
        text.works = {tr("Everything loaded so far can be read, searched and printed."),
                      tr("Orders can be created and changed; they are kept here and sent as soon as the link is back.")};
        text.waits = {tr("New calls and changes by others.")};
        return text;
    }

    static QString unreachableWord(const LinkState &state, const Formats &formats, Instant now)
    {
        return state.since ? tr("Server unreachable since %1").arg(formats.shortDateTime(*state.since, now))
                           : tr("Server unreachable");
    }

    static void addFacts(LinkText &text, const LinkState &state, const Formats &formats, Instant now)
    {
        if (state.waitingWrites > 0) {
            text.waits.append(tr("%n change(s) of yours not yet sent.", nullptr, state.waitingWrites));
        }
        if (state.since && state.kind != LinkState::Kind::Live) {
            text.waits.append(tr("Last heard from the server: %1 (%2).")
                                  .arg(formats.dateTime(*state.since), formats.relative(*state.since, now)));
        }
    }
};

} // namespace

bool storageTakesChanges(ServerStorage storage) { return storage == ServerStorage::Well || storage == ServerStorage::Low; }

LinkText linkText(const LinkState &state, const Formats &formats, Instant now)
{
    LinkText text;
    switch (state.kind) {
    case LinkState::Kind::Offline:
        return {ColorRole::Neutral, QStringLiteral("link-off"), Words::tr("Not signed in"),
                Words::tr("Nobody is signed in at this desk."), {}, {}};
    case LinkState::Kind::Connecting:
        text = Words::under(state, Words::tr("Connecting…"), Words::tr("The console is connecting to the server."));
        break;
    case LinkState::Kind::Live:
        text = storageTakesChanges(state.storage) ? Words::live(state) : Words::noStorage(state);
        if (state.storage == ServerStorage::Low) {
            text.waits.append(Words::tr("The server's disk is nearly full. Tell whoever runs the server."));
        }
        break;
    case LinkState::Kind::CatchingUp:
        text = Words::under(state, Words::tr("Catching up…"),
                            Words::tr("Connected again; what happened in the meantime is still coming in."));
        break;
    case LinkState::Kind::Reconnecting:
        text = Words::under(state, Words::tr("Reconnecting…"),
                            Words::tr("The connection broke a moment ago. The console is trying to reach the server again."));
        break;
    case LinkState::Kind::Unreachable:
        text = Words::under(state, Words::unreachableWord(state, formats, now),
                            Words::tr("The server has not answered for a while. The console keeps trying by itself."));
        text.meaning = ColorRole::Danger;
        text.iconName = QStringLiteral("link-off");
        break;
    case LinkState::Kind::SessionExpired:
        text = Words::under(state, Words::tr("Session expired: sign in again"),
                            Words::tr("The server wants you to sign in again. Nothing you have entered is lost."));
        text.meaning = ColorRole::Danger;
        text.iconName = QStringLiteral("warning");
        break;
    }
    Words::addFacts(text, state, formats, now);
    return text;
}

} // namespace deskbell::ui
