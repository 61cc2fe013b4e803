// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/code/command_steps.h"

#include "data/steps/step_text.h"
#include "explorer/value/recipes.h"
#include "explorer/value/words.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <span>

namespace perimeter {

namespace {

struct CommandStepsText {
    Q_DECLARE_TR_FUNCTIONS(CommandStepsText)
};

using Steps = std::span<const PreparationStep>;
using Flag = std::pair<std::string, std::string>;

/// The recipe with the most steps of those that `steps` begin with.
std::optional<Recipe> recipeAtFront(Steps steps)
{
    std::optional<Recipe> longest;
    for (const Recipe& recipe : recipes()) {
        const bool stands =
            recipe.steps.size() <= steps.size() && std::ranges::equal(recipe.steps, steps.first(recipe.steps.size()));
        if (stands && (!longest || recipe.steps.size() > longest->steps.size()))
            longest = recipe;
    }
    return longest;
}

bool divides(const Derive& step)
{
    return step.expression.find('/') != std::string::npos;
}

/// What stands before the = of NAME=VALUE, where spaces around it do not count.
bool isPlainName(const std::string& name)
{
    return !name.empty() && !name.starts_with(' ') && !name.ends_with(' ') && name.find('=') == std::string::npos;
}

/// Names as a line, if it reads back as these.
std::optional<std::string> namesText(const std::vector<std::string>& names)
{
    std::string line = writeNames(names);
    return !names.empty() && readNames(line) == names ? std::optional(std::move(line)) : std::nullopt;
}

std::optional<Flag> flagOf(const Where& step)
{
    return Flag{"--where", step.expression};
}

std::optional<Flag> flagOf(const Derive& step)
{
    if (!isPlainName(step.name) || step.expression.empty())
        return std::nullopt;
    return Flag{"--derive", step.name + "=" + step.expression};
}

std::optional<Flag> flagOf(const OnePer& step)
{
    if (step.column.empty())
        return std::nullopt;
    const bool isUsual = step.rule == OnePer::Rule::First && step.column.find(':') == std::string::npos;
    return Flag{"--one-per", isUsual ? step.column : step.column + ":" + wordOf(onePerWords(), step.rule)};
}

std::optional<Flag> flagOf(const Select& step)
{
    const std::optional<std::string> names = namesText(step.columns);
    return names ? std::optional(Flag{step.rule == Select::Rule::Keep ? "--keep" : "--drop", *names}) : std::nullopt;
}

std::optional<Flag> flagOf(const Summarise& step)
{
    const std::string line = writeSummarise(step);
    return readSummarise(line) == step ? std::optional(Flag{"--summarise", line}) : std::nullopt;
}

std::optional<Flag> flagOf(const Next& step)
{
    const std::string line = writeNext(step);
    return readNext(line) == step ? std::optional(Flag{"--next", line}) : std::nullopt;
}

std::optional<Flag> flagOf(const Unit& step)
{
    const std::optional<std::string> names = namesText(step.columns);
    const bool hasUnit = !step.unit.empty() && !step.unit.starts_with(' ') && !step.unit.ends_with(' ');
    if (!names || !isPlainName(*names) || !hasUnit)
        return std::nullopt;
    return Flag{"--unit", *names + "=" + step.unit};
}

/// Writes down single steps, one rule for all divisions by zero among them.
class StepWriter {
public:
    explicit StepWriter(StepFlags& flags) : m_flags(flags) {}

    void write(const PreparationStep& step)
    {
        if (const Derive* const derive = std::get_if<Derive>(&step))
            takeRule(*derive);
        const std::optional<Flag> flag = std::visit([](const auto& each) { return flagOf(each); }, step);
        if (flag)
            m_flags.flags.push_back(*flag);
        else
            m_flags.unsaid.push_back(
                CommandStepsText::tr("A step of the preparation is left out: a name of its columns fits no flag."));
    }

    void finish()
    {
        const ZeroDivision rule = m_dividing ? *m_dividing : m_first.value_or(ZeroDivision{});
        if (!(rule == ZeroDivision{}))
            m_flags.flags.emplace_back("--zero-division", writeZeroDivision(rule));
    }

private:
    void takeRule(const Derive& derive)
    {
        if (!m_first)
            m_first = derive.zeroDivision;
        if (!divides(derive))
            return;
        if (!m_dividing)
            m_dividing = derive.zeroDivision;
        else if (!(*m_dividing == derive.zeroDivision))
            m_flags.unsaid.push_back(
                CommandStepsText::tr(
                    "Where %1 divides by zero the rule is %2; the command has one for all columns, %3.")
                    .arg(text(derive.name), text(writeZeroDivision(derive.zeroDivision)),
                         text(writeZeroDivision(*m_dividing))));
    }

    StepFlags& m_flags;
    std::optional<ZeroDivision> m_first;
    std::optional<ZeroDivision> m_dividing;
};

} // namespace

StepFlags stepFlags(const Preparation& preparation)
{
    StepFlags flags;
    StepWriter writer(flags);
    for (Steps left = preparation.steps; !left.empty();) {
        if (const std::optional<Recipe> recipe = recipeAtFront(left)) {
            flags.flags.emplace_back("--recipe", recipe->name);
            left = left.subspan(recipe->steps.size());
            continue;
        }
        writer.write(left.front());
        left = left.subspan(1);
    }
    writer.finish();
    return flags;
}

} // namespace perimeter
