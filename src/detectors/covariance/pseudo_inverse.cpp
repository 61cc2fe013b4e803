// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/pseudo_inverse.h"

#include "detectors/rows/rounding.h"

#include <Eigen/Eigenvalues>

namespace perimeter {

namespace {

Eigen::MatrixXd withEigenvalues(const Eigen::MatrixXd& vectors, const Eigen::VectorXd& values)
{
    return vectors * values.asDiagonal() * vectors.transpose();
}

} // namespace

PseudoInverse pseudoInverse(const Eigen::MatrixXd& covariance)
{
    const Eigen::VectorXd deviations = covariance.diagonal().cwiseMax(0).cwiseSqrt();
    if ((deviations.array() > 0).all()) {
        const Eigen::VectorXd inverse = deviations.cwiseInverse();
        const Eigen::MatrixXd correlations = inverse.asDiagonal() * covariance * inverse.asDiagonal();
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(correlations);
        if (solver.eigenvalues().minCoeff() > smallestEigenvalue) {
            const Eigen::MatrixXd inverted =
                withEigenvalues(solver.eigenvectors(), solver.eigenvalues().cwiseInverse());
            return {inverse.asDiagonal() * inverted * inverse.asDiagonal(), covariance.rows()};
        }
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
    Eigen::VectorXd values = solver.eigenvalues();
    const double cutoff = smallestEigenvalue * values.cwiseAbs().maxCoeff();
    Eigen::Index rank = 0;
    for (double& value : values) {
        const bool kept = value > cutoff;
        value = kept ? 1 / value : 0;
        rank += kept ? 1 : 0;
    }
    return {withEigenvalues(solver.eigenvectors(), values), rank};
}

} // namespace perimeter
