// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/steps/preparation.h"

#include <QString>

#include <string>
#include <utility>
#include <vector>

namespace perimeter {

/// Preparation steps as the flags of the command line, in their order.
struct StepFlags {
    std::vector<std::pair<std::string, std::string>> flags; ///< each with its value
    std::vector<QString> unsaid;                            ///< what no flag can say, a sentence each
};

/// Steps that a recipe stands for become --recipe.
[[nodiscard]] StepFlags stepFlags(const Preparation& preparation);

} // namespace perimeter
