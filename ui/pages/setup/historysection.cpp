// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/historysection.h"

#include "ui/pages/setup/propertytext.h"
#include "ui/pages/setup/setuptext.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/label.h"
#include "ui/widgets/sidesheet.h"

#include <QVBoxLayout>

#include <algorithm>

namespace deskbell::ui {

HistorySection::HistorySection(const SetupContext &context, QWidget *parent)
    : ListSection(context,
                  {QStringLiteral("history"),
                   tr("Every version of the property, who made it and what they changed. Going back makes a new version; nothing is lost."),
                   {tr("Version", "table column of the history"), tr("When", "table column of the history"), tr("Who", "table column of the history"),
                    tr("What changed", "table column of the history")},
                   {90, 220, 170, 380}},
                  parent)
    , m_api(context.link)
{
    table()->sortByColumn(0, Qt::DescendingOrder);
    connect(&model(), &RecordModel::moreWanted, this, [this] {
        if (!m_nextCursor.isEmpty()) {
            ask(m_nextCursor);
        }
    });
}

QString HistorySection::title() const { return tr("Property history", "section of the setup"); }

ListSection::Empty HistorySection::empty() const
{
    return {QStringLiteral("history"), tr("Nobody has changed the property yet"), tr("Each change appears here, with who made it and a way back."), {}};
}

void HistorySection::forget()
{
    m_versions.clear();
    m_nextCursor.clear();
    ListSection::forget();
}

void HistorySection::load() { ask({}); }

void HistorySection::ask(const QString &cursor)
{
    m_api.history(cursor, this, [this, isFirst = cursor.isEmpty()](const Result<PropertyHistory> &history) {
        if (!history) {
            showFailure(history.error());
            return;
        }
        m_versions = isFirst ? history.value().versions : m_versions + history.value().versions;
        m_nextCursor = history.value().nextCursor;
        model().setHasMore(!m_nextCursor.isEmpty());
        QList<Record> records;
        for (const auto &version : std::as_const(m_versions)) {
            QStringList fields;
            for (const auto &change : version.changes) {
                fields.append(propertytext::field(change.field));
            }
            fields.removeDuplicates();
            records.append({QString::number(version.version),
                            {{formats().number(version.version), version.version},
                             {setuptext::moment(version.at, context().now(), formats()), version.at ? toMillis(*version.at) : 0},
                             {isolated(setuptext::actor(version.actor)), {}},
                             {fields.isEmpty() ? tr("The first version") : QLocale().createSeparatedList(fields), {}}}});
        }
        showRecords(records);
    });
}

void HistorySection::presentRow(const QString &id)
{
    const auto it = std::find_if(m_versions.begin(), m_versions.end(), [&id](const PropertyVersion &each) { return QString::number(each.version) == id; });
    if (it == m_versions.end()) {
        return;
    }
    const auto version = *it;
    auto *sheet = openSheet(tr("Version %1").arg(formats().number(version.version)), id);
    auto *facts = new FactList(theme());
    facts->add(tr("When", "fact of a version"), version.at ? formats().fullDateTime(*version.at) : QString());
    facts->add(tr("Who", "fact of a version"), setuptext::actor(version.actor));
    sheet->add(facts);
    for (const auto &change : version.changes) {
        sheet->add(new Label(theme(), TextRole::Strong13, ColorRole::Text, propertytext::field(change.field)));
        auto *lines = new FactList(theme());
        lines->add(tr("Before", "value of a field"), propertytext::value(change.before));
        lines->add(tr("After", "value of a field"), propertytext::value(change.after));
        sheet->add(lines);
    }
    const bool isNewest = std::none_of(m_versions.begin(), m_versions.end(), [&version](const PropertyVersion &each) { return each.version > version.version; });
    if (isNewest || !m_me.may("tenant.write")) {
        return;
    }
    auto *button = new ConfirmButton(tr("Go back to this version"), tr("Press again to go back"));
    button->setObjectName(QStringLiteral("restoreVersionButton"));
    sheet->add(button);
    connect(button, &ConfirmButton::confirmed, this, [this, number = version.version] { restore(number); });
}

void HistorySection::restore(qint64 version)
{
    m_api.restore(version, this, [this, version](const Result<PropertyRecord> &record) {
        if (!record) {
            fail(record.error());
            return;
        }
        closeSheet();
        Q_EMIT toastRequested({tr("The property is again as in version %1.").arg(formats().number(version)), QStringLiteral("check"), ColorRole::Live, {}, {}});
        load();
    });
}

} // namespace deskbell::ui
