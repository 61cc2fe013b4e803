// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"

namespace perimeter {

/// Whether an error that is none of the preparation's is to be shown at the axes.
[[nodiscard]] bool isAboutAxes(const Error& error, const Exploration& exploration);

/// The error that stands between the current exploration and its picture: of the whole, or else of the points of its
/// first pane that has one.
[[nodiscard]] std::optional<Error> problemOf(const Session& session);

} // namespace perimeter
