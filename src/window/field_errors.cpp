// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/field_errors.h"

#include "window/preparation_edits.h"

#include <algorithm>

namespace perimeter {

Field fieldOf(const Error& error, const Exploration& exploration)
{
    const auto named = [&](const std::string& expression) {
        return !expression.empty() && std::ranges::find(error.arguments, expression) != error.arguments.end();
    };
    for (const PreparationStep& step : exploration.preparation.steps) {
        if (const Derive* const derive = std::get_if<Derive>(&step); derive && named(derive->expression))
            return Field::Derived;
    }
    if (named(filterOf(exploration.preparation)))
        return Field::Filter;
    const bool aboutAxes = error.code == ErrorCode::UnknownColumn || error.code == ErrorCode::ColumnIsText ||
                           error.code == ErrorCode::TooFewAxes;
    if (aboutAxes || named(exploration.x.column) || named(exploration.y.column))
        return Field::Axes;
    return Field::None;
}

std::optional<Error> problemOf(const Session& session)
{
    if (session.error())
        return session.error();
    for (const PaneOutcome& pane : session.outcome().panes) {
        if (pane.error)
            return pane.error;
    }
    return std::nullopt;
}

} // namespace perimeter
