// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/words.h"

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

const Words<CodeOutput::Kind>& codeWords()
{
    static const Words<CodeOutput::Kind> words = {{"command", CodeOutput::Kind::Command},
                                                  {"python", CodeOutput::Kind::Python},
                                                  {"methods", CodeOutput::Kind::Methods}};
    return words;
}

const Words<ScoreOutput::Format>& scoreFormatWords()
{
    static const Words<ScoreOutput::Format> words = {{"jsonl", ScoreOutput::Format::JsonLines},
                                                     {"csv", ScoreOutput::Format::Csv}};
    return words;
}

} // namespace perimeter
