// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace perimeter {

/// The most memory this process has held at once, in MiB; nothing where the system does not tell.
[[nodiscard]] std::optional<double> peakMemory();

} // namespace perimeter
