// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/propertyapi.h"
#include "ui/pages/setup/listsection.h"

namespace deskbell::ui {

/// How the property came to be as it is, and the way back.
class HistorySection final : public ListSection
{
    Q_OBJECT
public:
    explicit HistorySection(const SetupContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("history"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("history"); }
    [[nodiscard]] bool isOffered(const Me &me) const override { return me.may("tenant.write"); }
    void setMe(const Me &me) override { m_me = me; }
    void forget() override;

protected:
    void load() override;
    void presentRow(const QString &id) override;
    [[nodiscard]] Empty empty() const override;

private:
    void ask(const QString &cursor);
    void restore(qint64 version);

    PropertyApi m_api;
    QList<PropertyVersion> m_versions;
    QString m_nextCursor;
    Me m_me;
};

} // namespace deskbell::ui
