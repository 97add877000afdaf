// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace deskbell::ui {

class Theme;

/// Looks like the field it opens.
class SearchButton final : public QPushButton
{
    Q_OBJECT
public:
    explicit SearchButton(const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace deskbell::ui
