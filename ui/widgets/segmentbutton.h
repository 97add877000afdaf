// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QToolButton>

namespace deskbell::ui {

class Theme;

/// One choice of a segmented control: its word is strong when chosen, its count never is. Keeps its width when chosen.
class SegmentButton final : public QToolButton
{
    Q_OBJECT
public:
    explicit SegmentButton(const Theme &theme, QWidget *parent = nullptr);

    /// Without ground and with the narrow insets of a heading.
    void setFlat(bool flat);
    /// Only the icon; the word goes into the tool tip.
    void setIconOnly(bool iconOnly);
    void setWords(const QString &word, const QString &count);

    [[nodiscard]] QSize sizeHint() const override;
    /// The insets give way before the words.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int inset() const;

    const Theme &m_theme;
    QString m_count;
    bool m_flat = false;
    bool m_iconOnly = false;
};

} // namespace deskbell::ui
