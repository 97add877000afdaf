// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/powercut/acknowledged.h"

#include "core/wire/json.h"
#include "server/hooks/vapi/vapidecoder.h"

#include <QFile>
#include <algorithm>
#include <utility>

namespace deskbell::test {
namespace {

using Connection = std::pair<quint64, quint64>; ///< run and port

struct Note {
    Acknowledged::Kind kind;
    QString key;
};

Error badNote(const QString &path, const QString &why)
{
    return Error{ErrorKind::Protocol, path + QStringLiteral(": ") + why, 0, {}, {}};
}

} // namespace

Result<AcknowledgedList> AcknowledgedList::load(const QString &notes, const RecordLog &log)
{
    QFile file(notes);
    if (!file.open(QIODevice::ReadOnly)) {
        return badNote(notes, file.errorString());
    }
    AcknowledgedList list;
    QHash<Connection, QList<Note>> told;
    while (!file.atEnd()) {
        const auto line = wire::parseObject(file.readLine());
        if (!line) {
            return badNote(notes, line.error().detail);
        }
        const auto &note = line.value();
        const Connection connection{note.value(QLatin1String("run")).toInteger(), note.value(QLatin1String("port")).toInteger()};
        if (note.value(QLatin1String("kind")).toString() == QLatin1String("order")) {
            told[connection].append({Acknowledged::Kind::Order, note.value(QLatin1String("id")).toString()});
            continue;
        }
        const auto body = wire::parseObject(note.value(QLatin1String("body")).toString().toUtf8());
        const auto event = body ? server::decodeVapi(body.value(), Instant{}) : Result<server::VoiceEvent>(body.error());
        if (!event) {
            return badNote(notes, event.error().detail);
        }
        told[connection].append({Acknowledged::Kind::Message, event.value().key});
        list.m_markers.insert(event.value().key, note.value(QLatin1String("marker")).toString());
    }
    quint64 run = 0;
    QHash<Connection, qsizetype> answered;
    for (size_t position = 0; position < log.records().size(); ++position) {
        const auto &record = log.records()[position];
        if (record.kind == RecordStart) {
            ++run;
        }
        const Connection connection{run, record.offset};
        if (record.kind != RecordAnswer || !told.contains(connection)) {
            continue;
        }
        const auto number = answered[connection]++;
        const auto &sent = told[connection];
        if (number >= sent.size()) {
            return badNote(notes, QStringLiteral("more answers than requests on port %1").arg(record.offset));
        }
        if (record.inode >= 200 && record.inode < 300) {
            list.m_entries.push_back({sent.at(number).kind, sent.at(number).key, position});
        }
    }
    return list;
}

size_t AcknowledgedList::countAt(size_t position) const
{
    const auto after = std::lower_bound(
        m_entries.begin(), m_entries.end(), position, [](const Acknowledged &entry, size_t at) { return entry.record < at; });
    return size_t(after - m_entries.begin());
}

} // namespace deskbell::test
