// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/plane/plane_shape.h"
#include "detectors/rows/chosen_rows.h"

#include <cstddef>
#include <vector>

namespace perimeter {

/// Mean products of deviations of the rows one row stands for from their mean.
struct PlaneSpread {
    double xx = 0;
    double xy = 0;
    double yy = 0;
};

/// Rows of two features, each an array of its own. `weights` and `spreads` are empty where every row stands for itself.
struct PlaneRows {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weights;
    std::vector<PlaneSpread> spreads;

    [[nodiscard]] std::size_t size() const { return x.size(); }
    [[nodiscard]] bool plain() const { return weights.empty(); }
    void clear();
    void append(const PlaneRows& from, std::size_t row, double weight);
};

/// Weighted sums about a centre.
struct PlaneSums {
    double centreX = 0;
    double centreY = 0;
    double weight = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;

    void add(const PlaneRows& rows, std::size_t row, double counted);
    /// Adds the rows whose distance is below `limit`.
    void addBelow(const PlaneRows& rows, const std::vector<double>& distances, double limit);

    [[nodiscard]] PlaneMoments moments() const;
    /// Whether taking the mean's part from the sums of products leaves too few digits of these moments.
    [[nodiscard]] static bool cancelled(const PlaneSums& sums, const PlaneMoments& moments);
};

/// Moments in two passes, exact where a column is constant.
[[nodiscard]] PlaneMoments momentsOf(const PlaneRows& rows, const ChosenRows& chosen);

} // namespace perimeter
