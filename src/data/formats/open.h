// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "data/table/table.h"

namespace perimeter {

/// Opens a file, deciding format and dialect from its content where the source does not fix them.
[[nodiscard]] Expected<Table> openTable(const Source& source, Progress& progress);

} // namespace perimeter
