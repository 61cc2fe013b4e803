// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/working_set.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

/// Gradients updated between two looks at the progress: about a millisecond.
constexpr std::size_t updatesPerLook = std::size_t{1} << 19;

Eigen::RowVectorXd pointAt(const VectorPoints& points, std::size_t row)
{
    Eigen::RowVectorXd point(static_cast<Eigen::Index>(points.columns()));
    for (std::size_t column = 0; column < points.columns(); ++column)
        point[static_cast<Eigen::Index>(column)] = points.at(row, column);
    return point;
}

} // namespace

WorkingSet::WorkingSet(const Kernel& kernel, const VectorPoints& points, const SubProblem& problem,
                       std::size_t cacheBudget)
    : m_points(points, problem.rows), m_cache(kernel, m_points, cacheBudget), m_state(problem.rows.size()),
      m_alpha(problem.alpha), m_bounds(problem.bounds)
{
    std::ranges::copy(problem.gradient, m_state.gradient.begin());
    for (std::size_t row = 0; row < m_alpha.size(); ++row) {
        const Eigen::RowVectorXd point = pointAt(m_points, row);
        m_state.diagonal[row] = kernel.kind == KernelKind::Rbf ? 1 : kernel(point, point);
        setBarriers(row);
    }
}

void WorkingSet::setBarriers(std::size_t row)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    m_state.upBarrier[row] = m_alpha[row] < m_bounds[row] ? 0 : infinity;
    m_state.lowBarrier[row] = m_alpha[row] > 0 ? 0 : -infinity;
}

double WorkingSet::move(std::size_t i, std::size_t j, double wanted)
{
    const double room = m_bounds[i] - m_alpha[i];
    const double step = std::min({wanted, room, m_alpha[j]});
    m_alpha[i] = step == room ? m_bounds[i] : m_alpha[i] + step;
    m_alpha[j] = step == m_alpha[j] ? 0 : m_alpha[j] - step;
    setBarriers(i);
    setBarriers(j);
    return step;
}

WorkingSet::End WorkingSet::solve(double tolerance, long mostIterations, Progress& progress)
{
    End end;
    const long iterationsPerLook = 1 + static_cast<long>(updatesPerLook / m_points.padded());
    const float* const any = m_cache.row(0);
    FirstOfPair first = stepAndSelectFirst(m_state, any, any, 0);
    const double way = std::log(std::max((first.most - first.least) / tolerance, 1.0));
    double share = 0; // of that way, by orders of magnitude
    while (first.most - first.least > tolerance && end.iterations < mostIterations) {
        if (++end.iterations % iterationsPerLook == 0) {
            share = std::max(share, 1 - std::log((first.most - first.least) / tolerance) / way);
            if (!progress.advance(share)) {
                end.cancelled = true;
                return end;
            }
        }
        const std::size_t i = first.row;
        const float* const rowI = m_cache.row(i);
        const std::size_t j = selectSecond(m_state, first, rowI);
        const float* const rowJ = m_cache.row(j);
        const double sum = m_state.diagonal[i] + m_state.diagonal[j];
        const double floor = leastCurvature * std::abs(sum) + std::numeric_limits<double>::min();
        const double curvature = std::max(sum - 2 * static_cast<double>(rowI[j]), floor);
        const double step = move(i, j, (m_state.gradient[j] - m_state.gradient[i]) / curvature);
        first = stepAndSelectFirst(m_state, rowI, rowJ, step);
    }
    return end;
}

} // namespace perimeter
