// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <QFrame>
#include <array>

class QPushButton;

namespace deskbell::ui {

class ElidedLabel;
class Label;
class Theme;

/// Below the table: what is selected and what can be decided about it. Before something that may have been sent is sent
/// again it says so and asks once more, in place.
class JobActionBar final : public QFrame
{
    Q_OBJECT
public:
    explicit JobActionBar(const Theme &theme, QWidget *parent = nullptr);

    /// `loaded` of the list are here, and there may be more. `isDecidable`: there is something to decide in this list.
    void present(const QList<JobView> &selected, qint64 loaded, bool hasMore, bool isNarrow, bool isDecidable);
    /// Asks before `ids` are repeated, `risky` of which may have been sent.
    void ask(const QList<JobId> &ids, int risky);
    /// False when it was not asking.
    bool withdraw();
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void chosen(deskbell::JobAction action);
    void confirmed(const QList<deskbell::JobId> &ids);
    void moreRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void setAsking(bool isAsking);
    void restyle();

    const Theme &m_theme;
    ElidedLabel *m_words;
    QPushButton *m_more;
    std::array<QPushButton *, 3> m_actions;
    Label *m_question;
    QPushButton *m_anyway;
    QPushButton *m_cancel;
    QList<JobId> m_asked;
    bool m_isAsking = false;
    bool m_isDecidable = true;
};

} // namespace deskbell::ui
