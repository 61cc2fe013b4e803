// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "data/steps/preparation.h"
#include "data/table/table.h"

namespace perimeter {

/// The table after the steps, in the same engine. Expressions are expressions, never statements, and reach neither
/// files nor the network. Errors name the step, the column and the position in the expression.
[[nodiscard]] Expected<Table> prepare(const Table& table, const Preparation& preparation, Progress& progress);

} // namespace perimeter
