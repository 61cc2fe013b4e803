// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/words.h"

namespace perimeter {

/// How a table is printed: for people to read, in a format for documents, or as JSON.
enum class PrintFormat { Text, Csv, Markdown, Latex, Json };

[[nodiscard]] const Words<PrintFormat>& printFormatWords();

} // namespace perimeter
