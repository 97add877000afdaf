// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/notedrafts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace deskbell::ui {

namespace {
const auto StateName = QStringLiteral("orders/noteDrafts");
}

NoteDrafts::NoteDrafts(PageMemory memory) : m_memory(std::move(memory))
{
    const auto all = QJsonDocument::fromJson(m_memory.value(StateName)).object();
    for (auto it = all.begin(); it != all.end(); ++it) {
        const auto pair = it.value().toArray();
        m_drafts.insert(OrderId{it.key()}, {pair.at(0).toString(), pair.at(1).toString()});
    }
}

std::optional<NoteDrafts::Draft> NoteDrafts::draft(const OrderId &id) const
{
    const auto it = m_drafts.find(id);
    return it == m_drafts.end() ? std::nullopt : std::optional(*it);
}

void NoteDrafts::keep(const OrderId &id, const Draft &draft)
{
    if (this->draft(id) != draft) {
        m_drafts.insert(id, draft);
        save();
    }
}

void NoteDrafts::drop(const OrderId &id)
{
    if (m_drafts.remove(id)) {
        save();
    }
}

void NoteDrafts::save() const
{
    QJsonObject all;
    for (auto it = m_drafts.begin(); it != m_drafts.end(); ++it) {
        all.insert(it.key().value, QJsonArray{it->text, it->basis});
    }
    m_memory.keep(StateName, m_drafts.isEmpty() ? QByteArray() : QJsonDocument(all).toJson(QJsonDocument::Compact));
}

} // namespace deskbell::ui
