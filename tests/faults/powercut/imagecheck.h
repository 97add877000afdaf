// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "tests/faults/powercut/acknowledged.h"
#include "tests/faults/powercut/simulateddisk.h"

#include <QSet>
#include <QString>
#include <random>

namespace deskbell::test {

/// What one crash image turned out to be.
struct ImageVerdict {
    QString notOpened; ///< why the start-up path refused it; empty when it did not
    QString damaged;   ///< the first complaint of quick_check, of the foreign keys, of the feed, or of a first write
    int lost = 0;      ///< acknowledged and not there
    QString firstLost;

    [[nodiscard]] bool isGood() const { return notOpened.isEmpty() && damaged.isEmpty() && lost == 0; }
};

/// Lays images out as files and opens them as the service does when it starts.
class ImageCheck final
{
public:
    /// `directory` is emptied before each image; best on a tmpfs.
    ImageCheck(QString directory, const AcknowledgedList &acknowledged)
        : m_directory(std::move(directory)), m_acknowledged(acknowledged)
    {
    }

    /// `position`: the record of the log at which the power went.
    [[nodiscard]] ImageVerdict check(const SimulatedDisk::Image &image, size_t position, std::mt19937_64 &random) const;

private:
    struct Contents {
        QSet<QString> messages;
        QSet<QString> applied; ///< of the messages
        QSet<QString> orders;
        QSet<QString> spoken; ///< the markers found in transcripts
    };

    void layOut(const SimulatedDisk::Image &image, std::mt19937_64 &random) const;
    void compare(const Contents &contents, size_t position, ImageVerdict &verdict) const;
    [[nodiscard]] static Result<Contents> contentsOf(sql::Connection &db);

    QString m_directory;
    const AcknowledgedList &m_acknowledged;
};

} // namespace deskbell::test
