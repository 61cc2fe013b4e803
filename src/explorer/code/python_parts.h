// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/fit.h"

#include <string>
#include <vector>

namespace perimeter {

// Parts of the script of pythonText. Its functions take scaled rows (and the labels y of these where some detector
// learns from labels) and give a decision function, 0 on the frontier, with the tolerance below which rows are
// outliers. `labels` is the parameter for labels with a comma, or empty.

[[nodiscard]] std::string oneClassFunction(const std::string& labels);
[[nodiscard]] std::string ellipseFunction(const std::string& labels);
[[nodiscard]] std::string empiricalFunction(const std::string& labels);
[[nodiscard]] std::string twoClassFunction();

/// The function of a fit's detector, and its arguments.
[[nodiscard]] std::vector<std::string> detectorArguments(const DetectorFit& fit, const DetectorSettings& settings);
/// What is to be said above it, without comment signs.
[[nodiscard]] std::vector<std::string> detectorComments(const DetectorFit& fit, const DetectorSettings& settings);
[[nodiscard]] std::string scalerCode(ScalingKind scaling);

/// Fits every line of every pane, counts, draws and saves.
[[nodiscard]] std::string drawingCode(const Exploration& exploration, bool withLabels, bool hasLogarithm);

} // namespace perimeter
