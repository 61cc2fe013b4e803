// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/rows/observed.h"

#include "detectors/rows/percentile.h"

#include <numeric>
#include <vector>

namespace perimeter {

namespace {

/// Scatter of a cell between two of its columns.
double scatterOf(const Cells& cells, Eigen::Index cell, Eigen::Index i, Eigen::Index j)
{
    return cells.scatter(cell, i + j);
}

} // namespace

Eigen::Index Observed::total() const
{
    return m_cells ? static_cast<Eigen::Index>(m_cells->counts.sum()) : m_points.rows();
}

bool Observed::constant(Eigen::Index column) const
{
    return (m_points.col(column).array() == m_points(0, column)).all() &&
           (!m_cells || (m_cells->scatter.col(2 * column).array() == 0).all());
}

ChosenRows Observed::all() const
{
    ChosenRows chosen;
    chosen.rows.resize(static_cast<std::size_t>(m_points.rows()));
    std::iota(chosen.rows.begin(), chosen.rows.end(), Eigen::Index{0});
    if (m_cells)
        chosen.weights.assign(m_cells->counts.begin(), m_cells->counts.end());
    return chosen;
}

ChosenRows Observed::below(const Eigen::VectorXd& distances, double limit) const
{
    ChosenRows chosen;
    for (Eigen::Index row = 0; row < distances.size(); ++row) {
        if (!(distances[row] < limit))
            continue;
        chosen.rows.push_back(row);
        if (m_cells)
            chosen.weights.push_back(m_cells->counts[row]);
    }
    return chosen;
}

double Observed::percentile(const Eigen::VectorXd& values, double share) const
{
    return m_cells ? perimeter::percentile(values, m_cells->counts, share) : perimeter::percentile(values, share);
}

Moments Observed::moments(const ChosenRows& chosen, double denominator) const
{
    const Eigen::Index columns = m_points.cols();
    const std::size_t size = chosen.rows.size();
    const double total = totalOf(chosen);
    const auto weightOf = [&](std::size_t i) { return chosen.weights.empty() ? 1 : chosen.weights[i]; };

    Moments moments{Eigen::VectorXd(columns), Eigen::MatrixXd::Zero(columns, columns)};
    std::vector<double> centred(size * static_cast<std::size_t>(columns));
    for (Eigen::Index column = 0; column < columns; ++column) {
        // The mean of the deviations corrects what rounding left of the first sum, so that equal values give 0.
        double* const deviations = centred.data() + static_cast<std::size_t>(column) * size;
        const double first = m_points(chosen.rows[0], column);
        double sum = 0;
        for (std::size_t i = 0; i < size; ++i) {
            deviations[i] = m_points(chosen.rows[i], column) - first;
            sum += weightOf(i) * deviations[i];
        }
        const double shift = sum / total;
        for (std::size_t i = 0; i < size; ++i)
            deviations[i] -= shift;
        moments.mean[column] = first + shift;
    }
    for (Eigen::Index i = 0; i < columns; ++i) {
        for (Eigen::Index j = 0; j <= i; ++j) {
            const double* const one = centred.data() + static_cast<std::size_t>(i) * size;
            const double* const other = centred.data() + static_cast<std::size_t>(j) * size;
            double sum = 0;
            for (std::size_t row = 0; row < size; ++row)
                sum += weightOf(row) * one[row] * other[row];
            if (m_cells)
                for (std::size_t row = 0; row < size; ++row)
                    sum +=
                        weightOf(row) / m_cells->counts[chosen.rows[row]] * scatterOf(*m_cells, chosen.rows[row], i, j);
            moments.covariance(i, j) = moments.covariance(j, i) = sum / denominator;
        }
    }
    return moments;
}

double totalOf(const ChosenRows& chosen)
{
    return chosen.weights.empty() ? static_cast<double>(chosen.rows.size())
                                  : std::accumulate(chosen.weights.begin(), chosen.weights.end(), 0.0);
}

} // namespace perimeter
