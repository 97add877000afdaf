// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/providersapi.h"
#include "ui/pages/setup/setupcontext.h"
#include "ui/pages/setup/setupsection.h"

class QVBoxLayout;

namespace deskbell::ui {

class NoticeBar;
class ProviderCard;
class StateView;

/// Credentials of the systems outside, a card for each.
class ProvidersSection final : public SetupSection
{
    Q_OBJECT
public:
    explicit ProvidersSection(const SetupContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("providers"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("plug"); }
    [[nodiscard]] bool isOffered(const Me &me) const override { return me.may("credentials.write"); }
    void setMe(const Me &) override { }
    void open() override;
    void forget() override;
    void takeFocus() override;

private:
    void onLoaded(const Result<QList<Provider>> &providers);
    void present(const QList<Provider> &providers);
    ProviderCard *makeCard(const Provider &provider);
    void finish(ProviderCard *card, const Result<Done> &result, const QString &told);

    const SetupContext m_context;
    ProvidersApi m_api;
    StateView *m_state;
    NoticeBar *m_notice;
    QVBoxLayout *m_column;
    QList<ProviderCard *> m_cards;
    bool m_isLoaded = false;
};

} // namespace deskbell::ui
