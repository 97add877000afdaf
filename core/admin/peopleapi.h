// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminlink.h"
#include "core/admin/peoplerecords.h"

namespace deskbell {

/// Who may come in: people, their sessions, and keys of machines. GUI thread; `link` outlives it. Every answer comes as
/// AdminLink::send tells.
class PeopleApi final
{
public:
    explicit PeopleApi(AdminLink &link) : m_link(link) { }

    void people(QObject *context, Answer<QList<Person>> done) const;
    /// `password` empty: the person gets an invitation. Conflict "username_taken".
    void add(const Person &person, const QString &password, QObject *context, Answer<InvitedPerson> done) const;
    /// Only the members of `changes`. Conflict "last_admin".
    void change(const QString &id, const QJsonObject &changes, QObject *context, Answer<Person> done) const;
    void inviteAgain(const QString &id, QObject *context, Answer<TellCode> done) const;
    void reset(const QString &id, QObject *context, Answer<TellCode> done) const;

    void sessions(bool everyones, QObject *context, Answer<QList<OpenSession>> done) const;
    void endSession(const QString &id, QObject *context, Answer<Done> done) const;

    void keys(QObject *context, Answer<QList<ApiKeyRecord>> done) const;
    void addKey(const QString &name, const QStringList &scopes, std::optional<Instant> expiresAt, QObject *context,
                Answer<NewApiKey> done) const;
    void revokeKey(const QString &id, QObject *context, Answer<Done> done) const;

private:
    AdminLink &m_link;
};

} // namespace deskbell
