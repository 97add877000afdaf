// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/auditfilterbar.h"

#include "ui/pages/setup/setuptext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/searchfield.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace deskbell::ui {

namespace {

enum Period { AnyTime, Today, Yesterday, LastWeek, LastMonth };
constexpr int PersonWidth = 150;

Instant startOfDay(const QDate &date, const Formats &formats) { return fromMillis(date.startOfDay(formats.zone()).toMSecsSinceEpoch()); }

} // namespace

AuditFilterBar::AuditFilterBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_entity(new QComboBox(this))
    , m_person(new QLineEdit(this))
    , m_period(new QComboBox(this))
    , m_words(new SearchField(theme, tr("Search what is listed"), this))
    , m_export(new QPushButton(tr("Export as CSV…"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.space(Space::S));
    for (QWidget *widget : {static_cast<QWidget *>(m_period), static_cast<QWidget *>(m_entity), static_cast<QWidget *>(m_person)}) {
        row->addWidget(widget);
    }
    row->addWidget(m_words, 1);
    row->addWidget(m_export);
    m_entity->setObjectName(QStringLiteral("auditEntityComboBox"));
    m_entity->setAccessibleName(tr("Kind of thing"));
    m_entity->addItem(tr("Everything", "kinds of things in the audit log"), QString());
    const auto entities = setuptext::entities();
    for (const auto &entity : entities) {
        m_entity->addItem(setuptext::entity(entity), entity);
    }
    m_person->setObjectName(QStringLiteral("auditPersonLineEdit"));
    m_person->setAccessibleName(tr("User name"));
    m_person->setPlaceholderText(tr("User name"));
    m_person->setFixedWidth(PersonWidth);
    m_person->setClearButtonEnabled(true);
    m_period->setObjectName(QStringLiteral("auditPeriodComboBox"));
    m_period->setAccessibleName(tr("Period"));
    m_period->addItems({tr("Any time"), tr("Today"), tr("Yesterday"), tr("Last 7 days"), tr("Last 30 days")});
    m_words->setObjectName(QStringLiteral("auditSearchLineEdit"));
    m_export->setObjectName(QStringLiteral("exportAuditButton"));
    m_export->setAccessibleName(m_export->text());
    connect(m_entity, &QComboBox::activated, this, &AuditFilterBar::queryChanged);
    connect(m_period, &QComboBox::activated, this, &AuditFilterBar::queryChanged);
    connect(m_person, &QLineEdit::editingFinished, this, [this] {
        if (m_person->isModified()) {
            m_person->setModified(false);
            Q_EMIT queryChanged();
        }
    });
    connect(m_words, &SearchField::searchChanged, this, &AuditFilterBar::wordsChanged);
    connect(m_export, &QPushButton::clicked, this, &AuditFilterBar::exportRequested);
}

AuditQuery AuditFilterBar::query(Instant now, const Formats &formats) const
{
    AuditQuery query;
    query.entity = m_entity->currentData().toString();
    const auto person = m_person->text().trimmed();
    query.actor = person.isEmpty() || person.contains(QLatin1Char(':')) ? person : QStringLiteral("user:") + person;
    const auto today = formats.local(now).date();
    switch (Period(m_period->currentIndex())) {
    case AnyTime: break;
    case Today: query.from = startOfDay(today, formats); break;
    case Yesterday:
        query.from = startOfDay(today.addDays(-1), formats);
        query.to = startOfDay(today, formats);
        break;
    case LastWeek: query.from = startOfDay(today.addDays(-6), formats); break;
    case LastMonth: query.from = startOfDay(today.addDays(-29), formats); break;
    }
    return query;
}

QString AuditFilterBar::words() const { return m_words->text().trimmed(); }

bool AuditFilterBar::isNarrow() const
{
    return m_entity->currentIndex() > 0 || m_period->currentIndex() > 0 || !m_person->text().trimmed().isEmpty() || !words().isEmpty();
}

void AuditFilterBar::clear()
{
    m_entity->setCurrentIndex(0);
    m_period->setCurrentIndex(0);
    m_person->clear();
    m_words->clear();
    Q_EMIT queryChanged();
}

void AuditFilterBar::takeFocus() { m_words->setFocus(Qt::OtherFocusReason); }

} // namespace deskbell::ui
