// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/settled_search.h"

#include "base/parallel.h"
#include "detectors/covariance/plane/plane_concentration.h"
#include "detectors/covariance/standardised.h"
#include "detectors/rows/random_source.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

namespace perimeter {

namespace {

constexpr int Steps = 200;
constexpr std::size_t RowsOfPart = 3000;
/// Parts of the neighbourhood that steps are taken from at once, and how often in turn they may better nothing.
constexpr std::size_t PartsAtOnce = 8;
constexpr int MostFailures = 6;
/// Each concentrates on rows of its own.
constexpr std::size_t Workers = 2;
constexpr double SameDeterminant = 1e-12;

/// Shapes of random parts of some rows, which may stand for many.
class Neighbourhood {
public:
    Neighbourhood(const PlaneRows& all, ChosenRows chosen) : m_all(&all), m_chosen(std::move(chosen))
    {
        double end = 0;
        for (std::size_t place = 0; place < m_chosen.rows.size(); ++place)
            m_ends.push_back(end += m_chosen.weights.empty() ? 1 : m_chosen.weights[place]);
    }

    [[nodiscard]] PlaneShape drawn(RandomSource& random) const
    {
        const double count = static_cast<double>(RowsOfPart);
        std::vector<std::pair<double, double>> places(RowsOfPart);
        PlaneMoments moments;
        for (auto& [x, y] : places) {
            std::tie(x, y) = place(random);
            moments.x += x / count;
            moments.y += y / count;
        }
        for (const auto& [x, y] : places) {
            moments.xx += (x - moments.x) * (x - moments.x) / count;
            moments.xy += (x - moments.x) * (y - moments.y) / count;
            moments.yy += (y - moments.y) * (y - moments.y) / count;
        }
        return planeShape(moments);
    }

private:
    /// Of rows that one stands for: four places about its mean that deviate from it as they do.
    [[nodiscard]] std::pair<double, double> place(RandomSource& random) const
    {
        const auto rank = static_cast<double>(random.below(static_cast<std::uint64_t>(m_ends.back())));
        const auto found = std::ranges::upper_bound(m_ends, rank);
        const auto row = static_cast<std::size_t>(m_chosen.rows[static_cast<std::size_t>(found - m_ends.begin())]);
        if (m_all->plain())
            return {m_all->x[row], m_all->y[row]};
        const PlaneSpread& spread = m_all->spreads[row];
        const double alongX = std::sqrt(spread.xx);
        const double alongY = alongX > 0 ? spread.xy / alongX : 0;
        const double acrossY = std::sqrt(std::max(spread.yy - alongY * alongY, 0.0));
        const std::uint64_t corner = random.below(4);
        const double far = corner % 2 == 0 ? std::sqrt(2) : -std::sqrt(2);
        return corner < 2 ? std::pair(m_all->x[row] + far * alongX, m_all->y[row] + far * alongY)
                          : std::pair(m_all->x[row], m_all->y[row] + far * acrossY);
    }

    const PlaneRows* m_all;
    ChosenRows m_chosen;
    std::vector<double> m_ends; ///< of the chosen rows, counted one after the other
};

/// Ends of steps from parts of a neighbourhood, side by side.
std::vector<PlaneShape> endsAround(const Neighbourhood& around, RandomSource& random,
                                   std::vector<PlaneConcentration>& workers)
{
    std::vector<PlaneShape> shapes;
    for (std::size_t part = 0; part < PartsAtOnce; ++part)
        shapes.push_back(around.drawn(random));
    inParallel(workers.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t worker = begin; worker < end; ++worker)
            for (std::size_t part = worker; part < shapes.size(); part += workers.size())
                shapes[part] = workers[worker].concentrate(shapes[part], Steps);
    });
    return shapes;
}

} // namespace

SearchResult settledFrom(const Eigen::Vector2d& location, const Eigen::Matrix2d& covariance, const Observed& observed,
                         Eigen::Index h, std::uint64_t seed)
{
    const Standardised standardised(observed);
    const Eigen::VectorXd& unit = standardised.deviations;
    const PlaneRows all = planeRows(standardised, observed.cells());
    std::vector<PlaneConcentration> workers(Workers, PlaneConcentration(all, h));
    PlaneConcentration& rows = workers.front();
    const PlaneShape start = planeShape({.x = (location[0] - standardised.means[0]) / unit[0],
                                         .y = (location[1] - standardised.means[1]) / unit[1],
                                         .xx = covariance(0, 0) / unit[0] / unit[0],
                                         .xy = covariance(0, 1) / unit[0] / unit[1],
                                         .yy = covariance(1, 1) / unit[1] / unit[1]});
    PlaneShape end = rows.concentrate(start, Steps);
    RandomSource random(seed);
    Neighbourhood around(all, rows.nearest(end));
    for (int failures = 0; failures < MostFailures && !end.singular; ++failures) {
        const std::vector<PlaneShape> ends = endsAround(around, random, workers);
        const auto& best = *std::ranges::min_element(ends, {}, &PlaneShape::logDeterminant);
        // Sums of the same rows in another order may differ in the last digits.
        if (best.logDeterminant < end.logDeterminant - SameDeterminant) {
            end = best;
            around = Neighbourhood(all, rows.nearest(end));
            failures = -1;
        }
    }
    if (end.singular) {
        ChosenRows found = rows.onHyperplane(end);
        if (totalOf(found) >= static_cast<double>(h))
            return {std::move(found), PlaneConcentration::normalOf(end).cwiseQuotient(unit)};
    }
    return {rows.nearest(end)};
}

} // namespace perimeter
