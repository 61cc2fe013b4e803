// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace perimeter {

/// What the file system says of a file at no cost. A file whose stamp is another was written or replaced; only reading
/// it would tell whether its content is the same, and what was read before is not there to compare with.
struct FileStamp {
    std::uint64_t device = 0;
    std::uint64_t node = 0;
    std::int64_t bytes = -1;   ///< of a file that is not there: −1
    std::int64_t modified = 0; ///< nanoseconds

    bool operator==(const FileStamp&) const = default;
};

[[nodiscard]] FileStamp stampOf(const std::string& path);

} // namespace perimeter
