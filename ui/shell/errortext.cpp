// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/errortext.h"

#include "ui/shell/reasontext.h"

#include <QCoreApplication>

namespace deskbell::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::ErrorText)

public:
    static QString title(Attempt attempt)
    {
        switch (attempt) {
        case Attempt::SignIn: return tr("Signing in did not work");
        case Attempt::Unlock: return tr("The desk stays locked");
        case Attempt::FindServer: return tr("No Deskbell server was found there");
        case Attempt::PairDesk: return tr("This desk was not paired");
        case Attempt::CreateProperty: return tr("The property was not created");
        case Attempt::Start: return tr("The desk could not be loaded");
        case Attempt::LoadCalls: return tr("The calls could not be loaded");
        case Attempt::LoadTranscript: return tr("The transcript could not be loaded");
        case Attempt::LoadOverview: return tr("The charts could not be loaded");
        case Attempt::LoadJobs: return tr("The jobs could not be loaded");
        case Attempt::LoadSetup: return tr("This could not be loaded");
        case Attempt::SaveSetup: return tr("It was not saved");
        case Attempt::CreateOrder: return tr("The order was not created");
        case Attempt::ChangeOrder: return tr("The order was not changed");
        case Attempt::DecideJob: return tr("The decision about the job was not taken");
        }
        return {};
    }

    static QString network(const Error &error, Attempt attempt)
    {
        if (error.code == QLatin1String("host_not_found")) {
            return tr("There is no server by this address. Check the spelling of the server address.");
        }
        if (error.code == QLatin1String("connection_refused")) {
            return tr("The computer at this address answers, but no Deskbell service is running there. "
                      "Check the port, or start the service.");
        }
        if (error.code == QLatin1String("tls_failed")) {
            return tr("The server's certificate can not be trusted. Ask whoever runs the server to renew it.");
        }
        if (attempt == Attempt::LoadSetup) {
            return tr("The server can not be reached, and this needs the server. Try again in a moment.");
        }
        if (attempt == Attempt::SaveSetup) {
            return tr("The server can not be reached, and this needs the server. What you typed stays here; try again in a moment.");
        }
        if (attempt == Attempt::Unlock) {
            return tr("The server can not be reached. Whoever locked the desk can still unlock it with their password.");
        }
        if (isBeforeSession(attempt)) {
            return tr("The server can not be reached. Check the address and the network connection, then try again.");
        }
        return tr("The server can not be reached. What was loaded before can still be read; "
                  "the console tries again by itself.");
    }

    static QString auth(const Error &error, Attempt attempt)
    {
        if (attempt == Attempt::Unlock && error.code != QLatin1String("session_expired")) {
            return tr("That is not right. Try again, or use your password.");
        }
        if (isSetup(attempt) && error.code != QLatin1String("session_expired")) {
            return tr("The password is wrong. Try again.");
        }
        if (!isBeforeSession(attempt) || error.code == QLatin1String("session_expired")) {
            return tr("Your session has expired. Sign in again; nothing you have entered is lost.");
        }
        return tr("Property, user name or password is wrong. Check them and try again.");
    }

    static QString conflict(const Error &error, Attempt attempt)
    {
        if (attempt == Attempt::DecideJob) {
            return tr("It has gone on in the meantime, so this is no longer possible. Look at its present state.");
        }
        if (isSetup(attempt)) {
            return tr("Somebody else has changed it in the meantime. Compare, then save yours again or discard it.");
        }
        if (error.code == QLatin1String("illegal_transition")) {
            return tr("The order has already moved on, so this step is no longer possible. Look at its present state.");
        }
        return tr("Somebody else has changed it in the meantime. Compare, then send your change again or discard it.");
    }

    static QString validation(const Error &error)
    {
        if (error.code == QLatin1String("plain_http_refused") || error.code == QLatin1String("bad_address")) {
            return error.code == QLatin1String("plain_http_refused")
                ? tr("This address would send your password unprotected. Use an address that begins with https://.")
                : tr("This is not a server address. Write it like https://desk.example.com.");
        }
        return tr("The server does not accept what was entered. Edit it and send it again.");
    }

    static QString rateLimited(const Error &error)
    {
        const int seconds = retryAfterSeconds(error);
        return seconds > 0 ? tr("Too many attempts. Try again in %n second(s).", nullptr, seconds)
                           : tr("Too many attempts. Wait a moment, then try again.");
    }

    static bool isSetup(Attempt attempt) { return attempt == Attempt::LoadSetup || attempt == Attempt::SaveSetup; }

    /// Nothing is loaded that could still be read.
    static bool isBeforeSession(Attempt attempt)
    {
        return attempt == Attempt::SignIn || attempt == Attempt::FindServer || attempt == Attempt::PairDesk || attempt == Attempt::CreateProperty;
    }

    static QString sentence(const Error &error, Attempt attempt)
    {
        if (const auto known = reasonText(error); !known.isEmpty()) {
            return known;
        }
        switch (error.kind) {
        case ErrorKind::Network: return network(error, attempt);
        case ErrorKind::Timeout:
            return tr("The server did not answer in time. It may be busy; try again in a moment.");
        case ErrorKind::Auth: return auth(error, attempt);
        case ErrorKind::Forbidden:
            return tr("Your account may not do this. Ask a manager of the property to allow it.");
        case ErrorKind::NotFound:
            return isBeforeSession(attempt) ? tr("The server does not know this property. Check its short name.")
                                              : tr("It no longer exists. It may have been removed in the meantime.");
        case ErrorKind::Conflict: return conflict(error, attempt);
        case ErrorKind::Validation: return validation(error);
        case ErrorKind::TooLarge: return tr("It is too long for the server. Shorten it and send it again.");
        case ErrorKind::RateLimited: return rateLimited(error);
        case ErrorKind::Unavailable:
            return tr("The server is starting or very busy. It will be back shortly; try again in a moment.");
        case ErrorKind::Storage:
            if (error.code == QLatin1String("outbox_failed")) {
                return tr("This computer could not keep the change on its disk. The text is kept in this window until it closes: "
                          "make room on the disk, then send it again.");
            }
            return tr("The server could not store it. Try again; if this stays, tell whoever runs the server.");
        case ErrorKind::Protocol:
            return tr("What answers at this address is not a Deskbell server, or its version does not fit. "
                      "Check the server address.");
        case ErrorKind::Cancelled: return tr("It was cancelled. Nothing was changed.");
        case ErrorKind::Internal:
            return tr("Something went wrong that should not. Try again; if it happens again, "
                      "tell whoever runs the server when it happened.");
        }
        return {};
    }
};

} // namespace

ErrorText errorText(const Error &error, Attempt attempt)
{
    return {Words::title(attempt), Words::sentence(error, attempt)};
}

int retryAfterSeconds(const Error &error) { return error.context.value(QLatin1String("retry_after")).toInt(); }

} // namespace deskbell::ui
