// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/mcd_search.h"

#include "detectors/concentration.h"
#include "detectors/moments.h"
#include "detectors/random_source.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace perimeter {

namespace {

constexpr int FirstSteps = 2;
constexpr int StepsToEnd = 200;
constexpr std::size_t Kept = 10;
/// Rows around a settled shape, of h, from which steps are taken anew: it is rarely the best of its neighbourhood.
constexpr double RefiningShares[] = {0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 1.01, 1.03, 1.05, 1.1, 1.15, 1.2};
constexpr int RefiningRounds = 3;

/// The best shapes met, each once: equal determinants are equal rows.
class BestShapes {
public:
    void add(Shape shape)
    {
        const auto smaller = [](const Shape& a, const Shape& b) { return a.logDeterminant < b.logDeterminant; };
        const auto place = std::ranges::lower_bound(m_shapes, shape, smaller);
        if (place != m_shapes.end() && place->logDeterminant == shape.logDeterminant)
            return;
        m_shapes.insert(place, std::move(shape));
        if (m_shapes.size() > Kept)
            m_shapes.pop_back();
    }
    [[nodiscard]] const std::vector<Shape>& shapes() const { return m_shapes; }

private:
    std::vector<Shape> m_shapes;
};

/// Columns with mean 0 and deviation 1, so that no unit decides what is singular.
struct Standardised {
    explicit Standardised(const PointsRef& points) : rows(points), deviations(points.cols())
    {
        for (Eigen::Index column = 0; column < rows.cols(); ++column) {
            const Moments moments = momentsOf(rows.col(column), static_cast<double>(rows.rows()));
            const double deviation = std::sqrt(moments.covariance(0, 0));
            deviations[column] = deviation > 0 ? deviation : 1;
            rows.col(column) = (rows.col(column).array() - moments.mean[0]) / deviations[column];
        }
    }

    Eigen::MatrixXd rows;
    Eigen::VectorXd deviations;
};

Eigen::MatrixXd gather(const Eigen::MatrixXd& rows, std::span<const Eigen::Index> chosen)
{
    Eigen::MatrixXd gathered(static_cast<Eigen::Index>(chosen.size()), rows.cols());
    for (std::size_t i = 0; i < chosen.size(); ++i)
        gathered.row(static_cast<Eigen::Index>(i)) = rows.row(chosen[i]);
    return gathered;
}

class Search {
public:
    Search(const PointsRef& points, const SearchPlan& plan, std::uint64_t seed, Progress& progress)
        : m_standardised(points), m_plan(plan), m_random(seed), m_progress(progress), m_all(m_standardised.rows, plan.h)
    {
    }

    Expected<SearchResult> run();

private:
    [[nodiscard]] Eigen::Index shareOf(Eigen::Index rows) const;
    [[nodiscard]] std::vector<Eigen::Index> permutation(Eigen::Index count, Eigen::Index drawn);
    [[nodiscard]] Shape start(Concentration& group, bool fewRows);
    [[nodiscard]] Expected<std::vector<Shape>> fromGroups();
    /// A shape at least as good, from the rows around one that steps no longer better.
    [[nodiscard]] Shape refined(Shape best);
    /// Takes note of a hyperplane that holds h of all rows.
    [[nodiscard]] bool isExact(const Shape& shape);

    Standardised m_standardised;
    SearchPlan m_plan;
    RandomSource m_random;
    Progress& m_progress;
    Concentration m_all;
    std::optional<SearchResult> m_exact;
};

Eigen::Index Search::shareOf(Eigen::Index rows) const
{
    const double share = static_cast<double>(m_plan.h) / static_cast<double>(m_all.rows());
    return static_cast<Eigen::Index>(std::ceil(static_cast<double>(rows) * share));
}

std::vector<Eigen::Index> Search::permutation(Eigen::Index count, Eigen::Index drawn)
{
    std::vector<Eigen::Index> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    m_random.drawToFront(order, static_cast<std::size_t>(drawn));
    return order;
}

Shape Search::start(Concentration& group, bool fewRows)
{
    Eigen::Index drawn = fewRows ? std::min(group.columns() + 1, group.h()) : group.h();
    const std::vector<Eigen::Index> order = permutation(group.rows(), group.h());
    Shape shape = group.shapeOf(std::span(order).first(static_cast<std::size_t>(drawn)));
    // Few rows may lie on a hyperplane by chance; more are taken until they do not.
    while (shape.singular && drawn < group.h())
        shape = group.shapeOf(std::span(order).first(static_cast<std::size_t>(++drawn)));
    return group.concentrate(std::move(shape), FirstSteps);
}

bool Search::isExact(const Shape& shape)
{
    if (!shape.singular || m_exact)
        return m_exact.has_value();
    std::vector<Eigen::Index> rows = m_all.onHyperplane(shape);
    if (static_cast<Eigen::Index>(rows.size()) >= m_plan.h)
        m_exact = {std::move(rows), shape.normal.cwiseQuotient(m_standardised.deviations)};
    return m_exact.has_value();
}

Expected<std::vector<Shape>> Search::fromGroups()
{
    std::vector<Shape> shapes;
    const std::vector<Eigen::Index> order = permutation(m_all.rows(), m_all.rows());
    for (Eigen::Index group = 0; group < m_plan.groups; ++group) {
        const std::span<const Eigen::Index> members = std::span(order).subspan(
            static_cast<std::size_t>(group * m_plan.groupRows), static_cast<std::size_t>(m_plan.groupRows));
        Concentration rows(gather(m_standardised.rows, members), shareOf(m_plan.groupRows));
        BestShapes best;
        for (Eigen::Index i = 0; i < m_plan.starts; ++i) {
            Shape shape = start(rows, i % 2 == 1);
            if (isExact(shape))
                return shapes;
            best.add(std::move(shape));
        }
        shapes.insert(shapes.end(), best.shapes().begin(), best.shapes().end());
        if (!m_progress.advance(0.4 * static_cast<double>(group + 1) / static_cast<double>(m_plan.groups)))
            return Unexpected(ErrorCode::Cancelled);
    }
    return shapes;
}

Shape Search::refined(Shape best)
{
    for (int round = 0; round < RefiningRounds; ++round) {
        const Shape from = best;
        for (const double share : RefiningShares) {
            const Eigen::Index count = std::clamp<Eigen::Index>(std::llround(share * static_cast<double>(m_plan.h)),
                                                                m_all.columns() + 1, m_all.rows());
            Shape shape = m_all.concentrate(m_all.shapeOf(m_all.nearest(from, count)), StepsToEnd);
            if (shape.logDeterminant < best.logDeterminant)
                best = std::move(shape);
        }
        if (best.logDeterminant >= from.logDeterminant)
            break;
    }
    return best;
}

Expected<SearchResult> Search::run()
{
    Expected<std::vector<Shape>> shapes = fromGroups();
    if (!shapes)
        return shapes.unexpected();
    if (m_exact)
        return *m_exact;

    BestShapes pooled;
    std::vector<Eigen::Index> drawn = permutation(m_all.rows(), m_plan.pooledRows);
    drawn.resize(static_cast<std::size_t>(m_plan.pooledRows));
    std::ranges::sort(drawn);
    Concentration pool(gather(m_standardised.rows, drawn), shareOf(m_plan.pooledRows));
    for (std::size_t i = 0; i < shapes->size(); ++i) {
        Shape shape = pool.concentrate((*shapes)[i], FirstSteps);
        if (isExact(shape))
            return *m_exact;
        pooled.add(std::move(shape));
        if (!m_progress.advance(0.4 + 0.4 * static_cast<double>(i) / static_cast<double>(shapes->size())))
            return Unexpected(ErrorCode::Cancelled);
    }

    BestShapes all;
    for (std::size_t i = 0; i < pooled.shapes().size(); ++i) {
        Shape shape = m_all.concentrate(pooled.shapes()[i], StepsToEnd);
        if (isExact(shape))
            return *m_exact;
        all.add(std::move(shape));
        if (!m_progress.advance(0.8 + 0.2 * static_cast<double>(i) / static_cast<double>(Kept)))
            return Unexpected(ErrorCode::Cancelled);
    }
    return SearchResult{m_all.nearest(refined(all.shapes().front()), m_plan.h), std::nullopt};
}

} // namespace

Expected<SearchResult> searchMcd(const PointsRef& points, const SearchPlan& plan, std::uint64_t seed,
                                 Progress& progress)
{
    return Search(points, plan, seed, progress).run();
}

} // namespace perimeter
