// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/rows/moments.h"

namespace perimeter {

Moments momentsOf(const Eigen::Ref<const Eigen::MatrixXd>& rows, double denominator)
{
    const Eigen::Index columns = rows.cols();
    Moments result{Eigen::VectorXd(columns), Eigen::MatrixXd(columns, columns)};
    Eigen::MatrixXd centred(rows.rows(), columns);
    for (Eigen::Index column = 0; column < columns; ++column) {
        // The mean of the deviations corrects what rounding left of the first sum, so that equal values give 0.
        const double first = rows(0, column);
        centred.col(column) = rows.col(column).array() - first;
        const double shift = centred.col(column).sum() / static_cast<double>(rows.rows());
        centred.col(column).array() -= shift;
        result.mean[column] = first + shift;
    }
    for (Eigen::Index i = 0; i < columns; ++i)
        for (Eigen::Index j = 0; j <= i; ++j)
            result.covariance(i, j) = result.covariance(j, i) = centred.col(i).dot(centred.col(j)) / denominator;
    return result;
}

} // namespace perimeter
