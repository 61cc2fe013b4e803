// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/step_counts.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// The place of the step that the filter field stands for: the last Where; nothing where there is none.
[[nodiscard]] std::optional<std::size_t> filterPlace(const Preparation& preparation);

/// A step as one line: "rate = uplink / duration", "where …", "one row per subscriber, the first".
[[nodiscard]] QString describeStep(const PreparationStep& step);

/// What it leaves, in short: "20,217 rows · 2,128 left out", "20,217 rows · 431 divide by zero".
[[nodiscard]] QString describeCount(const PreparationStep& step, const StepCount& count);

/// "name = expression" as a derived column; nothing where a side is missing. The first '=' separates the two.
[[nodiscard]] std::optional<Derive> parseDerive(const QString& line);

/// Adds a derived column before the filter, or changes the one of the same name in its place.
[[nodiscard]] Preparation withDerived(const Preparation& preparation, const Derive& derive);

/// Puts a step in a place, or adds it: a derived column as withDerived does, any other at the end.
[[nodiscard]] Preparation withStep(const Preparation& preparation, std::optional<std::size_t> place,
                                   const PreparationStep& step);

/// With the steps of a recipe at the end, but for those that are there already.
[[nodiscard]] Preparation withSteps(const Preparation& preparation, const std::vector<PreparationStep>& steps);

/// Whether a column of the file, or one that a step makes, is left by every summary: these make another table.
[[nodiscard]] bool outlastsSummaries(const Preparation& preparation, const std::string& column);

/// Moves a step to where `to` is now.
[[nodiscard]] Preparation withMovedStep(const Preparation& preparation, std::size_t from, std::size_t to);

[[nodiscard]] Preparation withoutStep(const Preparation& preparation, std::size_t place);

} // namespace perimeter
