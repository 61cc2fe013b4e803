// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/flags/print_format.h"

namespace CLI {
class App;
}

namespace perimeter {

/// --format of a subcommand that prints a table, and --json for --format json.
class FormatFlags {
public:
    explicit FormatFlags(PrintFormat usual = PrintFormat::Text) : m_format(usual) {}

    void add(CLI::App& command);
    [[nodiscard]] PrintFormat format() const { return m_json ? PrintFormat::Json : m_format; }

private:
    PrintFormat m_format;
    bool m_json = false;
};

} // namespace perimeter
