// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/peopleapi.h"
#include "ui/pages/setup/listsection.h"

namespace deskbell::ui {

class SegmentedControl;

/// Where people are signed in: one's own sessions, and everyone's for those who may see them.
class SessionsSection final : public ListSection
{
    Q_OBJECT
public:
    explicit SessionsSection(const SetupContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("sessions"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("monitor"); }
    [[nodiscard]] bool isOffered(const Me &) const override { return true; }
    void setMe(const Me &me) override;
    void forget() override;

protected:
    void load() override;
    void presentRow(const QString &id) override;
    [[nodiscard]] Empty empty() const override;

private:
    [[nodiscard]] Record record(const OpenSession &session) const;
    void end(const OpenSession &session);

    PeopleApi m_api;
    QList<OpenSession> m_sessions;
    SegmentedControl *m_whose;
    bool m_everyones = false;
    Me m_me;
};

} // namespace deskbell::ui
