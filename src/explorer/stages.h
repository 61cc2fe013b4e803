// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/indices.h"
#include "data/table.h"
#include "explorer/exploration.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace perimeter {

/// Two (or p) columns of a table in original units, without the rows in which one of them is missing or not finite.
/// Rows are in canonical order, sorted by their coordinates, so that no result depends on the order of the file.
struct Projection {
    std::vector<Column> features;
    RowMatrix points;
    std::vector<RowNumber> rows;    ///< of each point
    std::vector<RowNumber> leftOut; ///< ascending
    std::int64_t rowsInFile = 0;
    std::int64_t rowsRead = 0; ///< after preparation: rows and leftOut together

    /// The point of a row; nothing where the row was left out.
    [[nodiscard]] std::optional<std::size_t> place(RowNumber row) const;

    std::vector<std::uint32_t> byRow; ///< points in ascending order of their rows
};

/// The projection in the space the detectors learn in.
struct ScaledPoints {
    std::shared_ptr<const Projection> projection;
    Scaling scaling;
    RowMatrix points;
};

/// Which rows a detector takes for outliers.
struct Classes {
    Eigen::VectorXd decision;          ///< per point; positive inside: f, or threshold − d²
    std::vector<std::uint8_t> outlier; ///< per point, 0 or 1
    Eigen::Index outliers = 0;
    Eigen::Index inliers = 0;
};

/// A detector fitted to scaled points. Where it has no answer (no frontier, exact fit), `classes` is nothing and
/// `notices` say why.
struct DetectorFit {
    std::shared_ptr<const ScaledPoints> scaled;
    DetectorKind detector = DetectorKind::OneClassSvm;
    std::variant<OneClassSvm, RobustCovariance, CovarianceModel> model;
    std::optional<Classes> classes;
    std::vector<Notice> notices;
    double milliseconds = 0;

    [[nodiscard]] const OneClassSvm* svm() const { return std::get_if<OneClassSvm>(&model); }
    [[nodiscard]] const RobustCovariance* robust() const { return std::get_if<RobustCovariance>(&model); }
    /// The location and covariance of either covariance detector.
    [[nodiscard]] const CovarianceModel* covariance() const;
};

/// What a covariance detector learns whatever the contamination, with the squared distances of the points.
struct LearnedCovariance {
    std::variant<RobustCovariance, CovarianceModel> model;
    Eigen::VectorXd distances;
    double milliseconds = 0;
};

/// A learned frontier in a plane.
struct FrontierLines {
    Plane plane;
    Frontier frontier;
    double milliseconds = 0;
};

[[nodiscard]] Expected<Projection> project(const Table& table, const std::vector<std::string>& features,
                                           Progress& progress);
[[nodiscard]] Expected<ScaledPoints> scale(std::shared_ptr<const Projection> projection, ScalingKind kind);
[[nodiscard]] Expected<DetectorFit> fit(std::shared_ptr<const ScaledPoints> scaled, DetectorKind detector,
                                        const DetectorSettings& settings, Progress& progress);
/// The two steps of fit() for a covariance detector; the second only places the threshold.
[[nodiscard]] Expected<LearnedCovariance> learnCovariance(const ScaledPoints& scaled, DetectorKind detector,
                                                          const DetectorSettings& settings, Progress& progress);
[[nodiscard]] Expected<DetectorFit> fitCovariance(std::shared_ptr<const ScaledPoints> scaled,
                                                  const LearnedCovariance& learned, const DetectorSettings& settings);
/// `columns` × `rows` is the resolution of the grid where the frontier needs one: the pane's pixels.
[[nodiscard]] Expected<FrontierLines> frontier(const DetectorFit& fit, const Plane& plane, int columns, int rows,
                                               Progress& progress);

/// The rectangle in axis coordinates that shows every point with a margin; rows an axis scale cannot place are left
/// aside.
[[nodiscard]] Plane wholePlane(const ScaledPoints& scaled, AxisScale xScale, AxisScale yScale);
/// The rectangle of a view, in original units.
[[nodiscard]] Plane viewPlane(const ScaledPoints& scaled, AxisScale xScale, AxisScale yScale, const View& view);

} // namespace perimeter
