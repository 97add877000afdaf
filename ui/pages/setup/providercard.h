// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/providerrecords.h"
#include "core/support/result.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"

#include <QMap>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace deskbell::ui {

class ConfirmButton;
class Form;
class Label;
class NoticeBar;
class Pill;

/// The credentials of one provider: what is in use, what is to come, and a form to enter them. Nothing that was entered is ever
/// shown again.
class ProviderCard final : public Card
{
    Q_OBJECT
public:
    ProviderCard(const Theme &theme, const Provider &provider, QWidget *parent = nullptr);

    void present(const Provider &provider, Instant now, const Formats &formats);
    [[nodiscard]] const QString &provider() const { return m_provider.provider; }
    /// What was typed and not yet sent.
    [[nodiscard]] QMap<QString, QString> values() const;
    void clearValues();
    void showTest(const QString &slot, const Result<ProviderTest> &test);
    void showRefusal(const QString &title, const QString &sentence);
    /// What is under way, in words; empty: nothing.
    void setBusy(const QString &what);

Q_SIGNALS:
    /// `slot` is active when there is none yet, else next.
    void saveRequested(const QString &slot, const QMap<QString, QString> &values);
    void testRequested(const QString &slot);
    void promoteRequested();
    void removeRequested(const QString &slot);

private:
    struct SlotRow {
        QWidget *widget = nullptr;
        Pill *pill = nullptr;
        Label *text = nullptr;
        QPushButton *test = nullptr;
        QPushButton *promote = nullptr; ///< of the next one
        ConfirmButton *remove = nullptr;
    };
    SlotRow makeSlot(const QString &slot);
    void presentSlot(const SlotRow &row, const CredentialSlot &slot, Instant now, const Formats &formats);
    void buildForm();
    void save();
    [[nodiscard]] bool hasActive() const { return m_provider.slot(QStringLiteral("active")).setAt.has_value(); }

    const Theme &m_theme;
    Provider m_provider;
    Pill *m_state;
    NoticeBar *m_notice;
    Label *m_busy;
    SlotRow m_active;
    SlotRow m_next;
    QPushButton *m_enter;
    QWidget *m_entry;
    Form *m_form;
    QMap<QString, QLineEdit *> m_fields;
    QPushButton *m_save = nullptr;
};

} // namespace deskbell::ui
