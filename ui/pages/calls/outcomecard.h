// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "ui/widgets/card.h"

class QLabel;

namespace deskbell::ui {

class ElidedLabel;
class Label;

/// How an ended call came out, and what it was about.
class OutcomeCard final : public Card
{
    Q_OBJECT
public:
    explicit OutcomeCard(const Theme &theme, QWidget *parent = nullptr);

    void present(const Call &call);

private:
    void restyle();

    const Theme &m_theme;
    Call m_call;
    QLabel *m_icon;
    Label *m_outcome;
    ElidedLabel *m_reason;
    Label *m_summary;
};

} // namespace deskbell::ui
