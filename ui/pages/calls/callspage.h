// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/pagecontext.h"
#include "ui/shell/page.h"
#include "ui/widgets/formats.h"

class QSplitter;
class QTimer;

namespace deskbell::ui {

class CallContext;
class CallDetail;
class CallListPane;
class StateView;

/// Live calls with their words as they are spoken, and the history.
class CallsPage final : public Page
{
    Q_OBJECT
public:
    explicit CallsPage(const PageContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("calls"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("calls"); }
    [[nodiscard]] QList<KeyHint> keyMap() const override;
    [[nodiscard]] QList<PaletteAction> paletteActions() override;
    bool closeInnermost() override;
    void reveal(const PageTarget &target) override;
    void takeFocus() override;

    void openCall(const CallId &id);
    void showCallsOf(const Period &period);
    [[nodiscard]] const CallId &currentCall() const { return m_current; }

Q_SIGNALS:
    void orderRequested(const deskbell::OrderId &id);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void connectStore();
    void addKeys();
    void onCallsChanged();
    void onOrdersChanged();
    void onTranscriptChanged(const CallId &id);
    void onTick();
    void choose(const CallId &id);
    void wantTranscript();
    void presentCall();
    void presentOrders();
    void openOrder(const OrderId &id);
    void toggleContext();
    void stepLive();
    [[nodiscard]] QList<Call> earlierCalls(const Call &call) const;

    const PageContext m_context;
    Formats m_formats;
    QSplitter *m_splitter;
    CallListPane *m_list;
    StateView *m_state;
    CallDetail *m_detail;
    CallContext *m_side;
    QTimer *m_second;
    bool m_isSideWanted = true;
    CallId m_current;
    CallId m_wanted; ///< to be shown as soon as it is here
};

} // namespace deskbell::ui
