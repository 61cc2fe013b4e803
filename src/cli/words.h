// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"
#include "explorer/value/words.h"

namespace perimeter {

[[nodiscard]] const Words<PrintFormat>& printFormatWords();
[[nodiscard]] const Words<CodeOutput::Kind>& codeWords();
[[nodiscard]] const Words<ScoreOutput::Format>& scoreFormatWords();

} // namespace perimeter
