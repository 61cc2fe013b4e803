// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory> // brings <compare>, which moc of Qt 6.4 cannot parse on its own

namespace perimeter {

/// Number of a row in the file it was read from, counted from 1, the header and comments not counted. It stays the
/// same whatever is filtered, joined or left out.
struct RowNumber {
    std::int64_t value = 0;
    auto operator<=>(const RowNumber&) const = default;
};

} // namespace perimeter
