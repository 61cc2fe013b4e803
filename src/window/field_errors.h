// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session.h"

namespace perimeter {

/// The field of the Data panel at which an error is shown.
enum class Field { None, Filter, Derived, Axes };

[[nodiscard]] Field fieldOf(const Error& error, const Exploration& exploration);

/// The error that stands between the current exploration and its picture: of the whole, or else of the points of its
/// first pane that has one.
[[nodiscard]] std::optional<Error> problemOf(const Session& session);

} // namespace perimeter
