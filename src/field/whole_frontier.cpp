// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/whole_frontier.h"

#include "field/chords.h"
#include "field/decision_surface.h"
#include "field/ellipse.h"
#include "field/learned_frontier.h"
#include "field/level_tolerance.h"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

namespace perimeter {

namespace {

/// Nodes along each side of a rectangle that everything, or a part alone, is traced in.
constexpr int wholeNodes = 500;
constexpr int partNodes = 200;
/// Parts traced anew in a rectangle of their own.
constexpr std::size_t mostParts = 64;
constexpr int mostGrowths = 6;
constexpr int mostShrinks = 6;
constexpr int ellipseChords = 1024;

/// A rectangle, of scaled space unless it is said of which.
struct Box {
    Eigen::RowVector2d least = Eigen::RowVector2d::Constant(std::numeric_limits<double>::infinity());
    Eigen::RowVector2d most = -least;

    void add(const PlanePoint& point)
    {
        least = least.cwiseMin(Eigen::RowVector2d(point.x, point.y));
        most = most.cwiseMax(Eigen::RowVector2d(point.x, point.y));
    }
    void add(const Box& other)
    {
        least = least.cwiseMin(other.least);
        most = most.cwiseMax(other.most);
    }
    [[nodiscard]] Eigen::RowVector2d size() const { return most - least; }
    [[nodiscard]] Box grownBy(const Eigen::RowVector2d& margin) const { return {least - margin, most + margin}; }
    [[nodiscard]] bool meets(const Box& other) const
    {
        return (least.array() <= other.most.array()).all() && (other.least.array() <= most.array()).all();
    }
    /// The rectangle as a plane whose axes are the coordinates themselves.
    [[nodiscard]] Plane plane() const
    {
        return {AxisScale::Linear,
                AxisScale::Linear,
                least[0],
                most[0],
                least[1],
                most[1],
                {ScalingKind::None, Eigen::Vector2d::Zero(), Eigen::Vector2d::Ones()}};
    }
};

Box boxOf(const Frontier& frontier)
{
    Box box;
    for (const Polyline& line : frontier)
        for (const PlanePoint& point : line.points)
            box.add(point);
    return box;
}

bool isClosed(const Frontier& frontier)
{
    return std::ranges::all_of(frontier, &Polyline::closed);
}

WholeFrontier refined(const Frontier& frontier, const LevelFunction& function, const Scaling& scaling, double within)
{
    WholeFrontier whole;
    for (const Polyline& line : frontier)
        whole.frontier.push_back(refinedChords(line, function, scaling, wholeTolerance, within));
    const Box box = boxOf(whole.frontier);
    if (!whole.frontier.empty())
        whole.plane = box.plane();
    return whole;
}

/// Parts whose rectangles meet, with the rectangle around them.
struct Group {
    Box box;
    Frontier parts;
};

std::vector<Group> groupsOf(Frontier frontier, const Eigen::RowVector2d& margin)
{
    std::vector<Group> groups;
    for (Polyline& line : frontier) {
        Group group;
        group.parts.push_back(std::move(line));
        group.box = boxOf(group.parts).grownBy(margin);
        // Joined with one group it may reach another.
        for (std::size_t i = 0; i < groups.size();) {
            if (!groups[i].box.meets(group.box)) {
                ++i;
                continue;
            }
            group.box.add(groups[i].box);
            std::ranges::move(groups[i].parts, std::back_inserter(group.parts));
            groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(i));
            i = 0;
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

class WholeTrace {
public:
    WholeTrace(const OneClassSvm& model, const Box& data, Progress& progress)
        : m_model(model), m_data(data), m_progress(progress)
    {
    }

    /// In scaled space. The rectangle it was cut at is that of box().
    [[nodiscard]] Expected<Frontier> traced()
    {
        const std::optional<Box> bound = boundOf();
        Expected<Frontier> frontier = bound ? in(*bound, wholeNodes) : grown();
        if (!frontier)
            return frontier;
        if (isClosed(*frontier))
            frontier = shrunk(*std::move(frontier));
        return frontier ? partByPart(*std::move(frontier)) : frontier;
    }

    [[nodiscard]] const Box& box() const { return m_box; }

private:
    [[nodiscard]] Expected<Frontier> in(const Box& box, int nodes)
    {
        Expected<Frontier> frontier = learnedFrontier(m_model, box.plane(), nodes, nodes, m_progress);
        if (frontier)
            m_box = box;
        return frontier;
    }

    /// Where an rbf frontier can be at all: farther from every support vector the sum of the kernels is below |ρ|.
    [[nodiscard]] std::optional<Box> boundOf() const
    {
        const double reached = m_model.alpha.cwiseAbs().sum() / std::abs(m_model.rho);
        if (m_model.kernel.kind != KernelKind::Rbf || !std::isfinite(reached) || m_model.supportVectors.rows() == 0)
            return std::nullopt;
        const double reach = std::sqrt(std::max(std::log(reached), 0.0) / m_model.kernel.gamma);
        Box box;
        for (Eigen::Index i = 0; i < m_model.supportVectors.rows(); ++i)
            box.add(PlanePoint{m_model.supportVectors(i, 0), m_model.supportVectors(i, 1)});
        const double margin = 1.01 * reach + 1e-6 * box.size().maxCoeff();
        return box.grownBy({margin, margin});
    }

    /// Any other kernel's: in a rectangle that grows until every part is closed.
    [[nodiscard]] Expected<Frontier> grown()
    {
        const Box usual = m_data.grownBy(m_data.size());
        Box box = usual;
        for (int i = 0; i < mostGrowths; ++i, box = box.grownBy(0.5 * box.size())) {
            Expected<Frontier> frontier = in(box, partNodes);
            if (!frontier || (!frontier->empty() && isClosed(*frontier)))
                return frontier;
        }
        return in(usual, wholeNodes);
    }

    /// Traced anew while most of the rectangle has nothing to show.
    [[nodiscard]] Expected<Frontier> shrunk(Frontier frontier)
    {
        for (int i = 0; i < mostShrinks && !frontier.empty(); ++i) {
            const Box own = boxOf(frontier);
            const Box box = own.grownBy(Eigen::RowVector2d(0.02 * own.size() + 2 * m_box.size() / partNodes));
            if (i > 0 && (box.size().array() > 0.7 * m_box.size().array()).all())
                break;
            const Box former = m_box;
            PERIMETER_TRY(Frontier again, in(box, wholeNodes));
            if (again.empty() || !isClosed(again)) {
                m_box = former;
                break;
            }
            frontier = std::move(again);
        }
        return frontier;
    }

    [[nodiscard]] Expected<Frontier> partByPart(Frontier frontier)
    {
        const Eigen::RowVector2d cell = m_box.size() / wholeNodes;
        std::vector<Group> groups = groupsOf(std::move(frontier), 2 * cell);
        std::ranges::stable_sort(groups, std::greater(), [](const Group& group) { return group.box.size().prod(); });
        const Box whole = m_box;
        Frontier all;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            Group& group = groups[i];
            const bool isSmall = (group.box.size().array() < 0.35 * whole.size().array()).any();
            if (i < mostParts && isSmall && isClosed(group.parts)) {
                PERIMETER_TRY(Frontier again,
                              learnedFrontier(m_model, group.box.plane(), partNodes, partNodes, m_progress));
                if (!again.empty() && isClosed(again))
                    group.parts = std::move(again);
            }
            std::ranges::move(group.parts, std::back_inserter(all));
        }
        return all;
    }

    const OneClassSvm& m_model;
    Box m_data;
    Progress& m_progress;
    Box m_box;
};

} // namespace

WholeFrontier wholeEllipse(const CovarianceModel& model, const Scaling& scaling)
{
    const std::optional<Eigen::Matrix2d> factor = ellipseFactor(model);
    if (!factor)
        return {};
    const Eigen::Vector2d location = model.location;
    Polyline line{{}, true};
    // Equal steps of the angle leave the same share of the ellipse beyond every chord, however thin it is.
    for (int i = 0; i < ellipseChords; ++i) {
        const double t = 2 * std::numbers::pi * i / ellipseChords;
        const Eigen::Vector2d at = location + *factor * Eigen::Vector2d(std::cos(t), std::sin(t));
        line.points.push_back({at[0], at[1]});
    }
    const Eigen::Matrix2d inverse = factor->inverse();
    const LevelFunction level = [&](const Eigen::RowVector2d& place) {
        return 1 - (inverse * (place.transpose() - location)).squaredNorm();
    };
    return refined({line}, level, scaling, onLevel);
}

Expected<WholeFrontier> wholeFrontier(const OneClassSvm& model, const Scaling& scaling, const Eigen::Matrix2d& data,
                                      Progress& progress)
{
    if (!model.frontier || !data.allFinite())
        return WholeFrontier{};
    Box points{data.row(0), data.row(1)};
    points = points.grownBy((points.size().array() > 0).select(0, Eigen::RowVector2d::Constant(0.5)));
    WholeTrace trace(model, points, progress);
    PERIMETER_TRY(const Frontier frontier, trace.traced());
    const DecisionSurface surface(model);
    const LevelFunction level = [&](const Eigen::RowVector2d& place) { return surface.at(place[0], place[1]); };
    WholeFrontier whole = refined(frontier, level, scaling, onLevel * std::abs(model.rho));
    if (!isClosed(whole.frontier)) {
        const Box& cut = trace.box();
        whole.plane.xMin = scaling.toOriginal(0, cut.least[0]);
        whole.plane.xMax = scaling.toOriginal(0, cut.most[0]);
        whole.plane.yMin = scaling.toOriginal(1, cut.least[1]);
        whole.plane.yMax = scaling.toOriginal(1, cut.most[1]);
    }
    return whole;
}

} // namespace perimeter
