// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluation/confusion.h"
#include "evaluation/curves.h"
#include "explorer/outcome.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// What the points of a projection are, as a column has it.
struct Labels {
    std::string column;
    std::vector<std::size_t> points;   ///< those with a label, ascending
    std::vector<std::uint8_t> outlier; ///< of each of these, 0 or 1
    std::int64_t unlabelled = 0;       ///< points used whose label is missing

    [[nodiscard]] std::int64_t outliers() const;
    [[nodiscard]] std::int64_t inliers() const;
};

/// A column of 0 and 1, or of booleans, 1 for outliers. Errors: NoSuchLabel, LabelNotBinary, NothingLabelled,
/// TooManyToLabel where rows are not held.
[[nodiscard]] Expected<Labels> readLabels(const Table& table, const std::string& column, const Projection& projection,
                                          Progress& progress);

/// A detector held against labels.
struct Evaluation {
    DetectorKind detector = DetectorKind::OneClassSvm;
    Confusion confusion;
    std::optional<Curve> roc;
    std::optional<Curve> precisionRecall;
};

/// Scores are −f or d², the larger the farther out. Only of a fit with classes. Errors: Cancelled.
[[nodiscard]] Expected<Evaluation> evaluate(const DetectorFit& fit, const Labels& labels, Progress& progress);

} // namespace perimeter
