// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/svm/active_set.h"

#include <Eigen/Cholesky>
#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <optional>

namespace perimeter {

namespace {

/// Pivots of the free rows' kernel matrix, relative to its diagonal, that count as 0.
constexpr double smallestPivot = 1e-13;
/// A violation of optimality, relative to the gradient, that is more than rounding.
constexpr double smallestViolation = 1e-14;
constexpr int stepsPerRow = 10;

class ActiveSet {
public:
    ActiveSet(const Kernel& kernel, const VectorPoints& points, const SubProblem& problem);

    [[nodiscard]] std::vector<double> run();

private:
    /// A direction among the free rows that keeps the sum, and whether a full step of it is wanted or all there is room
    /// for.
    struct Direction {
        Eigen::VectorXd change;
        bool unbounded = false;
    };

    [[nodiscard]] Direction descent() const;
    /// Goes along the direction as far as the bounds allow; true if one was met, whose row is then no longer free.
    bool advance(const Direction& direction);
    /// Frees the row that violates optimality most; false if none does.
    bool price();
    [[nodiscard]] double level() const;
    [[nodiscard]] Eigen::VectorXd freeGradient() const;

    Eigen::MatrixXd m_kernel;
    Eigen::VectorXd m_alpha;
    Eigen::VectorXd m_bounds;
    Eigen::VectorXd m_gradient;
    std::vector<Eigen::Index> m_free;
};

ActiveSet::ActiveSet(const Kernel& kernel, const VectorPoints& points, const SubProblem& problem)
{
    const auto count = static_cast<Eigen::Index>(problem.rows.size());
    RowMatrix rows(count, static_cast<Eigen::Index>(points.columns()));
    for (Eigen::Index i = 0; i < count; ++i)
        for (Eigen::Index column = 0; column < rows.cols(); ++column)
            rows(i, column) = points.at(static_cast<std::size_t>(problem.rows[static_cast<std::size_t>(i)]),
                                        static_cast<std::size_t>(column));
    m_kernel.resize(count, count);
    for (Eigen::Index i = 0; i < count; ++i)
        for (Eigen::Index j = 0; j <= i; ++j)
            m_kernel(i, j) = m_kernel(j, i) = kernel(rows.row(i), rows.row(j));
    m_alpha = Eigen::Map<const Eigen::VectorXd>(problem.alpha.data(), count);
    m_bounds = Eigen::Map<const Eigen::VectorXd>(problem.bounds.data(), count);
    m_gradient = Eigen::Map<const Eigen::VectorXd>(problem.gradient.data(), count);
    for (Eigen::Index i = 0; i < count; ++i)
        if (m_alpha[i] > 0 && m_alpha[i] < m_bounds[i])
            m_free.push_back(i);
}

Eigen::VectorXd ActiveSet::freeGradient() const
{
    return m_gradient(m_free);
}

double ActiveSet::level() const
{
    return freeGradient().mean();
}

ActiveSet::Direction ActiveSet::descent() const
{
    // Directions that keep the sum are those of the free rows against the last of them: in these the problem has no
    // constraint, and its matrix is Zᵀ K Z.
    const Eigen::MatrixXd all = m_kernel(m_free, m_free);
    const Eigen::Index others = all.rows() - 1;
    const Eigen::VectorXd gradient = freeGradient();
    const Eigen::MatrixXd reduced =
        (all.topLeftCorner(others, others).colwise() - all.col(others).head(others)).rowwise() -
        (all.row(others).head(others).array() - all(others, others)).matrix();
    const Eigen::VectorXd slope = gradient.head(others).array() - gradient[others];
    const Eigen::LDLT<Eigen::MatrixXd> factors(reduced);
    const Eigen::VectorXd pivots = factors.vectorD();
    const double least = smallestPivot * all.diagonal().cwiseAbs().maxCoeff();
    Direction direction{Eigen::VectorXd(all.rows()), false};
    Eigen::Index flat = 0;
    if (others > 0 && pivots.minCoeff(&flat) <= least) {
        // Pᵀ L D Lᵀ P: along P⁻¹ L⁻ᵀ e the curvature is the flat pivot.
        Eigen::VectorXd unit = Eigen::VectorXd::Zero(others);
        unit[flat] = 1;
        factors.matrixU().solveInPlace(unit);
        const Eigen::VectorXd along = factors.transpositionsP().transpose() * unit;
        direction.change.head(others) = along.dot(slope) > 0 ? Eigen::VectorXd(-along) : along;
        direction.unbounded = true;
    } else {
        direction.change.head(others) = -factors.solve(slope);
    }
    direction.change[others] = -direction.change.head(others).sum();
    return direction;
}

bool ActiveSet::advance(const Direction& direction)
{
    double share = direction.unbounded ? std::numeric_limits<double>::infinity() : 1;
    std::optional<std::size_t> met;
    for (std::size_t k = 0; k < m_free.size(); ++k) {
        const double change = direction.change[static_cast<Eigen::Index>(k)];
        const Eigen::Index row = m_free[k];
        const double room = change > 0 ? m_bounds[row] - m_alpha[row] : m_alpha[row];
        if (change != 0 && room < share * std::abs(change)) {
            share = room / std::abs(change);
            met = k;
        }
    }
    if (!std::isfinite(share))
        return false;
    for (std::size_t k = 0; k < m_free.size(); ++k) {
        const double step = share * direction.change[static_cast<Eigen::Index>(k)];
        const Eigen::Index row = m_free[k];
        const double before = m_alpha[row];
        m_alpha[row] = std::clamp(before + step, 0.0, m_bounds[row]);
        if (met == k)
            m_alpha[row] = step > 0 ? m_bounds[row] : 0;
        m_gradient += (m_alpha[row] - before) * m_kernel.col(row);
    }
    if (met)
        m_free.erase(m_free.begin() + static_cast<std::ptrdiff_t>(*met));
    return met.has_value();
}

bool ActiveSet::price()
{
    const double rho = level();
    double worst = smallestViolation * m_gradient.cwiseAbs().maxCoeff();
    std::optional<Eigen::Index> found;
    for (Eigen::Index row = 0; row < m_alpha.size(); ++row) {
        if (std::ranges::find(m_free, row) != m_free.end())
            continue;
        const double violation = m_alpha[row] > 0 ? m_gradient[row] - rho : rho - m_gradient[row];
        if (violation > worst) {
            worst = violation;
            found = row;
        }
    }
    if (found)
        m_free.push_back(*found);
    return found.has_value();
}

std::vector<double> ActiveSet::run()
{
    const int most = stepsPerRow * static_cast<int>(m_alpha.size());
    for (int step = 0; step < most && !m_free.empty(); ++step) {
        const bool met = m_free.size() > 1 && advance(descent());
        if (!met && !price())
            break;
    }
    return {m_alpha.begin(), m_alpha.end()};
}

} // namespace

std::vector<double> finishExactly(const Kernel& kernel, const VectorPoints& points, const SubProblem& problem)
{
    return ActiveSet(kernel, points, problem).run();
}

} // namespace perimeter
