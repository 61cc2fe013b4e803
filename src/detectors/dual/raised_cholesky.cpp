// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/raised_cholesky.h"

namespace perimeter {

namespace {

/// Of the diagonal, what it is raised by at first: rounding alone makes equal rows differ by as much.
constexpr double firstShift = 1e-12;

} // namespace

Eigen::LLT<Eigen::MatrixXd> raisedCholesky(Eigen::MatrixXd matrix)
{
    const Eigen::VectorXd scale = matrix.diagonal().cwiseAbs();
    Eigen::LLT<Eigen::MatrixXd> factor;
    double shift = firstShift;
    do {
        matrix.diagonal() += shift * scale;
        factor.compute(matrix);
        shift *= 10;
    } while (factor.info() != Eigen::Success && shift < 1);
    return factor;
}

} // namespace perimeter
