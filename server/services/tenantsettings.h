// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/job.h"
#include "core/support/result.h"
#include "server/voice/greetingrule.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>

namespace deskbell::server {

/// One thing the assistant may tell about the property.
struct HotelFact {
    QString topic; ///< e.g. "breakfast"
    QString text;  ///< a sentence it can say
};

/// A system of the property that is told of orders (docs/protocol.md, "Outgoing webhooks").
struct NotificationTarget {
    QString event; ///< "order_created", "order_status_update" or "order_update"
    QUrl url;
    EffectClass effectClass = EffectClass::Idempotent;
    QUrl lookupUrl; ///< class B
    QString secret; ///< signs what is sent; may be empty
    bool isInHouse = false; ///< "network": "lan": a private address is meant
};

/// The typed view of a tenant's settings JSON, with the defaults for what is not there:
///     {"assistant": {"enabled", "assistant_id", "greeting", "prompt", "language"},
///      "country": "US", "desk_phone": "+1…", "hotel_info": {"topic": "sentence", …},
///      "notifications": [{"event", "url", "effect_class": "A|B|C", "lookup_url", "secret", "network": "internet|lan"}, …]}
/// "recording": {"consent": "ask|not_needed"} stands above the country's rule (RecordingConsent). "costs" is read by PriceTable,
/// "limits", "openid", "reminders" and "retention" are read by PropertyLimits, OpenIdSettings, OrderReminders and RetentionRules.
struct TenantSettings {
    bool isAssistantEnabled = true;
    QString assistantId;
    GreetingRule greeting;
    bool isConsentAsked = true; ///< a guest must agree before a call is recorded
    QString prompt;
    QString language;
    QString country;   ///< ISO 3166-1 alpha-2; where numbers without a country code are at home, and whose law of recordings counts
    QString deskPhone; ///< E.164; where guests are put through to
    QList<HotelFact> hotelInfo;
    QList<NotificationTarget> notifications;

    [[nodiscard]] static TenantSettings fromJson(const QJsonObject &settings, const QString &hotelName);
    /// Validation, naming the field, for settings with unknown names or values of the wrong type.
    [[nodiscard]] static Result<Done> check(const QJsonObject &settings);
    /// The fact whose topic or text fits the question best; null when none does.
    [[nodiscard]] const HotelFact *findFact(const QString &question) const;
};

} // namespace deskbell::server
