// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/jobs/changetext.h"
#include "ui/widgets/card.h"

namespace deskbell::ui {

/// One unsettled wish of this desk: what it says, what the server has, and the ways out when it was refused.
class ChangeCard final : public Card
{
    Q_OBJECT
public:
    ChangeCard(const Theme &theme, const PendingCommand &command, const ChangeText &text, const QString &age, QWidget *parent = nullptr);

    [[nodiscard]] const CommandId &commandId() const { return m_id; }

Q_SIGNALS:
    void sendAgainRequested(const deskbell::CommandId &id);
    void editRequested(const deskbell::CommandId &id);
    void discardRequested(const deskbell::CommandId &id);

private:
    void addValues(const Theme &theme, const ChangeText &text);
    void addButtons(const Theme &theme, bool isEditable);

    CommandId m_id;
};

} // namespace deskbell::ui
