// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/chosen_rows.h"

#include <Eigen/Core>

#include <span>
#include <vector>

namespace perimeter {

/// Location and shape of some rows, with what a concentration step needs of them.
struct Shape {
    Eigen::VectorXd mean;
    /// d²(x) = ‖whitening·(x − mean)‖². Where the rows lie on a hyperplane the direction across it weighs so much that
    /// rows off it come last.
    Eigen::MatrixXd whitening;
    double logDeterminant = 0; ///< of the covariance divided by the number of rows; −∞ where singular
    bool singular = false;
    Eigen::VectorXd normal; ///< of the hyperplane, where singular; a deviation of 1e-6 across it is rounding
};

/// How far distances by two shapes differ: by their scale along any direction, or by their mean.
[[nodiscard]] double difference(const Shape& a, const Shape& b);

/// Concentration steps of the MCD (Rousseeuw & Van Driessen 1999) on one set of rows: from a shape to the shape of the
/// h rows nearest to it, whose determinant is never larger. Rows are standardised columns, so that singularity is
/// relative to the columns' scale. Ties are broken by row number.
class Concentration {
public:
    using Shape = perimeter::Shape;
    /// How often to try whether the neighbourhood of a settled shape has a better one.
    static constexpr int Retries = 36;

    Concentration(Eigen::MatrixXd rows, Eigen::Index h);

    [[nodiscard]] Eigen::Index rows() const { return m_rows.rows(); }
    [[nodiscard]] Eigen::Index columns() const { return m_rows.cols(); }
    [[nodiscard]] Eigen::Index h() const { return m_h; }
    /// Some of the rows, in the order given.
    [[nodiscard]] Concentration sample(std::span<const Eigen::Index> drawn, Eigen::Index h) const;

    [[nodiscard]] Shape shapeOf(std::span<const Eigen::Index> chosen) const;
    /// The h rows nearest to a shape.
    [[nodiscard]] ChosenRows nearest(const Shape& shape);

    /// Steps until the determinant no longer falls, at most so many. Stops where the h rows turn out to be singular.
    [[nodiscard]] Shape concentrate(Shape shape, int steps);

    /// Rows on the hyperplane of a singular shape.
    [[nodiscard]] ChosenRows onHyperplane(const Shape& shape) const;
    [[nodiscard]] static Eigen::VectorXd normalOf(const Shape& shape) { return shape.normal; }

private:
    void findNearest(const Shape& shape);

    Eigen::MatrixXd m_rows;
    Eigen::Index m_h;
    Eigen::ArrayXd m_distances;
    Eigen::ArrayXd m_projection;
    Eigen::ArrayXd m_ordered;
    std::vector<Eigen::Index> m_nearest;
};

} // namespace perimeter
