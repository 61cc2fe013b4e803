// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perimeter {

/// How near to a level a value counts as on it, relative to |ρ| or, where that is known, to max(|ρ|, max |f|): well
/// within the promised 1e-6.
inline constexpr double onLevel = 1e-7;

} // namespace perimeter
