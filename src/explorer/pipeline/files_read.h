// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/storage/fingerprint.h"

namespace perimeter {

class Pipeline;

/// The fingerprints of a source's files as the pipeline read them. Whatever says what was explored takes them from
/// here: those of a file that was written anew since would be of data that nobody saw. Where the pipeline did not read
/// the source yet, those of the files as they are. Errors: DataChanged, FileUnreadable, Cancelled.
[[nodiscard]] Expected<std::vector<Fingerprint>> fingerprintsOf(const Pipeline& pipeline, const Source& source,
                                                                Progress& progress);

} // namespace perimeter
