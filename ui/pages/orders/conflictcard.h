// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace deskbell::ui {

class Label;

/// A refused write with both values and the ways out.
class ConflictCard final : public Card
{
    Q_OBJECT
public:
    explicit ConflictCard(const Theme &theme, QWidget *parent = nullptr);

    void present(const OrderView &view, Instant now, const Formats &formats);
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void sendAgainRequested();
    void editRequested();
    void discardRequested();

private:
    void restyle();

    const Theme &m_theme;
    QLabel *m_icon;
    Label *m_sentence;
    QGridLayout *m_values;
    QPushButton *m_again;
    QPushButton *m_edit;
    QPushButton *m_discard;
};

} // namespace deskbell::ui
