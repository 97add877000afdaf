// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "ui/pages/calls/calltext.h"
#include "ui/widgets/formats.h"

#include <QWidget>

namespace deskbell::ui {

class Avatar;
class ElidedLabel;
class Label;
class Pill;
class Theme;

/// Who is calling, how, and how it stands.
class CallHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit CallHeader(const Theme &theme, QWidget *parent = nullptr);

    void present(const Call &call, Instant now, const Formats &formats);
    /// Only the running timer.
    void tick(Instant now, const Formats &formats);

private:
    [[nodiscard]] static QString facts(const Call &call);

    const Theme &m_theme;
    Call m_call;
    Avatar *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_facts;
    Pill *m_status;
    Label *m_timer;
    Label *m_when;
};

} // namespace deskbell::ui
