// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

namespace CLI {
class App;
}

namespace perimeter {

/// Whether no file that a subcommand is told to write is one that it is told to read. Errors: FlagInvalid.
[[nodiscard]] Expected<void> checkInputsKept(const CLI::App& command);

} // namespace perimeter
