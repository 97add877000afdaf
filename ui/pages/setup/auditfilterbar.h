// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/auditrecords.h"
#include "ui/widgets/formats.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace deskbell::ui {

class SearchField;
class Theme;

/// What of the log to show: kind of thing, person, period (asked of the service), and words (looked for in what is here).
class AuditFilterBar final : public QWidget
{
    Q_OBJECT
public:
    explicit AuditFilterBar(const Theme &theme, QWidget *parent = nullptr);

    /// `now` and the zone of `formats` give the days their borders.
    [[nodiscard]] AuditQuery query(Instant now, const Formats &formats) const;
    [[nodiscard]] QString words() const;
    [[nodiscard]] bool isNarrow() const;
    void clear();
    void takeFocus();

Q_SIGNALS:
    void queryChanged();
    void wordsChanged();
    void exportRequested();

private:
    QComboBox *m_entity;
    QLineEdit *m_person;
    QComboBox *m_period;
    SearchField *m_words;
    QPushButton *m_export;
};

} // namespace deskbell::ui
