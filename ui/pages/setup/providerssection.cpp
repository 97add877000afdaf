// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/providerssection.h"

#include "ui/pages/setup/providercard.h"
#include "ui/shell/errortext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/stateview.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace deskbell::ui {

namespace {
constexpr int CardWidth = 860;
}

ProvidersSection::ProvidersSection(const SetupContext &context, QWidget *parent)
    : SetupSection(parent)
    , m_context(context)
    , m_api(context.link)
    , m_state(new StateView(context.theme(), this))
    , m_notice(new NoticeBar(context.theme(), this))
    , m_column(new QVBoxLayout)
{
    const auto &theme = context.theme();
    const int inset = theme.space(Space::L);
    auto *scroll = new QScrollArea;
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(inset, 0, inset, inset);
    auto *cards = new QWidget;
    cards->setMaximumWidth(CardWidth);
    cards->setLayout(m_column);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme.space(Space::M));
    m_column->addStretch(1);
    row->addWidget(cards, 1000);
    row->addStretch(1);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_state->setContent(scroll);
    m_state->setObjectName(QStringLiteral("providersStateView"));
    m_state->setSkeletonShape(Skeleton::Shape::Rows);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, inset, 0, 0);
    column->setSpacing(theme.space(Space::S));
    auto *head = new QVBoxLayout;
    head->setContentsMargins(inset, 0, inset, 0);
    auto *purpose = new Label(theme, TextRole::Body13, ColorRole::TextMuted,
                              tr("Keys and passwords of the systems this property uses. They are sealed where they are kept; nobody can read them here again."), this);
    purpose->setWordWrap(true);
    head->addWidget(purpose);
    head->addWidget(m_notice);
    column->addLayout(head);
    column->addWidget(m_state, 1);
    connect(m_state, &StateView::retryRequested, this, &ProvidersSection::open);
}

QString ProvidersSection::title() const { return tr("Providers", "section of the setup"); }

void ProvidersSection::takeFocus()
{
    if (!m_cards.isEmpty()) {
        m_cards.constFirst()->setFocus(Qt::OtherFocusReason);
    }
}

void ProvidersSection::open()
{
    if (!m_isLoaded) {
        m_state->showLoading();
    }
    m_api.providers(this, [this](const Result<QList<Provider>> &providers) { onLoaded(providers); });
}

void ProvidersSection::forget()
{
    m_isLoaded = false;
    present({});
    m_notice->hide();
    m_state->showLoading();
}

void ProvidersSection::onLoaded(const Result<QList<Provider>> &providers)
{
    if (!providers) {
        const auto text = errorText(providers.error(), Attempt::LoadSetup);
        if (m_isLoaded) {
            m_notice->showMessage(ColorRole::Ringing, tr("This could not be read anew"), text.sentence);
        } else {
            m_state->showError(text.title, text.sentence);
        }
        return;
    }
    m_notice->hide();
    m_isLoaded = true;
    present(providers.value());
    if (providers.value().isEmpty()) {
        m_state->showEmpty(QStringLiteral("plug"), tr("This server knows no providers"), tr("The systems that can be connected appear here."));
    } else {
        m_state->showContent();
    }
}

/// Cards stay where they are, with what was typed into them.
void ProvidersSection::present(const QList<Provider> &providers)
{
    m_cards.removeIf([&providers](ProviderCard *card) {
        const bool isGone = std::none_of(providers.begin(), providers.end(), [card](const Provider &each) { return each.provider == card->provider(); });
        if (isGone) {
            card->hide();
            card->deleteLater();
        }
        return isGone;
    });
    const Formats formats(m_context.page.store.timeZone());
    for (const auto &provider : providers) {
        const auto it = std::find_if(m_cards.begin(), m_cards.end(), [&provider](ProviderCard *card) { return card->provider() == provider.provider; });
        auto *card = it == m_cards.end() ? makeCard(provider) : *it;
        card->present(provider, m_context.now(), formats);
    }
}

ProviderCard *ProvidersSection::makeCard(const Provider &provider)
{
    auto *card = new ProviderCard(m_context.theme(), provider);
    m_column->insertWidget(m_column->count() - 1, card);
    m_cards.append(card);
    const auto id = provider.provider;
    connect(card, &ProviderCard::saveRequested, this, [this, card, id](const QString &slot, const QMap<QString, QString> &values) {
        card->setBusy(tr("Saving…"));
        m_api.set(id, slot, values, card, [this, card](const Result<Done> &done) {
            if (done) {
                card->clearValues();
            }
            finish(card, done, tr("The credentials were saved. Test them now."));
        });
    });
    connect(card, &ProviderCard::testRequested, this, [this, card, id](const QString &slot) {
        card->setBusy(tr("Asking the provider… this can take half a minute."));
        m_api.test(id, slot, card, [this, card, slot](const Result<ProviderTest> &test) {
            card->setBusy({});
            card->showTest(slot, test);
            open();
        });
    });
    connect(card, &ProviderCard::promoteRequested, this, [this, card, id] {
        card->setBusy(tr("Exchanging…"));
        m_api.promote(id, card, [this, card](const Result<Done> &done) { finish(card, done, tr("The next credentials are in use now.")); });
    });
    connect(card, &ProviderCard::removeRequested, this, [this, card, id](const QString &slot) {
        card->setBusy(tr("Removing…"));
        m_api.remove(id, slot, card, [this, card](const Result<Done> &done) { finish(card, done, tr("The credentials were removed.")); });
    });
    return card;
}

void ProvidersSection::finish(ProviderCard *card, const Result<Done> &result, const QString &told)
{
    card->setBusy({});
    if (!result) {
        const auto text = errorText(result.error(), Attempt::SaveSetup);
        card->showRefusal(text.title, text.sentence);
        return;
    }
    Q_EMIT toastRequested({told, QStringLiteral("check"), ColorRole::Live, {}, {}});
    open();
}

} // namespace deskbell::ui
