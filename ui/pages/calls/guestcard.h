// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"

class QGridLayout;

namespace deskbell::ui {

class Avatar;
class ElidedLabel;
class Label;

/// What the call tells about the guest.
class GuestCard final : public Card
{
    Q_OBJECT
public:
    explicit GuestCard(const Theme &theme, QWidget *parent = nullptr);

    /// `earlier`: calls of the same guest or number that are known here, newest first.
    void present(const Call &call, const QList<Call> &earlier, const Formats &formats);

private:
    struct Fact {
        Label *name;
        Label *value;
    };
    Fact addFact(QGridLayout *facts, const QString &name);
    static void set(const Fact &fact, const QString &value);

    const Theme &m_theme;
    Avatar *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_number;
    Fact m_room;
    Fact m_language;
    Fact m_service;
    Fact m_earlier;
};

} // namespace deskbell::ui
