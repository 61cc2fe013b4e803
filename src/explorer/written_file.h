// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <functional>
#include <string>

namespace perimeter {

/// Appends to a file being written; false where that fails.
using Write = std::function<bool(const std::string&)>;
/// Writes a text file by temporary file and rename: all that `fill` writes, or nothing where it fails.
[[nodiscard]] Expected<void> writeFile(const std::string& path,
                                       const std::function<Expected<void>(const Write&)>& fill);

/// The same of a text that is there already.
[[nodiscard]] Expected<void> writeText(const std::string& path, const std::string& text);

} // namespace perimeter
