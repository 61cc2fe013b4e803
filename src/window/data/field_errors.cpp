// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/data/field_errors.h"

#include <algorithm>

namespace perimeter {

bool isAboutAxes(const Error& error, const Exploration& exploration)
{
    const auto named = [&](const std::string& column) {
        return !column.empty() && std::ranges::find(error.arguments, column) != error.arguments.end();
    };
    return error.code == ErrorCode::UnknownColumn || error.code == ErrorCode::ColumnIsText ||
           error.code == ErrorCode::TooFewAxes || named(exploration.x.column) || named(exploration.y.column);
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
