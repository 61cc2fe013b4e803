// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/studies/experiment.h"
#include "explorer/tables/table_text.h"

#include <QString>

namespace perimeter {

/// The study's layout: a line per set of features (and detector, where there are several), a column per ν, in each cell
/// outliers / inliers of the test rows, or their mean ± deviation over repeated splits.
[[nodiscard]] TableText studyLayout(const Experiment& experiment);
/// A line per result, for programs to read.
[[nodiscard]] TableText longLayout(const Experiment& experiment);

/// The table as the 2015 study printed it: of its own data, which are not public. To be quoted beside ours, not
/// claimed.
[[nodiscard]] TableText printedInStudy();

/// What goes with a table: how it was made, and what it leaves out.
[[nodiscard]] QString noteUnder(const Experiment& experiment);
/// What goes with the table of the study.
[[nodiscard]] QString noteUnderStudy();

/// uplink, downlink
[[nodiscard]] std::string joinedNames(const std::vector<std::string>& names);

} // namespace perimeter
