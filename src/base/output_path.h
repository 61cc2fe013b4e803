// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <string>

namespace perimeter {

/// Whether a file can be written there by renaming another over it: nothing is there, or an ordinary file or a link to
/// one. An empty path is none. A device, a pipe or a folder is not replaced. Errors: NotAFile.
[[nodiscard]] Expected<void> checkOutputPath(const std::string& path);

} // namespace perimeter
