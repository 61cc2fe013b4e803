// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/free_step.h"

#include "detectors/dual/raised_cholesky.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace perimeter {

namespace {

/// Solves with the kernel matrix of the rows that are still free: its factor is that of all, those that have left are
/// taken out of what it gives one by one.
class RemainingRows {
public:
    explicit RemainingRows(Eigen::MatrixXd matrix)
        : m_left(static_cast<std::size_t>(matrix.rows()), 0), m_factor(raisedCholesky(std::move(matrix)))
    {
    }

    [[nodiscard]] Eigen::VectorXd solve(const Eigen::VectorXd& right) const { return m_factor.solve(right); }
    [[nodiscard]] bool has(Eigen::Index row) const { return !m_left[static_cast<std::size_t>(row)]; }
    [[nodiscard]] bool areGone() const { return m_columns.size() == m_left.size(); }

    /// Takes a row out, and out of two solutions.
    void remove(Eigen::Index row, Eigen::VectorXd& first, Eigen::VectorXd& second)
    {
        Eigen::VectorXd column = solve(Eigen::VectorXd::Unit(static_cast<Eigen::Index>(m_left.size()), row));
        for (const auto& [former, place] : m_columns)
            column -= former * (former[row] / former[place]);
        first -= column * (first[row] / column[row]);
        second -= column * (second[row] / column[row]);
        m_left[static_cast<std::size_t>(row)] = 1;
        m_columns.emplace_back(std::move(column), row);
    }

private:
    std::vector<char> m_left;
    Eigen::LLT<Eigen::MatrixXd> m_factor;
    std::vector<std::pair<Eigen::VectorXd, Eigen::Index>> m_columns; ///< of the inverse, in the order rows have left
};

/// The row that ends a step along a direction, and the share of the step until there; none where all of it may be gone.
std::optional<Eigen::Index> firstMet(const FreeRows& rows, const RemainingRows& remaining,
                                     const Eigen::VectorXd& direction, double& share)
{
    std::optional<Eigen::Index> met;
    share = 1;
    for (Eigen::Index row = 0; row < direction.size(); ++row) {
        const double change = direction[row];
        const double room = change > 0 ? rows.bounds[row] - rows.alpha[row] : rows.alpha[row];
        if (remaining.has(row) && change != 0 && room < share * std::abs(change)) {
            share = room / std::abs(change);
            met = row;
        }
    }
    return met;
}

} // namespace

double stepFreeRows(const Kernel& kernel, FreeRows& rows, std::optional<double> missing)
{
    RemainingRows remaining(kernelMatrix(kernel, rows.points));
    Eigen::VectorXd step = remaining.solve(rows.excess);
    Eigen::VectorXd ones = remaining.solve(Eigen::VectorXd::Ones(rows.alpha.size()));
    double moved = 0;
    while (!remaining.areGone()) {
        const double shift = missing ? (*missing + step.sum()) / ones.sum() : 0;
        const Eigen::VectorXd direction = shift * ones - step;
        double share = 1;
        const std::optional<Eigen::Index> met = firstMet(rows, remaining, direction, share);
        for (Eigen::Index row = 0; row < direction.size(); ++row)
            if (remaining.has(row))
                rows.alpha[row] = std::clamp(rows.alpha[row] + share * direction[row], 0.0, rows.bounds[row]);
        moved += share * shift;
        if (!met)
            break;
        if (missing)
            *missing *= 1 - share;
        step *= 1 - share;
        rows.alpha[*met] = direction[*met] > 0 ? rows.bounds[*met] : 0;
        remaining.remove(*met, step, ones);
    }
    return moved;
}

} // namespace perimeter
