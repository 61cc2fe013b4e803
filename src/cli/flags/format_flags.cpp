// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flags/format_flags.h"

#include "cli/flags/flag_words.h"

#include <CLI/CLI.hpp>

namespace perimeter {

void FormatFlags::add(CLI::App& command)
{
    CLI::Option* const format =
        command.add_option("--format", m_format,
                           "Aligned for reading, or a table with all digits: CSV, Markdown, LaTeX (booktabs); or JSON");
    format->transform(oneOf(printFormatWords()))->type_name("text|csv|markdown|latex|json");
    command.add_flag("--json", m_json, "The same as --format json")->excludes(format);
}

} // namespace perimeter
