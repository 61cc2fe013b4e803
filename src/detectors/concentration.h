// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// Concentration steps of the MCD (Rousseeuw & Van Driessen 1999) on one set of rows: from a shape to the shape of the
/// h rows nearest to it, whose determinant is never larger. Rows are standardised columns, so that singularity is
/// relative to the columns' scale. Ties are broken by row number.
class Concentration {
public:
    Concentration(Eigen::MatrixXd rows, Eigen::Index h);

    [[nodiscard]] Eigen::Index rows() const { return m_rows.rows(); }
    [[nodiscard]] Eigen::Index columns() const { return m_rows.cols(); }
    [[nodiscard]] Eigen::Index h() const { return m_h; }

    [[nodiscard]] Shape shapeOf(std::span<const Eigen::Index> chosen) const;

    /// The so many rows nearest to a shape, ascending.
    [[nodiscard]] const std::vector<Eigen::Index>& nearest(const Shape& shape, Eigen::Index count);

    /// Steps until the determinant no longer falls, at most so many. Stops where the h rows turn out to be singular.
    [[nodiscard]] Shape concentrate(Shape shape, int steps);

    /// Rows on the hyperplane of a singular shape, ascending.
    [[nodiscard]] std::vector<Eigen::Index> onHyperplane(const Shape& shape) const;

private:
    Eigen::MatrixXd m_rows;
    Eigen::Index m_h;
    Eigen::ArrayXd m_distances;
    Eigen::ArrayXd m_projection;
    Eigen::ArrayXd m_ordered;
    std::vector<Eigen::Index> m_nearest;
};

} // namespace perimeter
