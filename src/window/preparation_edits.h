// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/preparation.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// The expression the filter field stands for: that of the last Where; empty where there is none.
[[nodiscard]] std::string filterOf(const Preparation& preparation);

/// The preparation with that expression changed; an empty one removes the step, a new one comes after the derived
/// columns, so that it may name them.
[[nodiscard]] Preparation withFilter(const Preparation& preparation, const std::string& expression);

/// Places in `steps` of every step but the filter field's, in order: what the list beside it shows.
[[nodiscard]] std::vector<std::size_t> listedSteps(const Preparation& preparation);

/// A step as one line: "rate = uplink / duration", "only rows where …", "one row per subscriber".
[[nodiscard]] QString describeStep(const PreparationStep& step);

/// "name = expression" as a derived column; nothing where a side is missing. The first '=' separates the two.
[[nodiscard]] std::optional<Derive> parseDerive(const QString& line);

/// Adds a derived column before the filter, or changes the one of the same name in its place.
[[nodiscard]] Preparation withDerived(const Preparation& preparation, const Derive& derive);

[[nodiscard]] Preparation withoutStep(const Preparation& preparation, std::size_t place);

} // namespace perimeter
