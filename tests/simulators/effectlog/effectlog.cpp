// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/effectlog/effectlog.h"

#include "core/wire/json.h"

#include <algorithm>
#include <unistd.h>

namespace deskbell::sim {
namespace {

QByteArray line(const Effect &effect)
{
    return wire::toBytes({{QStringLiteral("key"), effect.key}, {QStringLiteral("class"), word(effect.effectClass)},
               {QStringLiteral("at"), toMillis(effect.at)}, {QStringLiteral("body_sha256"), QString::fromLatin1(effect.bodyHash)},
               {QStringLiteral("ref"), effect.reference}, {QStringLiteral("own_repeat"), effect.isOwnRepeat}})
        + '\n';
}

} // namespace

QString word(ProviderClass effectClass)
{
    switch (effectClass) {
    case ProviderClass::A: return QStringLiteral("A");
    case ProviderClass::B: return QStringLiteral("B");
    case ProviderClass::C: break;
    }
    return QStringLiteral("C");
}

Result<Done> EffectLog::open(const QString &path, bool isSynced)
{
    m_file.setFileName(path);
    m_isSynced = isSynced;
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered)) {
        return Error{ErrorKind::Storage, path + QStringLiteral(": ") + m_file.errorString(), 0, {}, {}};
    }
    return Done{};
}

const Effect &EffectLog::add(Effect effect)
{
    effect.reference = QStringLiteral("E%1").arg(m_effects.size() + 1, 6, 10, QLatin1Char('0'));
    if (m_file.isOpen()) {
        const auto bytes = line(effect);
        if (m_file.write(bytes) != bytes.size() || (m_isSynced && fdatasync(m_file.handle()) != 0)) {
            qFatal("the effect log can not be written: %s", qPrintable(m_file.errorString()));
        }
    }
    m_byKey[size_t(effect.effectClass)][effect.key].append(m_effects.size());
    m_effects.append(std::move(effect));
    return m_effects.constLast();
}

const Effect *EffectLog::find(ProviderClass effectClass, const QString &key) const
{
    const auto &places = m_byKey[size_t(effectClass)];
    const auto found = places.constFind(key);
    return found == places.constEnd() ? nullptr : &m_effects.at(found->constFirst());
}

int EffectLog::count(ProviderClass effectClass, const QString &key) const
{
    const auto places = m_byKey[size_t(effectClass)].value(key);
    return int(std::count_if(places.begin(), places.end(), [this](qsizetype place) { return !m_effects.at(place).isOwnRepeat; }));
}

QJsonObject EffectLog::summary() const
{
    QJsonObject all;
    for (const auto effectClass : ProviderClasses) {
        const auto &places = m_byKey[size_t(effectClass)];
        qint64 effects = 0;
        qint64 caused = 0;
        qint64 keys = 0;
        for (auto key = places.constBegin(); key != places.constEnd(); ++key) {
            effects += key->size();
            caused += count(effectClass, key.key());
            // Effects without a key can not be told apart: each counts as one of its own.
            keys += key.key().isEmpty() ? key->size() : 1;
        }
        all.insert(word(effectClass), QJsonObject{{QStringLiteral("effects"), effects}, {QStringLiteral("keys"), keys},
                                          {QStringLiteral("duplicates"), std::max<qint64>(0, caused - keys)},
                                          {QStringLiteral("own_repeats"), effects - caused}});
    }
    return all;
}

} // namespace deskbell::sim
