// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flags/print_format.h"

namespace perimeter {

const Words<PrintFormat>& printFormatWords()
{
    static const Words<PrintFormat> words = {{"text", PrintFormat::Text},
                                             {"csv", PrintFormat::Csv},
                                             {"markdown", PrintFormat::Markdown},
                                             {"latex", PrintFormat::Latex},
                                             {"json", PrintFormat::Json}};
    return words;
}

} // namespace perimeter
