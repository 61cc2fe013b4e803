// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace perimeter {

/// How long the status bar says what was done.
inline constexpr std::chrono::milliseconds messageTime(8000);

} // namespace perimeter
