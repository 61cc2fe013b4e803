// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flags/preparation_flags.h"

#include "base/text.h"
#include "cli/flags/flag_words.h"
#include "data/engine/quoting.h"
#include "data/steps/step_text.h"
#include "explorer/value/recipes.h"
#include "explorer/value/words.h"

#include <CLI/CLI.hpp>

namespace perimeter {

namespace {

Expected<OnePer> readOnePer(const std::string& text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos)
        return OnePer{text};
    const auto rule = onePerWords().find(text.substr(colon + 1));
    if (rule == onePerWords().end() || colon == 0)
        return badFlag("--one-per", text, "COLUMN, or COLUMN:first, :last, :largest, :sum");
    return OnePer{text.substr(0, colon), rule->second};
}

Expected<ZeroDivision> readZeroDivision(const std::string& text)
{
    if (text == "keep")
        return ZeroDivision{ZeroDivision::Rule::Keep};
    if (text == "leave-out")
        return ZeroDivision{ZeroDivision::Rule::LeaveOut};
    const std::optional<double> floor = text.starts_with("floor=") ? parseNumber(text.substr(6)) : std::nullopt;
    if (!floor || *floor <= 0)
        return badFlag("--zero-division", text, "keep, leave-out, floor=V with V above 0");
    return ZeroDivision{ZeroDivision::Rule::Floor, *floor};
}

/// The two sides of NAME=VALUE; nothing where one is missing.
std::optional<std::pair<std::string, std::string>> readPair(const std::string& text)
{
    const std::size_t equals = text.find('=');
    const std::string name = withoutSpaces(text.substr(0, equals));
    if (equals == std::string::npos || name.empty() || equals + 1 >= text.size())
        return std::nullopt;
    return std::pair(name, text.substr(equals + 1));
}

Expected<Derive> readDerive(const std::string& text, const ZeroDivision& zeroDivision)
{
    const auto pair = readPair(text);
    if (!pair)
        return badFlag("--derive", text, "NAME=EXPR");
    return Derive{pair->first, pair->second, zeroDivision};
}

Expected<Derive> readLabel(const std::string& text)
{
    const auto pair = readPair(text);
    if (!pair)
        return badFlag("--label", text, "COLUMN=VALUE");
    return Derive{"label", quoteIdentifier(pair->first) + " = " + quoteLiteral(pair->second)};
}

Expected<Select> readSelect(Select::Rule rule, const std::string& text)
{
    const std::vector<std::string> columns = readNames(text);
    if (columns.empty())
        return badFlag(rule == Select::Rule::Keep ? "--keep" : "--drop", text, "COLUMN,COLUMN");
    return Select{rule, columns};
}

} // namespace

void PreparationFlags::add(CLI::App& command)
{
    const auto add = [&](const char* flag, Flag kind, const char* explanation) {
        return command
            .add_option_function<std::string>(
                flag,
                [this, kind](const std::string& value) {
                    m_steps.push_back({kind, value});
                },
                explanation)
            ->trigger_on_parse();
    };
    std::vector<std::string> names;
    for (const Recipe& recipe : recipes())
        names.push_back(recipe.name);
    add("--recipe", Flag::Recipe, "Steps for records of a known kind, in the order given with the others")
        ->check(CLI::IsMember(names))
        ->type_name(joined(names, "|"));
    add("--where", Flag::Where, "Keep the rows for which EXPR is true")->type_name("EXPR");
    add("--derive", Flag::Derive, "Add a column; repeatable")->type_name("NAME=EXPR");
    add("--label", Flag::Label, "Add the column label: true where COLUMN is VALUE")->type_name("COLUMN=VALUE");
    add("--one-per", Flag::OnePer,
        "Keep one row per value of COLUMN: its first, or that with the largest sum of numbers, or the numbers added up")
        ->type_name("COLUMN[:first|last|largest|sum]");
    add("--keep", Flag::Keep, "Keep these columns only")->type_name("COLUMN,COLUMN");
    add("--drop", Flag::Drop, "Drop these columns")->type_name("COLUMN,COLUMN");
    add("--summarise", Flag::Summarise,
        "One row per combination of values of COLUMN,…, with aggregates of its rows: count, unique, mean, deviation, "
        "sum, min, max, first, last")
        ->type_name("\"NAME=FUNCTION(EXPR), … by COLUMN, …\"");
    add("--next", Flag::Next, "Add what the next row of the same KEY has, as next_COLUMN, and until_next")
        ->type_name("\"COLUMN, … by KEY order TIME\"");
    add("--unit", Flag::Unit, "The unit of columns, for axes and derived rates; repeatable")
        ->type_name("COLUMN,COLUMN=UNIT");
    command
        .add_option(
            "--zero-division", m_zeroDivision,
            "Derived columns where a divisor is 0: keep the numerator, leave the value out, or a floor for the divisor")
        ->type_name("keep|leave-out|floor=V");
}

Expected<PreparationStep> PreparationFlags::readStep(const Given& given, const ZeroDivision& zeroDivision)
{
    const auto asStep = [](const auto& step) {
        return step ? Expected<PreparationStep>(*step) : Expected<PreparationStep>(step.unexpected());
    };
    switch (given.flag) {
    case Flag::Recipe:
        break;
    case Flag::Where:
        if (withoutSpaces(given.value).empty())
            return badFlag("--where", given.value, "EXPR, such as \"bytes > 0\"");
        break;
    case Flag::Derive:
        return asStep(readDerive(given.value, zeroDivision));
    case Flag::Label:
        return asStep(readLabel(given.value));
    case Flag::OnePer:
        return asStep(readOnePer(given.value));
    case Flag::Summarise:
        if (const std::optional<Summarise> step = readSummarise(given.value))
            return PreparationStep(*step);
        return badFlag("--summarise", given.value,
                       "NAME=FUNCTION(EXPR), … by COLUMN, … with FUNCTION one of " + aggregateWords());
    case Flag::Next:
        if (const std::optional<Next> step = readNext(given.value))
            return PreparationStep(*step);
        return badFlag("--next", given.value, "COLUMN, … by KEY order TIME");
    case Flag::Unit:
        if (const auto pair = readPair(given.value))
            return PreparationStep(Unit{readNames(pair->first), withoutSpaces(pair->second)});
        return badFlag("--unit", given.value, "COLUMN,COLUMN=UNIT");
    case Flag::Keep:
        return asStep(readSelect(Select::Rule::Keep, given.value));
    case Flag::Drop:
        return asStep(readSelect(Select::Rule::Drop, given.value));
    }
    return PreparationStep(Where{given.value});
}

Expected<void> PreparationFlags::read(Preparation& preparation) const
{
    PERIMETER_TRY(const ZeroDivision zeroDivision, readZeroDivision(m_zeroDivision));
    for (const Given& given : m_steps) {
        if (given.flag == Flag::Recipe) {
            const std::vector<Recipe> all = recipes();
            const std::vector<PreparationStep>& steps = findRecipe(all, given.value)->steps;
            preparation.steps.insert(preparation.steps.end(), steps.begin(), steps.end());
            continue;
        }
        PERIMETER_TRY(PreparationStep step, readStep(given, zeroDivision));
        preparation.steps.push_back(std::move(step));
    }
    return {};
}

} // namespace perimeter
