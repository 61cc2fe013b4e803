// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/steps/step_text.h"

#include "base/text.h"
#include "data/engine/quoting.h"

#include <algorithm>
#include <array>
#include <utility>

namespace perimeter {

namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Where `what` first stands from `from` on, but not within quotes or brackets.
std::size_t findOutside(std::string_view text, std::string_view what, std::size_t from = 0)
{
    char quote = 0;
    int depth = 0;
    for (std::size_t i = from; i < text.size(); ++i) {
        const char c = text[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (depth == 0 && text.substr(i).starts_with(what))
            return i;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '(' || c == ')')
            depth += c == '(' ? 1 : -1;
    }
    return std::string_view::npos;
}

/// What stands before and after a word.
std::optional<std::pair<std::string_view, std::string_view>> splitAtWord(std::string_view text, std::string_view word)
{
    const std::size_t at = findOutside(text, word);
    if (at == std::string_view::npos)
        return std::nullopt;
    return std::pair(trimmed(text.substr(0, at)), trimmed(text.substr(at + word.size())));
}

std::vector<std::string_view> splitAtCommas(std::string_view text)
{
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    for (std::size_t comma = findOutside(text, ","); comma != std::string_view::npos;
         comma = findOutside(text, ",", start)) {
        parts.push_back(trimmed(text.substr(start, comma - start)));
        start = comma + 1;
    }
    parts.push_back(trimmed(text.substr(start)));
    return parts;
}

std::string unquoted(std::string_view name)
{
    if (name.size() < 2 || !name.starts_with('"') || !name.ends_with('"'))
        return std::string(name);
    std::string plain;
    for (std::size_t i = 1; i + 1 < name.size(); ++i) {
        plain += name[i];
        if (name[i] == '"')
            ++i;
    }
    return plain;
}

constexpr std::array<std::pair<std::string_view, Aggregate::Function>, 9> functions = {
    {{"count", Aggregate::Function::Count},
     {"unique", Aggregate::Function::Unique},
     {"mean", Aggregate::Function::Mean},
     {"deviation", Aggregate::Function::Deviation},
     {"sum", Aggregate::Function::Sum},
     {"min", Aggregate::Function::Min},
     {"max", Aggregate::Function::Max},
     {"first", Aggregate::Function::First},
     {"last", Aggregate::Function::Last}}};

/// `NAME = FUNCTION(EXPR)`
std::optional<Aggregate> readAggregate(std::string_view text)
{
    const auto sides = splitAtWord(text, "=");
    if (!sides || sides->first.empty() || !sides->second.ends_with(')'))
        return std::nullopt;
    const std::string_view call = sides->second;
    const std::string_view word = trimmed(call.substr(0, call.find('(')));
    const auto* const function = std::ranges::find(functions, word, [](const auto& each) { return each.first; });
    if (function == functions.end())
        return std::nullopt;
    const std::size_t open = call.find('(') + 1;
    Aggregate aggregate{unquoted(sides->first), function->second,
                        std::string(trimmed(call.substr(open, call.size() - open - 1)))};
    if (aggregate.expression.empty() && aggregate.function != Aggregate::Function::Count)
        return std::nullopt;
    return aggregate;
}

std::string writeName(const std::string& name)
{
    return writeNames({&name, 1});
}

} // namespace

std::vector<std::string> readNames(std::string_view text)
{
    std::vector<std::string> names;
    for (const std::string_view part : splitAtCommas(text))
        if (!part.empty())
            names.push_back(unquoted(part));
    return names;
}

std::string writeNames(std::span<const std::string> names)
{
    std::string text;
    for (const std::string& name : names) {
        const bool plain = name.find_first_of(",\"'()") == std::string::npos && trimmed(name) == name;
        text += (text.empty() ? "" : ", ") + (plain ? name : quoteIdentifier(name));
    }
    return text;
}

std::optional<Summarise> readSummarise(std::string_view text)
{
    const auto sides = splitAtWord(text, " by ");
    if (!sides)
        return std::nullopt;
    Summarise step{.by = readNames(sides->second)};
    for (const std::string_view part : splitAtCommas(sides->first)) {
        std::optional<Aggregate> aggregate = readAggregate(part);
        if (!aggregate)
            return std::nullopt;
        step.aggregates.push_back(*std::move(aggregate));
    }
    return step.by.empty() ? std::nullopt : std::optional(std::move(step));
}

std::string writeSummarise(const Summarise& step)
{
    std::string line;
    for (const Aggregate& aggregate : step.aggregates) {
        const auto* const function =
            std::ranges::find(functions, aggregate.function, [](const auto& each) { return each.second; });
        line += (line.empty() ? "" : ", ") + writeName(aggregate.name) + " = " + std::string(function->first) + "(" +
                aggregate.expression + ")";
    }
    return line + " by " + writeNames(step.by);
}

std::string aggregateWords()
{
    std::string words;
    for (const auto& [word, function] : functions)
        words += (words.empty() ? "" : ", ") + std::string(word);
    return words;
}

std::optional<Next> readNext(std::string_view text)
{
    const auto sides = splitAtWord(text, " by ");
    const auto ends = sides ? splitAtWord(sides->second, " order ") : std::nullopt;
    if (!ends)
        return std::nullopt;
    const std::vector<std::string> key = readNames(ends->first);
    const std::vector<std::string> order = readNames(ends->second);
    const std::vector<std::string> columns = readNames(sides->first);
    if (columns.empty() || key.size() != 1 || order.size() != 1)
        return std::nullopt;
    return Next{columns, key.front(), order.front()};
}

std::string writeNext(const Next& step)
{
    return writeNames(step.columns) + " by " + writeName(step.key) + " order " + writeName(step.order);
}

std::string writeZeroDivision(const ZeroDivision& rule)
{
    switch (rule.rule) {
    case ZeroDivision::Rule::Keep:
        return "keep";
    case ZeroDivision::Rule::LeaveOut:
        return "leave-out";
    case ZeroDivision::Rule::Floor:
        break;
    }
    return "floor=" + formatNumber(rule.floor);
}

} // namespace perimeter
