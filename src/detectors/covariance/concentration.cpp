// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/concentration.h"

#include "detectors/rows/moments.h"
#include "detectors/rows/rounding.h"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <Eigen/SVD>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

constexpr double OnHyperplane = 1e-6;

} // namespace

double difference(const Shape& a, const Shape& b)
{
    const Eigen::MatrixXd change = b.whitening * a.whitening.inverse();
    const Eigen::VectorXd scales = change.jacobiSvd().singularValues();
    return std::max({scales.maxCoeff() - 1, 1 - scales.minCoeff(), (b.whitening * (a.mean - b.mean)).norm()});
}

Concentration::Concentration(Eigen::MatrixXd rows, Eigen::Index h)
    : m_rows(std::move(rows)), m_h(h), m_distances(m_rows.rows()), m_projection(m_rows.rows()), m_ordered(m_rows.rows())
{
    m_nearest.reserve(static_cast<std::size_t>(m_rows.rows()));
}

Shape Concentration::shapeOf(std::span<const Eigen::Index> chosen) const
{
    Eigen::MatrixXd gathered(static_cast<Eigen::Index>(chosen.size()), columns());
    for (Eigen::Index column = 0; column < columns(); ++column)
        for (std::size_t i = 0; i < chosen.size(); ++i)
            gathered(static_cast<Eigen::Index>(i), column) = m_rows(chosen[i], column);
    const Moments moments = momentsOf(gathered, static_cast<double>(chosen.size()));

    Eigen::VectorXd deviations = moments.covariance.diagonal().cwiseSqrt();
    Eigen::MatrixXd correlations = moments.covariance;
    for (Eigen::Index i = 0; i < columns(); ++i) {
        const bool constant = !(deviations[i] > smallestDeviation);
        deviations[i] = constant ? smallestDeviation : deviations[i];
        correlations.row(i) /= deviations[i];
        correlations.col(i) /= deviations[i];
        if (constant) {
            correlations.row(i).setZero();
            correlations.col(i).setZero();
        }
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(correlations);
    const Eigen::VectorXd values = solver.eigenvalues().cwiseMax(smallestEigenvalue);
    Shape shape{.mean = moments.mean,
                .whitening = values.cwiseSqrt().cwiseInverse().asDiagonal() * solver.eigenvectors().transpose() *
                             deviations.cwiseInverse().asDiagonal(),
                .logDeterminant = values.array().log().sum() + 2 * deviations.array().log().sum(),
                .singular = !(solver.eigenvalues()[0] > smallestEigenvalue),
                .normal = {}};
    if (shape.singular) {
        shape.logDeterminant = -std::numeric_limits<double>::infinity();
        // Of a constant column the deviation is nil: across it rows are apart as soon as they differ.
        shape.normal = solver.eigenvectors().col(0).array() / deviations.array();
    }
    return shape;
}

Concentration Concentration::sample(std::span<const Eigen::Index> drawn, Eigen::Index h) const
{
    Eigen::MatrixXd gathered(static_cast<Eigen::Index>(drawn.size()), columns());
    for (std::size_t i = 0; i < drawn.size(); ++i)
        gathered.row(static_cast<Eigen::Index>(i)) = m_rows.row(drawn[i]);
    return {std::move(gathered), h};
}

ChosenRows Concentration::nearest(const Shape& shape)
{
    findNearest(shape);
    return {m_nearest, {}};
}

void Concentration::findNearest(const Shape& shape)
{
    m_distances.setZero();
    for (Eigen::Index i = 0; i < columns(); ++i) {
        m_projection.setConstant(-shape.whitening.row(i).dot(shape.mean));
        for (Eigen::Index column = 0; column < columns(); ++column)
            m_projection += shape.whitening(i, column) * m_rows.col(column).array();
        m_distances += m_projection.square();
    }
    m_ordered = m_distances;
    double* const farthest = m_ordered.data() + (m_h - 1);
    std::nth_element(m_ordered.data(), farthest, m_ordered.data() + m_ordered.size());
    const double limit = *farthest;
    Eigen::Index tied = m_h - (m_distances < limit).count();
    m_nearest.clear();
    for (Eigen::Index row = 0; row < rows(); ++row)
        if (m_distances[row] < limit || (m_distances[row] == limit && tied-- > 0))
            m_nearest.push_back(row);
}

Shape Concentration::concentrate(Shape shape, int steps)
{
    // What comes from fewer or other rows has a determinant of another kind, so the first step is always taken.
    for (int step = 0; step < steps; ++step) {
        findNearest(shape);
        Shape next = shapeOf(m_nearest);
        const bool falls = next.logDeterminant < shape.logDeterminant;
        if (step > 0 && !falls)
            break;
        shape = std::move(next);
        if (shape.singular)
            break;
    }
    return shape;
}

ChosenRows Concentration::onHyperplane(const Shape& shape) const
{
    ChosenRows found;
    for (Eigen::Index row = 0; row < rows(); ++row)
        if (std::abs((m_rows.row(row) - shape.mean.transpose()).dot(shape.normal)) <= OnHyperplane)
            found.rows.push_back(row);
    return found;
}

} // namespace perimeter
