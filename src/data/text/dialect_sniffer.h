// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/source.h"

#include <string_view>

namespace perimeter {

/// The dialect in which the start of a file, as UTF-8 text, reads as the most regular table: each combination of
/// delimiter (, ; tab | space :), quote (" ' | none) and decimal sign (. ,) is scored by the pattern of its row lengths
/// times the share of its cells that are of a known type, after van den Burg, Nazábal, Sutton: Wrangling messy CSV
/// files by detecting row and type patterns (2019). What `choice` fixes is kept. `encoding` is passed through.
/// The last record of `text` may be cut off if `cutOff`.
[[nodiscard]] Dialect sniffDialect(std::string_view text, bool cutOff, const DialectChoice& choice, Encoding encoding);

} // namespace perimeter
