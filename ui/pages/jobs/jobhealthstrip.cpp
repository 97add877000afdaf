// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/jobhealthstrip.h"

#include "ui/theme/theme.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace deskbell::ui {

namespace {
constexpr int IconSide = 18;
}

JobHealthStrip::JobHealthStrip(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("jobHealthStrip"));
    m_column->setContentsMargins(theme.space(Space::L), theme.space(Space::M), theme.space(Space::L), theme.space(Space::M));
    connect(&theme, &Theme::changed, this, &JobHealthStrip::rebuild);
    hide();
}

void JobHealthStrip::present(const std::optional<JobSummary> &summary, Instant now, const Formats &formats)
{
    QList<JobMark> marks;
    const auto add = [&marks](const JobMark &mark) {
        if (!mark.word.isEmpty()) {
            marks.append(mark);
        }
    };
    const auto known = summary.value_or(JobSummary());
    qint64 waiting = 0;
    for (const auto &breaker : known.breakers) {
        add(jobtext::breaker(breaker, now, formats));
    }
    for (const auto &queue : known.queues) {
        waiting += queue.depth;
        add(jobtext::queueHealth(queue, formats));
    }
    if (summary && marks.isEmpty()) {
        const auto calm = waiting == 0 ? tr("Everything has gone out; nothing waits.")
                                       : tr("Everything goes out on time; %n under way.", nullptr, int(waiting));
        marks.append({ColorRole::Live, QStringLiteral("check-circle"), calm});
    }
    const bool isSame = std::equal(marks.begin(), marks.end(), m_marks.begin(), m_marks.end(), [](const JobMark &a, const JobMark &b) {
        return a.role == b.role && a.iconName == b.iconName && a.word == b.word;
    });
    if (!isSame) {
        m_marks = marks;
        rebuild();
    }
    setVisible(!m_marks.isEmpty());
}

QStringList JobHealthStrip::lines() const
{
    QStringList lines;
    for (const auto &mark : m_marks) {
        lines.append(mark.word);
    }
    return lines;
}

void JobHealthStrip::rebuild()
{
    delete m_content;
    m_content = new QWidget(this);
    m_column->addWidget(m_content);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.space(Space::XS));
    for (const auto &mark : std::as_const(m_marks)) {
        auto *row = new QHBoxLayout;
        row->setSpacing(m_theme.space(Space::S));
        auto *icon = new QLabel(m_content);
        icon->setPixmap(m_theme.icon(mark.iconName, mark.role).pixmap(IconSide));
        row->addWidget(icon, 0, Qt::AlignTop);
        const bool isCalm = mark.role == ColorRole::Live;
        auto *words = new Label(m_theme, isCalm ? TextRole::Body13 : TextRole::Strong13, isCalm ? ColorRole::TextMuted : ColorRole::Text,
                                mark.word, m_content);
        words->setWordWrap(true);
        row->addWidget(words, 1);
        column->addLayout(row);
    }
    setAccessibleName(lines().join(QLatin1Char('\n')));
    update();
}

void JobHealthStrip::paintEvent(QPaintEvent *)
{
    auto worst = ColorRole::Live;
    for (const auto &mark : std::as_const(m_marks)) {
        worst = mark.role == ColorRole::Danger || worst == ColorRole::Danger ? ColorRole::Danger
            : mark.role == ColorRole::Ringing                               ? ColorRole::Ringing
                                                                            : worst;
    }
    QPainter painter(this);
    if (worst != ColorRole::Live) {
        painter.fillRect(rect(), m_theme.color(softRole(worst)));
    }
    painter.setPen(m_theme.color(ColorRole::Border));
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace deskbell::ui
