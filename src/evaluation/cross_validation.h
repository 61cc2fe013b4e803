// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/scaling.h"
#include "detectors/svm/two_class_svm.h"

#include <cstdint>
#include <span>
#include <vector>

namespace perimeter {

/// What a two-class SVM says of labelled rows that it did not learn from.
struct CrossValidation {
    std::size_t folds = 0;
    Eigen::VectorXd decision;        ///< of every row, by the machine of its fold; positive inside
    std::vector<std::uint8_t> found; ///< 0 or 1 for every row
};

/// Learns once per fold from the rows of all others; scaling and γ are learned anew each time, from the same rows, so
/// that nothing of a tested row is known. `rows` are in original units. Errors: those of fitScaling and of
/// fitTwoClassSvm.
[[nodiscard]] Expected<CrossValidation> crossValidate(const RowMatrix& rows, std::span<const std::uint8_t> outlier,
                                                      std::span<const std::size_t> foldOf, ScalingKind scaling,
                                                      const TwoClassSvmOptions& options, Progress& progress);

} // namespace perimeter
