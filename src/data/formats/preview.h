// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "data/table/source.h"
#include "data/table/table.h"

#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// The start of a file as it would be read: for the open dialog, where each guess can be overridden. Reads a bounded
/// number of bytes, so it answers at once for a file of any size.
struct Preview {
    Format format = Format::Delimited;
    std::optional<Dialect> dialect = {}; ///< for delimited files
    std::vector<Column> columns = {};    ///< kinds as far as the rows shown tell
    std::vector<std::vector<std::string>> rows = {};
};

[[nodiscard]] Expected<Preview> previewFile(const std::string& path, const DialectChoice& choice, int rows = 50);

} // namespace perimeter
