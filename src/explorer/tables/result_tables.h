// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/aggregates/profile.h"
#include "explorer/pipeline/outcome.h"
#include "explorer/studies/evaluation.h"
#include "explorer/studies/sweep.h"
#include "explorer/tables/table_text.h"

#include <vector>

namespace perimeter {

/// For whom a table names its columns and detectors: for programs by the words of files, for people by the field's
/// names. Numbers have all their digits for both.
enum class Wording { Programs, People };

[[nodiscard]] TableText columnsTable(const std::vector<ColumnProfile>& profiles, Wording wording);
/// A row per detector, of the first line of every pane.
[[nodiscard]] TableText fitTable(const Outcome& outcome, Wording wording);
[[nodiscard]] TableText sweepTable(const Sweep& sweep, Wording wording);
[[nodiscard]] TableText evaluationTable(const EvaluationReport& report, Wording wording);

} // namespace perimeter
