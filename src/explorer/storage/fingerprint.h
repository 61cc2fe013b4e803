// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "data/table/source.h"

#include <cstdint>
#include <string>
#include <vector>

namespace perimeter {

/// What tells whether a file is the one it was: the bytes in it. Where it lies is left out.
struct Fingerprint {
    std::string name; ///< of the file, without its folder
    std::int64_t bytes = 0;
    std::string sha256; ///< hexadecimal

    bool operator==(const Fingerprint&) const = default;
};

/// Errors: FileUnreadable, Cancelled.
[[nodiscard]] Expected<Fingerprint> fingerprint(const std::string& path, Progress& progress);

/// The paths of a source's file and of the files joined to it.
[[nodiscard]] std::vector<std::string> pathsOf(const Source& source);
/// Of a source's file and the files joined to it, in that order. Errors: FileUnreadable, Cancelled.
[[nodiscard]] Expected<std::vector<Fingerprint>> fingerprints(const Source& source, Progress& progress);

} // namespace perimeter
