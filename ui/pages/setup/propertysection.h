// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/propertyapi.h"
#include "ui/pages/setup/setupcontext.h"
#include "ui/pages/setup/setupsection.h"

class QPushButton;
class QScrollArea;

namespace deskbell::ui {

class Label;
class NoticeBar;
class PropertyForm;
class StateView;

/// The property as it is now. What is typed stays until it is saved or discarded, over restarts too; when somebody else was
/// faster, both are kept until the person has decided.
class PropertySection final : public SetupSection
{
    Q_OBJECT
public:
    explicit PropertySection(const SetupContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("property"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("building"); }
    [[nodiscard]] bool isOffered(const Me &me) const override { return me.may("tenant.write") || (me.may("tenant.read") && me.role != QLatin1String("staff")); }
    void setMe(const Me &me) override;
    void open() override;
    void forget() override;
    void takeFocus() override;
    [[nodiscard]] QList<KeyHint> keyMap() const override;

private:
    void build();
    void onLoaded(const Result<PropertyRecord> &record);
    void onEdited();
    void save();
    void onSaved(const Result<PropertyRecord> &record);
    void meet(const PropertyRecord &theirs);
    void discard();
    void showBar();
    void keepDraft(const QJsonObject &patch) const;
    void restoreDraft();
    void tellOther();

    const SetupContext m_context;
    PropertyApi m_api;
    StateView *m_state;
    QScrollArea *m_scroll;
    PropertyForm *m_form;
    NoticeBar *m_notice;
    Label *m_unsaved;
    QPushButton *m_save;
    QPushButton *m_discard;
    QString m_draftState; ///< where this person's draft is kept
    bool m_isLoaded = false;
    bool m_isDirty = false;
    bool m_isSaving = false;
    bool m_meetsOther = false; ///< somebody else has saved in between
    bool m_isReadOnly = true;
};

} // namespace deskbell::ui
