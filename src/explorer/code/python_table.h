// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"

#include <string>
#include <vector>

namespace perimeter {

/// Python that makes `data`, the prepared table of an exploration.
struct PythonTable {
    std::string code;
    bool usesCsv = false;    ///< the module csv
    bool numbersRows = true; ///< the index of `data` is Perimeter's numbers of the rows
};

/// From the file itself where pandas reads it as Perimeter does and the steps are of the kind that pandas code can say;
/// else from the file that a `perimeter prepare` in a comment writes. `opened` is the table before its preparation;
/// `columns` are those that are learned from. With labels the code also makes `label`, 1 for outliers.
[[nodiscard]] PythonTable pythonTable(const Outcome& outcome, const Table& opened,
                                      const std::vector<std::string>& columns, bool withLabels);

/// "open item, item close" on one line, or the items on lines of their own, as many on each as fit. The first line is
/// not indented.
[[nodiscard]] std::string wrapped(const std::string& open, const std::vector<std::string>& items,
                                  const std::string& close, std::size_t indent);

} // namespace perimeter
