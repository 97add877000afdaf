// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/auditapi.h"
#include "ui/pages/setup/listsection.h"

namespace deskbell::ui {

class AuditFilterBar;
class Label;
class Pill;

/// Who did what, and whether the log is whole.
class AuditSection final : public ListSection
{
    Q_OBJECT
public:
    explicit AuditSection(const SetupContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("audit"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("shield"); }
    [[nodiscard]] bool isOffered(const Me &me) const override { return me.may("audit.read"); }
    void setMe(const Me &) override { }
    bool closeInnermost() override;
    void forget() override;
    [[nodiscard]] QList<KeyHint> keyMap() const override;

protected:
    void load() override;
    void presentRow(const QString &id) override;
    [[nodiscard]] Empty empty() const override;
    void onEmptyAction() override;

private:
    void ask(const QString &cursor);
    void showRows();
    void presentState(const Result<AuditState> &state);
    [[nodiscard]] Record record(const AuditRecord &entry) const;

    AuditApi m_api;
    AuditFilterBar *m_filter;
    Pill *m_state;
    Label *m_stateText;
    QList<AuditRecord> m_entries;
    QString m_nextCursor;
    quint64 m_question = 0; ///< the newest request wins
};

} // namespace deskbell::ui
