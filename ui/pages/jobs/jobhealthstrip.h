// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/job.h"
#include "ui/pages/jobs/jobtext.h"

#include <QFrame>

class QVBoxLayout;

namespace deskbell::ui {

class Theme;

/// How what goes to the outside is doing, in words: a line for each provider that does not answer and each queue that is
/// late, or one that says that nothing is.
class JobHealthStrip final : public QFrame
{
    Q_OBJECT
public:
    explicit JobHealthStrip(const Theme &theme, QWidget *parent = nullptr);

    /// Without a summary it hides.
    void present(const std::optional<JobSummary> &summary, Instant now, const Formats &formats);
    [[nodiscard]] QStringList lines() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void rebuild();

    const Theme &m_theme;
    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
    QList<JobMark> m_marks;
};

} // namespace deskbell::ui
