// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flag_words.h"

#include "base/text.h"
#include "data/steps/step_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace perimeter {

Expected<std::vector<std::string>> readFeatures(const std::string& text)
{
    std::vector<std::string> names = readNames(text);
    std::vector<std::string> sorted = names;
    std::ranges::sort(sorted);
    const bool isTwice = std::ranges::adjacent_find(sorted) != sorted.end();
    const bool hasGap =
        std::ranges::any_of(splitAt(text, ','), [](const std::string& part) { return withoutSpaces(part).empty(); });
    if (isTwice || hasGap)
        return badFlag("--features", text, "different columns, as in a,b,c");
    return names;
}

CLI::Validator isNumber()
{
    return {[](std::string& input) {
                return parseNumber(input) ? std::string()
                                          : QCoreApplication::translate("CommandLine", "“%1” is no number")
                                                .arg(QString::fromStdString(input))
                                                .toStdString();
            },
            "", "isNumber"};
}

std::vector<std::string> splitAt(const std::string& text, char at)
{
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::size_t stop = text.find(at); stop != std::string::npos; stop = text.find(at, start)) {
        parts.push_back(text.substr(start, stop - start));
        start = stop + 1;
    }
    parts.push_back(text.substr(start));
    return parts;
}

std::string withoutSpaces(const std::string& word)
{
    const std::size_t first = word.find_first_not_of(' ');
    return first == std::string::npos ? std::string() : word.substr(first, word.find_last_not_of(' ') - first + 1);
}

std::string joined(const std::vector<std::string>& words, const std::string& between)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : between) + word;
    return text;
}

} // namespace perimeter
