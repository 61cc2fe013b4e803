// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace perimeter {

/// The inverse of a symmetric positive definite matrix whose rows come and go one at a time (bordering; Householder
/// 1964). O(m²) for each.
class FreeInverse {
public:
    [[nodiscard]] Eigen::Index size() const { return m_size; }
    [[nodiscard]] auto matrix() const { return m_matrix.topLeftCorner(m_size, m_size); }
    [[nodiscard]] auto column(Eigen::Index place) const { return m_matrix.col(place).head(m_size); }

    /// A row more, as the last: `solved` is the inverse times its entries beside the others, `pivot` what is left of
    /// its diagonal.
    void append(const Eigen::VectorXd& solved, double pivot);
    /// A row less; the last one takes its place.
    void remove(Eigen::Index place);
    void clear() { m_size = 0; }
    /// Becomes the inverse of another matrix, its diagonal a little raised (raisedCholesky()).
    void become(const Eigen::MatrixXd& matrix);

    /// Rows that came or went since the inverse was last computed as a whole: rounding grows with them.
    [[nodiscard]] int changes() const { return m_changes; }

private:
    Eigen::MatrixXd m_matrix; ///< room for more rows than there are
    Eigen::Index m_size = 0;
    int m_changes = 0;
};

} // namespace perimeter
