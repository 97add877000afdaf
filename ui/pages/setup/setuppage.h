// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/accountapi.h"
#include "ui/pages/setup/setupcontext.h"
#include "ui/shell/page.h"

class QListWidget;
class QStackedWidget;

namespace deskbell::ui {

class Label;
class NoticeBar;
class SetupSection;

/// Runs the property: a list of sections, each a job of its own. What the person may not do is not offered.
class SetupPage final : public Page
{
    Q_OBJECT
public:
    explicit SetupPage(const SetupContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("setup"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("settings"); }
    [[nodiscard]] QList<KeyHint> keyMap() const override;
    [[nodiscard]] QList<PaletteAction> paletteActions() override;
    bool closeInnermost() override;
    void reveal(const PageTarget &target) override;
    void takeFocus() override;
    void setPerson(const SessionInfo &info) override;

    /// By name; one that is not offered does nothing.
    void openSection(const QString &name);
    [[nodiscard]] QStringList offered() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void makeSections();
    void addSection(SetupSection *section);
    void askMe();
    void onMe(const Result<Me> &me);
    void present(const Me &me);
    void onChosen(int row);
    [[nodiscard]] SetupSection *current() const;

    const SetupContext m_context;
    AccountApi m_api;
    QListWidget *m_list;
    NoticeBar *m_notice;
    Label *m_heading;
    QStackedWidget *m_stack;
    QList<SetupSection *> m_sections;
    Me m_me;
    QString m_user; ///< whose page this is
    bool m_isRebuilding = false;
    QString m_wanted; ///< to be opened as soon as it is known what is offered
};

} // namespace deskbell::ui
