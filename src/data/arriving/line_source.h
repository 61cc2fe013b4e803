// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace perimeter {

/// Whole lines in the order they were written.
struct Lines {
    std::string text;        ///< each with its line feed; empty: nothing has come
    bool startsFile = false; ///< the first of them is the first of a file
    bool ended = false;      ///< no more will come
    std::int64_t cutOff = 0; ///< lines that were begun, and gone before they were finished
};

/// Where lines come from, as they come.
class LineSource {
public:
    virtual ~LineSource() = default;

    /// What has come since the last call, about `most` bytes at most (a longer line is given whole). Does not wait for
    /// a file, and no longer than a moment for a stream. Errors: FileUnreadable, LineTooLong.
    [[nodiscard]] virtual Expected<Lines> next(std::size_t most) = 0;
};

} // namespace perimeter
