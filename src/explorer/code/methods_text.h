// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"

#include <string>

namespace perimeter {

/// A paragraph for the section on methods, with every parameter of a complete outcome, and below it what it cites as
/// BibTeX.
[[nodiscard]] std::string methodsText(const Outcome& outcome);

} // namespace perimeter
