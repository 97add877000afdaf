// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell {

enum class LogLevel { Debug, Info, Warning, Error };

/// Where messages go and how they look.
struct LogOptions {
    LogLevel level = LogLevel::Info; ///< of our own categories; QT_LOGGING_RULES has the last word
    bool json = false;               ///< one JSON object a line instead of text
    bool toStderr = true;
    QString file;      ///< rotated; empty: none
    QString errorFile; ///< warnings and worse once more; empty: none
    qint64 maxBytes = 10 * 1024 * 1024; ///< per file
    int maxFiles = 5;
};

/// Sends every Qt message through one place while it lives; one at a time. Thread-safe once made. A file that can not be
/// opened is reported to stderr and left out: a full disk does not keep a desk from starting.
class Logging final
{
public:
    explicit Logging(const LogOptions &options);
    ~Logging();
    Q_DISABLE_COPY_MOVE(Logging)

    /// Hands everything written so far to the operating system.
    void flush();
};

/// A phone number for logs: "+1415555****" for "+14155550123"; numbers too short to hide anything become "****".
[[nodiscard]] QString mask(const QString &phone);

} // namespace deskbell
