// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/bridges/httpclient.h"
#include "server/services/credentialsservice.h"

#include <QUrl>

namespace deskbell::server {

/// Credentials and what tries them, put together. Everything given must outlive it. Main thread.
struct SecretParts {
    struct Options {
        HttpClient::Options http{};
        QUrl vapiUrl;
    };

    SecretParts(Database &database, const Clock &clock, const Options &options);
    Q_DISABLE_COPY_MOVE(SecretParts)

    /// Apart from the one of the jobs: a person waits for a test.
    HttpClient http;
    CredentialsService credentials;
};

} // namespace deskbell::server
