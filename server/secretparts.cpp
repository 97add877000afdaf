// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/secretparts.h"

#include "server/bridges/credentials/httpchecker.h"
#include "server/bridges/credentials/openidchecker.h"
#include "server/bridges/credentials/vapichecker.h"

namespace deskbell::server {

SecretParts::SecretParts(Database &database, const Clock &clock, const Options &options) : http(options.http), credentials(database, clock)
{
    credentials.add(std::make_unique<VapiChecker>(http, options.vapiUrl));
    credentials.add(std::make_unique<HttpChecker>(http));
    credentials.add(std::make_unique<OpenIdChecker>());
}

} // namespace deskbell::server
