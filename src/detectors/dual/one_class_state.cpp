// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/one_class_state.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace perimeter {

OneClassState::OneClassState(DistinctRows distinct, const Kernel& kernel)
    : rows(std::move(distinct)), gradient(kernel, rows.points), alpha(static_cast<std::size_t>(rows.weights.size()), 0)
{
}

std::size_t OneClassState::bytes() const
{
    // points twice, local coordinates, gradient and when it was settled, α, weights, order and membership
    return alpha.size() * sizeof(double) * (2 * gradient.points().columns() + 10);
}

double OptimalityGap::level() const
{
    if (free > 0)
        return freeSum / static_cast<double>(free);
    return (least + most) / 2;
}

void OptimalityGap::include(const OneClassState& state, std::size_t row)
{
    const double gradient = state.gradient.values()[row];
    const bool grows = state.grows(row);
    const bool shrinks = state.shrinks(row);
    if (grows)
        least = std::min(least, gradient);
    if (shrinks)
        most = std::max(most, gradient);
    if (grows && shrinks) {
        ++free;
        freeSum += gradient;
    }
}

OptimalityGap optimalityGap(const OneClassState& state)
{
    OptimalityGap gap;
    for (std::size_t row = 0; row < state.alpha.size(); ++row)
        if (state.gradient.isSettled(row))
            gap.include(state, row);
    return gap;
}

double objective(const OneClassState& state)
{
    return 0.5 * std::inner_product(state.alpha.begin(), state.alpha.end(), state.gradient.values().begin(), 0.0);
}

bool OneClassState::set(std::span<const Eigen::Index> chosen, std::span<const double> values, Progress& progress)
{
    std::vector<Eigen::Index> changed;
    std::vector<double> changes;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        double& former = alpha[static_cast<std::size_t>(chosen[i])];
        if (values[i] != former) {
            changed.push_back(chosen[i]);
            changes.push_back(values[i] - former);
            former = values[i];
        }
    }
    return changed.empty() || gradient.add(changed, changes, progress);
}

bool OneClassState::shiftSum(double amount, Progress& progress)
{
    if (amount == 0)
        return true;
    std::vector<std::pair<double, Eigen::Index>> keyed;
    for (std::size_t row = 0; row < alpha.size(); ++row)
        if (amount > 0 ? grows(row) : shrinks(row))
            keyed.emplace_back(amount > 0 ? gradient.values()[row] : -gradient.values()[row],
                               static_cast<Eigen::Index>(row));
    std::vector<double> shifted = alpha;
    double left = amount;
    std::vector<Eigen::Index> order;
    for (std::size_t done = 0; left != 0 && done < keyed.size();) {
        const auto more = static_cast<std::size_t>(std::abs(left)) + 16;
        const std::size_t end = std::min(done + more, keyed.size());
        const auto at = [&](std::size_t place) { return keyed.begin() + static_cast<std::ptrdiff_t>(place); };
        std::partial_sort(at(done), at(end), keyed.end());
        order.clear();
        for (; done < end; ++done)
            order.push_back(keyed[done].second);
        left = shiftAlong(order, rows.weights, left, shifted);
    }
    std::vector<Eigen::Index> all(alpha.size());
    std::iota(all.begin(), all.end(), Eigen::Index{0});
    return set(all, shifted, progress);
}

SubProblem OneClassState::restrictedTo(std::vector<Eigen::Index> chosen) const
{
    SubProblem sub;
    sub.rows = std::move(chosen);
    for (const Eigen::Index row : sub.rows) {
        sub.alpha.push_back(alpha[static_cast<std::size_t>(row)]);
        sub.bounds.push_back(bound(row));
        sub.gradient.push_back(gradient.values()[static_cast<std::size_t>(row)]);
    }
    return sub;
}

double shiftAlong(std::span<const Eigen::Index> order, const Eigen::VectorXd& bounds, double amount,
                  std::vector<double>& alpha)
{
    for (const Eigen::Index row : order) {
        double& a = alpha[static_cast<std::size_t>(row)];
        const double room = amount > 0 ? bounds[row] - a : -a;
        if (std::abs(room) < std::abs(amount)) {
            a = amount > 0 ? bounds[row] : 0;
            amount -= room;
        } else {
            a += amount;
            return 0;
        }
    }
    return amount;
}

} // namespace perimeter
