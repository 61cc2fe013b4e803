// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace perimeter {

/// Of this program, such as 1.2.0.
[[nodiscard]] std::string programVersion();

} // namespace perimeter
