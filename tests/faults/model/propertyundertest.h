// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/faults/model/step.h"
#include "tests/support/inboxrig.h"

#include <QHash>
#include <QMap>

namespace deskbell::test {

/// How the product is made wrong on purpose, to see that the comparison would notice.
enum class Mutation {
    None,
    DropsLate,       ///< what is older than the newest message of its object is acknowledged and forgotten
    LastArrivalWins, ///< the sender's time is not looked at
    ForgetsFailed,   ///< what fails is acknowledged and not tried again
};

/// Stands before a real provider and lets applying fail as often as a step says, after it was done: so that undoing counts.
class UnsteadyProvider final : public server::InboxProvider
{
public:
    UnsteadyProvider(server::InboxProvider &real, Mutation mutation) : m_real(real), m_mutation(mutation) {}

    /// Of a message that was not here before; its repeats change nothing.
    void letFail(const QString &extId, int times)
    {
        if (!m_failures.contains(extId)) {
            m_failures.insert(extId, times);
        }
    }

    [[nodiscard]] QString name() const override { return m_real.name(); }
    [[nodiscard]] Result<server::InboxEventPtr> decode(const QByteArray &body, Instant receivedAt) const override;
    [[nodiscard]] bool isSameEvent(const server::InboxRow &before, const server::InboxEvent &repeat) const override
    {
        return m_real.isSameEvent(before, repeat);
    }
    [[nodiscard]] Result<Applied> apply(sql::Connection &db, const server::HookSource &source, const server::InboxEvent &event, Mode mode) override;
    [[nodiscard]] QByteArray failureAnswer(const server::HookSource &source, const server::InboxEvent &event) const override
    {
        return m_real.failureAnswer(source, event);
    }

private:
    server::InboxProvider &m_real;
    Mutation m_mutation;
    QHash<QString, int> m_failures;
    QHash<QString, Instant> m_newest;
    mutable qint64 m_arrivals = 0;
};

/// The real inbox, decoders, books and database, over a real file, driven by steps.
class PropertyUnderTest final
{
public:
    explicit PropertyUnderTest(Mutation mutation);

    void take(const Step &step);
    /// The same lines as the model's, of the calls and objects whose names begin with `prefix`; and what was left undone.
    [[nodiscard]] QMap<QString, QString> state(const QString &prefix);

private:
    void staff(const QJsonObject &edit);
    [[nodiscard]] QList<QStringList> rows(const QString &sql, const QString &prefix);

    InboxRig m_rig;
    UnsteadyProvider m_vapi;
    UnsteadyProvider m_generic;
};

} // namespace deskbell::test
