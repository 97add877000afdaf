// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/transcript.h"
#include "core/support/result.h"

namespace deskbell::wire {

[[nodiscard]] QJsonObject toJson(const TranscriptLine &line);
[[nodiscard]] Result<TranscriptLine> transcriptLineFromJson(const QJsonObject &json);

/// The body of a `live` frame of type "transcript".
[[nodiscard]] QJsonObject toJson(const PartialTranscript &partial);
[[nodiscard]] Result<PartialTranscript> partialTranscriptFromJson(const QJsonObject &json);

} // namespace deskbell::wire
