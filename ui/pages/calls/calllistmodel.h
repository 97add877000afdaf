// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "ui/widgets/diffmodel.h"
#include "ui/widgets/formats.h"

namespace deskbell::ui {

struct CallRowTraits {
    using Key = CallId;
    [[nodiscard]] static const CallId &key(const Call &call) { return call.id; }
    [[nodiscard]] static bool same(const Call &a, const Call &b) { return a == b; }
};

/// The calls of the store in its order: live first, then newest first.
class CallListModel final : public DiffModel<Call, CallRowTraits>
{
    Q_OBJECT
public:
    enum class Column { Call };
    Q_ENUM(Column)
    enum Role {
        CallRole = Qt::UserRole,
        IdRole,
        SectionRole, ///< key of the group; see callSectionTitle()
        ElapsedRole, ///< seconds: running for live calls, final for others; invalid when not known
        FreshRole,   ///< 1 just arrived … 0 not any more
    };

    CallListModel(const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    void setFormats(const Formats &formats);
    [[nodiscard]] const Formats &formats() const { return m_formats; }
    void setHasOlder(bool hasOlder) { m_hasOlder = hasOlder; }
    void setFresh(const CallId &id, qreal freshness);
    [[nodiscard]] int liveCount() const;

Q_SIGNALS:
    void olderRequested();

private:
    [[nodiscard]] QVariant elapsed(const Call &call) const;
    [[nodiscard]] QString sentence(const Call &call) const;

    const Clock &m_clock;
    Formats m_formats;
    bool m_hasOlder = false;
    CallId m_fresh;
    qreal m_freshness = 0;
};

} // namespace deskbell::ui
