// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/mcd_search.h"

#include "detectors/covariance/concentration.h"
#include "detectors/covariance/plane/plane_concentration.h"
#include "detectors/covariance/standardised.h"
#include "detectors/rows/random_source.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <span>

namespace perimeter {

namespace {

constexpr int FirstSteps = 2;
constexpr int StepsToEnd = 200;
constexpr std::size_t Kept = 10;
/// Shapes that differ less lead to the same end, or nearly.
constexpr double Alike = 0.1;

/// Below as many rows there is one group, of all; else up to five of about 300, as in robustbase.
constexpr Eigen::Index RowsForGroups = 600;
constexpr Eigen::Index RowsOfGroup = 300;
constexpr Eigen::Index MostGroups = 5;
/// Of a single group, which has no other to make up for it, and of all groups together.
constexpr Eigen::Index StartsOfOne = 1000;
constexpr Eigen::Index StartsOfAll = 300;

/// A settled shape may not be the best of its neighbourhood. Steps are taken anew from random parts of its rows, half
/// of them or so many, until so many in turn have bettered nothing.
constexpr std::size_t RefiningRows = 3000;
constexpr double SameDeterminant = 1e-12;

/// The best shapes met, of those that hardly differ only the best.
template <typename Shape>
class BestShapes {
public:
    void add(Shape shape)
    {
        const auto known = std::ranges::find_if(m_shapes, [&](const Shape& other) {
            return shape.logDeterminant == other.logDeterminant || difference(shape, other) < Alike;
        });
        if (known != m_shapes.end()) {
            if (!(shape.logDeterminant < known->logDeterminant))
                return;
            m_shapes.erase(known);
        }
        const auto smaller = [](const Shape& a, const Shape& b) { return a.logDeterminant < b.logDeterminant; };
        m_shapes.insert(std::ranges::upper_bound(m_shapes, shape, smaller), std::move(shape));
        if (m_shapes.size() > Kept)
            m_shapes.pop_back();
    }
    [[nodiscard]] std::vector<Shape> take() { return std::move(m_shapes); }

private:
    std::vector<Shape> m_shapes;
};

template <typename Rows>
class Search {
public:
    using Shape = typename Rows::Shape;

    Search(Rows all, std::uint64_t seed, Progress& progress)
        : m_all(std::move(all)), m_random(seed), m_progress(progress)
    {
    }

    Expected<SearchResult> run();

private:
    [[nodiscard]] Eigen::Index shareOf(std::size_t rows) const;
    [[nodiscard]] Shape start(Rows& group, std::vector<Eigen::Index>& order, bool fewRows);

    // Each is false where the search is over: cancelled, or an exact fit found.
    [[nodiscard]] bool startInGroups(std::span<const Eigen::Index> drawn);
    [[nodiscard]] bool settle(Rows& rows, int steps, double until);
    [[nodiscard]] bool refine();
    [[nodiscard]] bool goesOn(const Shape& shape, double done);

    Rows m_all;
    RandomSource m_random;
    Progress& m_progress;
    double m_done = 0;
    std::vector<Shape> m_shapes; ///< the best so far, in order
    std::optional<SearchResult> m_exact;
};

template <typename Rows>
Eigen::Index Search<Rows>::shareOf(std::size_t rows) const
{
    const double share = static_cast<double>(m_all.h()) / static_cast<double>(m_all.rows());
    return static_cast<Eigen::Index>(std::ceil(static_cast<double>(rows) * share));
}

template <typename Rows>
bool Search<Rows>::goesOn(const Shape& shape, double done)
{
    m_done = std::max(m_done, done);
    if (shape.singular) {
        ChosenRows found = m_all.onHyperplane(shape);
        if (totalOf(found) >= static_cast<double>(m_all.h()))
            m_exact = SearchResult{std::move(found), Rows::normalOf(shape)};
    }
    return !m_exact && m_progress.advance(m_done);
}

template <typename Rows>
typename Rows::Shape Search<Rows>::start(Rows& group, std::vector<Eigen::Index>& order, bool fewRows)
{
    const std::size_t most = static_cast<std::size_t>(group.h());
    std::size_t drawn = fewRows ? std::min(static_cast<std::size_t>(group.columns()) + 1, most) : most;
    m_random.drawToFront(order, drawn);
    Shape shape = group.shapeOf(std::span(order).first(drawn));
    // Few rows may lie on a hyperplane by chance; more are taken until they do not.
    while (shape.singular && drawn < most) {
        m_random.drawNext(order, drawn++);
        shape = group.shapeOf(std::span(order).first(drawn));
    }
    return group.concentrate(std::move(shape), FirstSteps);
}

template <typename Rows>
bool Search<Rows>::startInGroups(std::span<const Eigen::Index> drawn)
{
    const Eigen::Index groups = m_all.rows() < RowsForGroups ? 1 : std::min(m_all.rows() / RowsOfGroup, MostGroups);
    const Eigen::Index starts = groups == 1 ? StartsOfOne : StartsOfAll / groups;
    const std::size_t size = drawn.size() / static_cast<std::size_t>(groups);
    for (Eigen::Index group = 0; group < groups; ++group) {
        Rows rows = m_all.sample(drawn.subspan(static_cast<std::size_t>(group) * size, size), shareOf(size));
        std::vector<Eigen::Index> order(size);
        std::iota(order.begin(), order.end(), Eigen::Index{0});
        BestShapes<Shape> best;
        for (Eigen::Index i = 0; i < starts; ++i) {
            Shape shape = start(rows, order, i % 2 == 0);
            if (!goesOn(shape, 0.4 * static_cast<double>(group * starts + i) / static_cast<double>(groups * starts)))
                return false;
            best.add(std::move(shape));
        }
        std::ranges::move(best.take(), std::back_inserter(m_shapes));
    }
    return true;
}

template <typename Rows>
bool Search<Rows>::settle(Rows& rows, int steps, double until)
{
    BestShapes<Shape> best;
    const double from = m_done;
    for (std::size_t i = 0; i < m_shapes.size(); ++i) {
        Shape shape = rows.concentrate(std::move(m_shapes[i]), steps);
        if (!goesOn(shape, from + (until - from) * static_cast<double>(i + 1) / static_cast<double>(m_shapes.size())))
            return false;
        best.add(std::move(shape));
    }
    m_shapes = best.take();
    return true;
}

template <typename Rows>
bool Search<Rows>::refine()
{
    Shape& best = m_shapes.front();
    std::vector<Eigen::Index> rows = m_all.nearest(best).rows;
    for (int failures = 0; failures < Rows::Retries; ++failures) {
        const std::size_t drawn = std::clamp(rows.size() / 2, std::size_t{1}, RefiningRows);
        m_random.drawToFront(rows, drawn);
        Shape shape = m_all.concentrate(m_all.shapeOf(std::span(rows).first(drawn)), StepsToEnd);
        if (!goesOn(shape, 0.8 + 0.2 * failures / Rows::Retries))
            return false;
        // Sums of the same rows in another order may differ in the last digits.
        if (shape.logDeterminant < best.logDeterminant - SameDeterminant) {
            best = std::move(shape);
            rows = m_all.nearest(best).rows;
            failures = -1;
        }
    }
    return true;
}

template <typename Rows>
Expected<SearchResult> Search<Rows>::run()
{
    const std::size_t pooled = static_cast<std::size_t>(std::min(m_all.rows(), RowsOfGroup * MostGroups));
    std::vector<Eigen::Index> drawn = m_random.distinctBelow(m_all.rows(), pooled);
    bool going = startInGroups(drawn);
    if (going) {
        std::ranges::sort(drawn);
        Rows pool = m_all.sample(drawn, shareOf(pooled));
        going = settle(pool, FirstSteps, 0.5) && settle(pool, StepsToEnd, 0.6) && settle(m_all, StepsToEnd, 0.8) &&
                refine();
    }
    if (m_exact)
        return *m_exact;
    if (!going)
        return Unexpected(ErrorCode::Cancelled);
    return SearchResult{m_all.nearest(m_shapes.front())};
}

template <typename Rows>
Expected<SearchResult> searched(Rows rows, const Eigen::VectorXd& deviations, std::uint64_t seed, Progress& progress)
{
    Expected<SearchResult> result = Search<Rows>(std::move(rows), seed, progress).run();
    if (result && result->normal)
        result->normal = result->normal->cwiseQuotient(deviations);
    return result;
}

} // namespace

Expected<SearchResult> searchMcd(const Observed& observed, Eigen::Index h, std::uint64_t seed, Progress& progress)
{
    Standardised standardised(observed);
    if (observed.columns() == 2)
        return searched(PlaneConcentration(planeRows(standardised, observed.cells()), h), standardised.deviations, seed,
                        progress);
    return searched(Concentration(std::move(standardised.rows), h), standardised.deviations, seed, progress);
}

} // namespace perimeter
