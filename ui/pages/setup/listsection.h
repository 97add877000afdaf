// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/setup/setupcontext.h"
#include "ui/pages/setup/setupsection.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/recordmodel.h"

class QHBoxLayout;
class QSplitter;
class QVBoxLayout;

namespace deskbell::ui {

class DataTable;
class NoticeBar;
class SideSheet;
class StateView;

/// A section that is a list: a heading with its buttons, the one table, its states, and a sheet beside it.
class ListSection : public SetupSection
{
    Q_OBJECT
public:
    bool closeInnermost() override;
    void open() override;
    void forget() override;
    void takeFocus() override;

protected:
    struct Words {
        QString name; ///< stable, for object names and what is remembered
        QString purpose;
        QStringList headers;
        QList<int> widths;
    };
    struct Empty {
        QString iconName;
        QString sentence;
        QString hint;
        QString action; ///< empty: none
    };

    ListSection(const SetupContext &context, const Words &words, QWidget *parent);

    /// Asks the service, and answers by showRecords() or showFailure().
    virtual void load() = 0;
    /// Fills the sheet with what `id` stands for; called again when rows have changed.
    virtual void presentRow(const QString &id) = 0;
    [[nodiscard]] virtual Empty empty() const = 0;
    virtual void onEmptyAction() { }

    void showRecords(const QList<Record> &records);
    void showFailure(const Error &error);
    /// Shows the sheet; `id` empty: it is about something new.
    SideSheet *openSheet(const QString &title, const QString &id);
    void closeSheet();
    void fail(const Error &error);
    [[nodiscard]] QString openId() const { return m_openId; }
    [[nodiscard]] bool isSheetOpen() const;
    [[nodiscard]] SideSheet *sheet() const { return m_sheet; }
    [[nodiscard]] DataTable *table() const { return m_table; }
    [[nodiscard]] RecordModel &model() { return m_model; }
    [[nodiscard]] const SetupContext &context() const { return m_context; }
    [[nodiscard]] const Theme &theme() const { return m_context.theme(); }
    [[nodiscard]] Formats formats() const;
    /// Buttons of the heading, at its end.
    [[nodiscard]] QHBoxLayout *heading() const { return m_heading; }
    /// Between heading and table.
    [[nodiscard]] QVBoxLayout *above() const { return m_above; }

private:
    void build(const Words &words);
    void onActivated(const QModelIndex &index);

    const SetupContext m_context;
    RecordModel m_model;
    QHBoxLayout *m_heading;
    QVBoxLayout *m_above;
    NoticeBar *m_notice;
    QSplitter *m_splitter;
    StateView *m_state;
    DataTable *m_table;
    SideSheet *m_sheet;
    QString m_openId;
    bool m_isLoaded = false;
};

} // namespace deskbell::ui
