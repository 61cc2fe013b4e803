// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/preparation_json.h"

#include "data/steps/step_text.h"
#include "explorer/value/words.h"

namespace perimeter {

namespace {

constexpr std::size_t mostSteps = 1000;

const Words<ZeroDivision::Rule>& zeroDivisionWords()
{
    static const Words<ZeroDivision::Rule> words = {{"keep", ZeroDivision::Rule::Keep},
                                                    {"leave-out", ZeroDivision::Rule::LeaveOut},
                                                    {"floor", ZeroDivision::Rule::Floor}};
    return words;
}

const Words<Select::Rule>& selectWords()
{
    static const Words<Select::Rule> words = {{"keep", Select::Rule::Keep}, {"drop", Select::Rule::Drop}};
    return words;
}

void writeStep(JsonWriter& json, const Where& step)
{
    json.member("step", "where").member("expression", step.expression);
}

void writeStep(JsonWriter& json, const Derive& step)
{
    json.member("step", "derive")
        .member("name", step.name)
        .member("expression", step.expression)
        .member("zero_division", wordOf(zeroDivisionWords(), step.zeroDivision.rule));
    if (step.zeroDivision.rule == ZeroDivision::Rule::Floor)
        json.member("floor", step.zeroDivision.floor);
}

void writeStep(JsonWriter& json, const OnePer& step)
{
    json.member("step", "one-per").member("column", step.column).member("rule", wordOf(onePerWords(), step.rule));
}

void writeStep(JsonWriter& json, const Select& step)
{
    json.member("step", wordOf(selectWords(), step.rule)).member("columns", writeNames(step.columns));
}

void writeStep(JsonWriter& json, const Summarise& step)
{
    json.member("step", "summarise").member("summary", writeSummarise(step));
}

void writeStep(JsonWriter& json, const Next& step)
{
    json.member("step", "next").member("next", writeNext(step));
}

void writeStep(JsonWriter& json, const Unit& step)
{
    json.member("step", "unit").member("unit", step.unit).member("columns", writeNames(step.columns));
}

/// What is written as a line; an empty step where the line is none.
template <typename Step>
Step readLine(const JsonMember& line, std::optional<Step> (*read)(std::string_view))
{
    const std::optional<Step> step = read(line.text());
    if (!step)
        line.fail();
    return step.value_or(Step());
}

Derive readDerive(const JsonMember& step)
{
    Derive derive{.name = step["name"].text(), .expression = step["expression"].text(), .zeroDivision = {}};
    derive.zeroDivision.rule = step["zero_division"].word(zeroDivisionWords());
    if (derive.zeroDivision.rule == ZeroDivision::Rule::Floor)
        derive.zeroDivision.floor = step["floor"].number(std::numeric_limits<double>::min());
    return derive;
}

PreparationStep readStep(const JsonMember& step)
{
    const std::string kind = step["step"].text();
    if (kind == "derive")
        return readDerive(step);
    if (kind == "one-per")
        return OnePer{.column = step["column"].text(), .rule = step["rule"].word(onePerWords())};
    if (const auto rule = selectWords().find(kind); rule != selectWords().end())
        return Select{.rule = rule->second, .columns = readNames(step["columns"].text())};
    if (kind == "summarise")
        return readLine(step["summary"], readSummarise);
    if (kind == "next")
        return readLine(step["next"], readNext);
    if (kind == "unit")
        return Unit{.columns = readNames(step["columns"].text()), .unit = step["unit"].text()};
    if (kind != "where")
        step["step"].fail();
    return Where{.expression = step["expression"].text()};
}

} // namespace

void writePreparation(JsonWriter& json, const Preparation& preparation)
{
    json.beginArray();
    for (const PreparationStep& step : preparation.steps) {
        json.beginObject();
        std::visit([&json](const auto& each) { writeStep(json, each); }, step);
        json.endObject();
    }
    json.endArray();
}

Preparation readPreparation(const JsonMember& steps)
{
    Preparation preparation;
    for (const JsonMember& step : steps.elements(mostSteps))
        preparation.steps.push_back(readStep(step));
    return preparation;
}

} // namespace perimeter
