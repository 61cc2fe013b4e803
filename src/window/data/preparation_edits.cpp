// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/data/preparation_edits.h"

#include "data/steps/step_text.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <iterator>

namespace perimeter {

namespace {

struct PreparationText {
    Q_DECLARE_TR_FUNCTIONS(Preparation)
};

std::vector<PreparationStep>::const_iterator filterStep(const std::vector<PreparationStep>& steps)
{
    const auto isWhere = [](const PreparationStep& step) { return std::holds_alternative<Where>(step); };
    const auto last = std::find_if(steps.rbegin(), steps.rend(), isWhere);
    return last == steps.rend() ? steps.end() : std::prev(last.base());
}

QString ruleOf(OnePer::Rule rule)
{
    switch (rule) {
    case OnePer::Rule::First:
        return PreparationText::tr("one row per %1, the first");
    case OnePer::Rule::Last:
        return PreparationText::tr("one row per %1, the last");
    case OnePer::Rule::Largest:
        return PreparationText::tr("one row per %1, the largest");
    case OnePer::Rule::Sum:
        return PreparationText::tr("one row per %1, the sum");
    }
    return {};
}

} // namespace

std::optional<std::size_t> filterPlace(const Preparation& preparation)
{
    const auto found = filterStep(preparation.steps);
    return found == preparation.steps.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - preparation.steps.begin()));
}

QString describeStep(const PreparationStep& step)
{
    if (const Where* const where = std::get_if<Where>(&step))
        return PreparationText::tr("where %1").arg(text(where->expression));
    if (const Derive* const derive = std::get_if<Derive>(&step))
        return QStringLiteral("%1 = %2").arg(text(derive->name), text(derive->expression));
    if (const Select* const select = std::get_if<Select>(&step)) {
        const QString names = text(writeNames(select->columns));
        return (select->rule == Select::Rule::Keep ? PreparationText::tr("keep %1") : PreparationText::tr("drop %1"))
            .arg(names);
    }
    if (const Summarise* const summarise = std::get_if<Summarise>(&step))
        return PreparationText::tr("summarise %1").arg(text(writeSummarise(*summarise)));
    if (const Next* const next = std::get_if<Next>(&step))
        return PreparationText::tr("next %1").arg(text(writeNext(*next)));
    if (const Unit* const unit = std::get_if<Unit>(&step))
        return PreparationText::tr("%1 in %2").arg(text(writeNames(unit->columns)), text(unit->unit));
    const OnePer& onePer = std::get<OnePer>(step);
    return ruleOf(onePer.rule).arg(text(onePer.column));
}

QString describeCount(const PreparationStep& step, const StepCount& count)
{
    const QLocale locale;
    const auto whole = [&](auto number) { return locale.toString(static_cast<qlonglong>(number)); };
    const QString rows =
        count.rows == 1 ? PreparationText::tr("1 row") : PreparationText::tr("%1 rows").arg(whole(count.rows));
    for (const Notice& notice : count.notices) {
        if (notice.code == NoticeCode::ZeroDivision)
            return PreparationText::tr("%1 · %2 divide by zero")
                .arg(rows, locale.toString(QString::fromStdString(notice.arguments[1]).toLongLong()));
    }
    if (std::holds_alternative<Select>(step))
        return count.columns == 1 ? PreparationText::tr("%1 · 1 column").arg(rows)
                                  : PreparationText::tr("%1 · %2 columns").arg(rows, whole(count.columns));
    if (std::holds_alternative<Summarise>(step))
        return PreparationText::tr("%1 of %2").arg(rows, whole(count.rows + count.leftOut));
    return count.leftOut > 0 ? PreparationText::tr("%1 · %2 left out").arg(rows, whole(count.leftOut)) : rows;
}

std::optional<Derive> parseDerive(const QString& line)
{
    const qsizetype place = line.indexOf(QLatin1Char('='));
    if (place < 0)
        return std::nullopt;
    const QString name = line.left(place).trimmed();
    const QString expression = line.mid(place + 1).trimmed();
    if (name.isEmpty() || expression.isEmpty() || expression.startsWith(QLatin1Char('=')))
        return std::nullopt;
    return Derive{.name = name.toStdString(), .expression = expression.toStdString()};
}

Preparation withDerived(const Preparation& preparation, const Derive& derive)
{
    Preparation changed = preparation;
    for (PreparationStep& step : changed.steps) {
        Derive* const present = std::get_if<Derive>(&step);
        if (present && present->name == derive.name) {
            *present = derive;
            return changed;
        }
    }
    // Before the filter, which may then name the column.
    changed.steps.insert(filterStep(changed.steps), derive);
    return changed;
}

Preparation withStep(const Preparation& preparation, std::optional<std::size_t> place, const PreparationStep& step)
{
    if (!place && std::holds_alternative<Derive>(step))
        return withDerived(preparation, std::get<Derive>(step));
    Preparation changed = preparation;
    if (place && *place < changed.steps.size())
        changed.steps[*place] = step;
    else
        changed.steps.push_back(step);
    return changed;
}

Preparation withSteps(const Preparation& preparation, const std::vector<PreparationStep>& steps)
{
    Preparation changed = preparation;
    const auto isNew = [&](const PreparationStep& step) {
        return std::ranges::find(preparation.steps, step) == preparation.steps.end();
    };
    std::ranges::copy_if(steps, std::back_inserter(changed.steps), isNew);
    return changed;
}

bool outlastsSummaries(const Preparation& preparation, const std::string& column)
{
    const auto names = [&](const std::vector<std::string>& columns) {
        return std::ranges::find(columns, column) != columns.end();
    };
    bool holds = true;
    for (const PreparationStep& step : preparation.steps) {
        if (const auto* const derive = std::get_if<Derive>(&step))
            holds = holds || derive->name == column;
        else if (const auto* const summarise = std::get_if<Summarise>(&step))
            holds = (holds && names(summarise->by)) ||
                    std::ranges::find(summarise->aggregates, column, &Aggregate::name) != summarise->aggregates.end();
        else if (const auto* const next = std::get_if<Next>(&step))
            holds = holds || column == "until_next" ||
                    std::ranges::any_of(next->columns, [&](const std::string& of) { return column == "next_" + of; });
    }
    return holds;
}

Preparation withMovedStep(const Preparation& preparation, std::size_t from, std::size_t to)
{
    Preparation changed = preparation;
    if (from >= changed.steps.size() || to >= changed.steps.size())
        return changed;
    const auto begin = changed.steps.begin();
    const auto at = [&](std::size_t place) { return begin + static_cast<std::ptrdiff_t>(place); };
    if (from < to)
        std::rotate(at(from), at(from + 1), at(to + 1));
    else
        std::rotate(at(to), at(from), at(from + 1));
    return changed;
}

Preparation withoutStep(const Preparation& preparation, std::size_t place)
{
    Preparation changed = preparation;
    if (place < changed.steps.size())
        changed.steps.erase(changed.steps.begin() + static_cast<std::ptrdiff_t>(place));
    return changed;
}

} // namespace perimeter
