// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flags/flag_words.h"

#include "base/text.h"
#include "data/steps/step_text.h"
#include "explorer/value/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <optional>

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

Expected<Variation> readVariation(const std::string& flag, const std::string& text)
{
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    Variation variation;
    const auto aspect = aspectWords().find(name);
    if (aspect == aspectWords().end())
        return badFlag(flag, text, "detector, scaling, nu, kernel, axes, none");
    variation.aspect = aspect->second;
    if (equals == std::string::npos)
        return variation;
    for (const std::string& item : splitAt(text.substr(equals + 1), ',')) {
        const std::vector<std::string> pair = splitAt(item, ':');
        if (variation.aspect == Variation::Aspect::Nu && parseNumber(item))
            variation.nus.push_back(*parseNumber(item));
        else if (variation.aspect == Variation::Aspect::Scaling && scalingWords().contains(item))
            variation.scalings.push_back(scalingWords().at(item));
        else if (variation.aspect == Variation::Aspect::Kernel && kernelWords().contains(item))
            variation.kernels.push_back(kernelWords().at(item));
        else if (variation.aspect == Variation::Aspect::Axes && pair.size() == 2)
            variation.axes.push_back({pair[0], pair[1]});
        else
            return badFlag(flag, text, name == "axes" ? "axes=x:y,x:y" : name + "=value,value");
    }
    return variation;
}

Expected<View> readView(const std::string& text)
{
    const std::vector<std::string> sides = splitAt(text, ',');
    std::vector<double> ends;
    for (const std::string& side : sides) {
        for (const std::string& end : splitAt(side, ':')) {
            if (const std::optional<double> number = parseNumber(end))
                ends.push_back(*number);
        }
    }
    const bool areFinite = std::ranges::all_of(ends, [](double end) { return std::isfinite(end); });
    if (sides.size() != 2 || ends.size() != 4 || !areFinite || !(ends[0] < ends[1]) || !(ends[2] < ends[3]))
        return badFlag("--view", text, "xmin:xmax,ymin:ymax");
    return View{ends[0], ends[1], ends[2], ends[3]};
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

CLI::Validator isSeed()
{
    return {[](std::string& input) {
                const bool isWhole = !input.empty() && input.find_first_not_of("0123456789") == std::string::npos;
                return isWhole ? std::string()
                               : QCoreApplication::translate("CommandLine", "“%1” is no whole number from 0 up")
                                     .arg(QString::fromStdString(input))
                                     .toStdString();
            },
            "", "isSeed"};
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
