// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/scriptlibrary.h"

#include <QDir>
#include <QFile>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;

Result<QList<CallScript>> builtInScripts()
{
    QList<CallScript> scripts;
    const QDir folder(u":/deskbell/sim/scripts"_s);
    for (const auto &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            return Error{ErrorKind::Internal, name, 0, {}, {}};
        }
        auto script = parseScript(file.readAll());
        if (!script) {
            return Error{ErrorKind::Validation, name + u": "_s + script.error().detail, 0, {}, {}};
        }
        scripts.append(std::move(script).value());
    }
    return scripts;
}

} // namespace deskbell::sim
