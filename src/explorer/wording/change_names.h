// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/exploration.h"

#include <QString>

namespace perimeter {

/// What a step of the history changed, in a few words: “ν 0.15 → 0.05”. Empty where both are equal.
[[nodiscard]] QString nameOfChange(const Exploration& before, const Exploration& after);

} // namespace perimeter
