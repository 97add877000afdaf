// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/permissions.h"
#include "tests/support/testservice.h"

#include <QHash>
#include <QJsonArray>
#include <memory>
#include <vector>

namespace deskbell::test {

/// One property with something of every kind. All its words contain its mark, so that a leak is seen wherever it appears.
struct HouseData {
    QString slug;
    QString mark; ///< "AURORA"
    QString phone;
    QHash<QString, QString> ids; ///< by kind: "calls", "orders", "jobs", "commands", "sessions", "users", "api-keys", "guests", "messages", "spares"
};

/// Who asks.
struct Asker {
    QString name; ///< "nobody", "staff", …, "key"
    std::optional<server::Role> role; ///< none: nobody is signed in
    bool isKey = false;
    std::unique_ptr<HttpCalls> http;
    QString device; ///< of its commands
    int deviceSeq = 0;

    /// Whether the table lets it in.
    [[nodiscard]] bool may(const QByteArray &permission) const;
};

/// A service with two properties, "aurora" (ours) and "borealis" (theirs), both full.
class TwoHouses final
{
public:
    TwoHouses();

    /// Empty, or what went wrong.
    [[nodiscard]] QString open();
    [[nodiscard]] TestService &service() { return m_service; }
    [[nodiscard]] server::Application &application() { return m_service.application(); }
    [[nodiscard]] const HouseData &ours() const { return m_ours; }
    [[nodiscard]] const HouseData &theirs() const { return m_theirs; }
    [[nodiscard]] std::vector<Asker> &askers() { return m_askers; }
    /// An administrator of ours, for making things that a test takes away.
    [[nodiscard]] HttpCalls &admin() { return *m_admin; }
    /// Something of ours of this kind that nobody misses.
    [[nodiscard]] QString fresh(const QString &kind);
    /// One command, in the asker's own queue; its result, or the error of the whole request.
    [[nodiscard]] QJsonObject command(Asker &asker, const QString &name, const QJsonObject &args, const QString &after = {});

    /// What in `answer` is theirs: their ids and words. `echo` was in the request and may come back.
    [[nodiscard]] QString leakIn(const QByteArray &answer, const QString &echo = {}) const;

private:
    [[nodiscard]] QString fill(HouseData &house, const QByteArray &token);
    [[nodiscard]] QString hear(const HouseData &house);
    [[nodiscard]] QString addJob(HouseData &house);
    [[nodiscard]] QString addAskers();
    /// A console that this inviter's property lets in: its id; empty when that failed.
    [[nodiscard]] QString pairDevice(HttpCalls &inviter, const QString &name);

    TestService m_service;
    HouseData m_ours;
    HouseData m_theirs;
    std::vector<Asker> m_askers;
    std::unique_ptr<HttpCalls> m_admin;
    int m_made = 0;
};

} // namespace deskbell::test
