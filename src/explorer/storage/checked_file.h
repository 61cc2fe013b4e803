// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <string>

namespace perimeter {

/// All of a file that holds a model: at most a gibibyte. Errors: those of readHead, FileUnreadable, ModelTooLarge.
[[nodiscard]] Expected<std::string> readChecked(const std::string& path);

} // namespace perimeter
