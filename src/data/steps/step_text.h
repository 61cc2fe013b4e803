// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/steps/preparation.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perimeter {

/// Names of columns as people write them in a line: `a, id.orig_h, "with, comma"`. Spaces around a name do not count;
/// quotes are needed only around commas and quotes, which are doubled within.
[[nodiscard]] std::vector<std::string> readNames(std::string_view text);

/// The line that reads back as these names.
[[nodiscard]] std::string writeNames(std::span<const std::string> names);

/// `queries = count(), longest = max(length(query)) by id.orig_h, domain`: aggregates, the word by, columns. Nothing
/// for a line of another form or a function that is none of aggregateWords().
[[nodiscard]] std::optional<Summarise> readSummarise(std::string_view text);
[[nodiscard]] std::string writeSummarise(const Summarise& step);
/// "count, unique, …"
[[nodiscard]] std::string aggregateWords();

/// The value of --zero-division: keep, leave-out or floor=V.
[[nodiscard]] std::string writeZeroDivision(const ZeroDivision& rule);

/// `service, resp_bytes by id.orig_h order ts`: columns, the word by, the key, the word order, what orders the rows.
[[nodiscard]] std::optional<Next> readNext(std::string_view text);
[[nodiscard]] std::string writeNext(const Next& step);

} // namespace perimeter
