// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/decision_surface.h"

#include "detectors/kernels/vector_kernels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
/// Support vectors taken at a time: what they need stays in the cache.
constexpr Eigen::Index gridChunk = 256;
/// Above this share of the places, interpolating saves nothing.
constexpr double worthwhile = 0.7;
/// A polynomial's size differs by many orders along a logarithmic axis, so each panel gets nodes of its own.
constexpr Eigen::Index polynomialPanel = 32;

double share(Eigen::Index done, Eigen::Index all)
{
    return static_cast<double>(done) / static_cast<double>(all);
}

Eigen::Index undefinedPlaces(const Eigen::VectorXd& places)
{
    Eigen::Index count = 0;
    while (count < places.size() && !std::isfinite(places[count]))
        ++count;
    return count;
}

SampledAxis directAxis(const Eigen::VectorXd& places)
{
    return {places, {}};
}

SampledAxis sampledAxis(const Kernel& kernel, const Eigen::VectorXd& places)
{
    if (places.size() < 2 || !places.allFinite() || !(places[places.size() - 1] > places[0]))
        return directAxis(places);
    if (kernel.kind == KernelKind::Rbf) {
        const Eigen::Index nodes = gaussianNodes(kernel.gamma, places[places.size() - 1] - places[0]);
        if (static_cast<double>(nodes) < worthwhile * static_cast<double>(places.size()))
            return chebyshevAxis(places, nodes);
    }
    if (kernel.kind == KernelKind::Polynomial) {
        const Eigen::Index nodes = kernel.degree + 1;
        const Eigen::Index panel = std::min<Eigen::Index>(polynomialPanel, places.size());
        if (static_cast<double>(nodes) < worthwhile * static_cast<double>(panel))
            return panelledAxis(places, nodes, panel);
    }
    return directAxis(places);
}

/// Largest change of the argument of tanh along a row for which its exponentials are kept from overflowing.
constexpr double sigmoidRange = 300;

/// exp(−γ(place − centre)²), one row per centre and one column per place, 0 where negligible. Rows beyond the centres are
/// of no account.
void gaussians(const Eigen::Ref<const Eigen::ArrayXd>& centres, const Eigen::Ref<const Eigen::VectorXd>& places,
               const Kernel& kernel, Eigen::MatrixXd& values)
{
    const VectorPoints from{RowMatrix(centres.matrix())};
    const VectorPoints to{RowMatrix(places)};
    const double least = std::exp(-negligibleExponent);
    values.resize(static_cast<Eigen::Index>(from.padded()), places.size());
    for (Eigen::Index j = 0; j < places.size(); ++j)
        kernelValues(kernel, to, static_cast<std::size_t>(j), from, values.col(j).data());
    values = (values.array() < least).select(0.0, values.array());
}

/// Above so many tiles over a grid its pixels are evaluated with less work from the support vectors.
constexpr double mostTiles = 4096;
using Polynomials = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Ascending places along an axis by the tiles they lie in, with the Chebyshev polynomials at each.
struct TiledAxis {
    struct Run {
        std::int32_t tile = 0;
        Eigen::Index first = 0;
        Eigen::Index count = 0;
    };

    TiledAxis(const TileGrid& grid, const Eigen::VectorXd& places) : polynomials(places.size(), tileNodes)
    {
        for (Eigen::Index i = 0; i < places.size(); ++i) {
            const std::int32_t tile = grid.along(places[i]);
            if (runs.empty() || runs.back().tile != tile)
                runs.push_back({tile, i, 0});
            ++runs.back().count;
            const double u = grid.local(places[i], tile);
            polynomials(i, 0) = 1;
            polynomials(i, 1) = u;
            for (std::size_t k = 2; k < tileNodes; ++k) {
                const auto degree = static_cast<Eigen::Index>(k);
                polynomials(i, degree) = 2 * u * polynomials(i, degree - 1) - polynomials(i, degree - 2);
            }
        }
    }

    std::vector<Run> runs;
    Polynomials polynomials;
};

struct NodeRange {
    Eigen::Index first = 0;
    Eigen::Index count = 0;
};

/// The ascending nodes within reach of any of the centres.
NodeRange nodesWithin(const Eigen::VectorXd& nodes, const Eigen::Ref<const Eigen::ArrayXd>& centres, double reach)
{
    const double* const begin = nodes.data();
    const double* const end = begin + nodes.size();
    const double* const from = std::lower_bound(begin, end, centres.minCoeff() - reach);
    return {from - begin, std::upper_bound(from, end, centres.maxCoeff() + reach) - from};
}

} // namespace

Expected<DecisionGrid> DecisionSurface::onGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                               Progress& progress) const
{
    DecisionGrid grid{RowMatrix::Constant(ys.size(), xs.size(), undefined), std::nullopt};
    const Eigen::Index left = undefinedPlaces(xs);
    const Eigen::Index below = undefinedPlaces(ys);
    const Eigen::VectorXd definedX = xs.tail(xs.size() - left);
    const Eigen::VectorXd definedY = ys.tail(ys.size() - below);
    if (definedX.size() == 0 || definedY.size() == 0)
        return grid;
    if (tilesSuit(definedX, definedY)) {
        PERIMETER_TRY(RowMatrix values, tilesOnGrid(definedX, definedY, progress));
        grid.values.block(below, left, definedY.size(), definedX.size()) = values;
        return grid;
    }
    const SampledAxis axisX = sampledAxis(m_kernel, definedX);
    const SampledAxis axisY = sampledAxis(m_kernel, definedY);
    PERIMETER_TRY(RowMatrix sampled, onNodes(axisX.nodes, axisY.nodes, progress));
    RowMatrix wide = sampled;
    if (!axisX.direct())
        wide = sampled * axisX.weights.transpose();
    Eigen::Block<RowMatrix> defined(grid.values, below, left, definedY.size(), definedX.size());
    if (axisY.direct())
        defined = wide;
    else
        defined.noalias() = axisY.weights * wide;
    if (m_kernel.kind == KernelKind::Rbf && !axisX.direct() && !axisY.direct())
        grid.patch = ChebyshevPatch{axisX.nodes, axisY.nodes, std::move(sampled)};
    return grid;
}

Expected<RowMatrix> DecisionSurface::onNodes(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                             Progress& progress) const
{
    if (m_kernel.kind == KernelKind::Rbf)
        return rbfOnGrid(xs, ys, progress);
    if (m_kernel.kind == KernelKind::Sigmoid)
        return sigmoidOnGrid(xs, ys, progress);
    return pointwiseOnGrid(xs, ys, progress);
}

bool DecisionSurface::tilesSuit(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys) const
{
    if (!m_tiles)
        return false;
    const double side = m_tiles->grid().side();
    const double columns = (xs[xs.size() - 1] - xs[0]) / side + 2;
    const double rows = (ys[ys.size() - 1] - ys[0]) / side + 2;
    return m_tiles->grid().reaches(xs[xs.size() - 1] - xs[0]) && columns * rows < mostTiles;
}

Expected<RowMatrix> DecisionSurface::tilesOnGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                                 Progress& progress) const
{
    const TiledAxis alongX(m_tiles->grid(), xs);
    const TiledAxis alongY(m_tiles->grid(), ys);
    std::vector<TileIndex> tiles;
    for (const TiledAxis::Run& row : alongY.runs)
        for (const TiledAxis::Run& column : alongX.runs)
            tiles.push_back({row.tile, column.tile});
    RowMatrix values = RowMatrix::Constant(ys.size(), xs.size(), -m_rho);
    if (!progress.advance(0))
        return Unexpected(ErrorCode::Cancelled);
    m_tiles->prepare(tiles);
    for (const TiledAxis::Run& row : alongY.runs) {
        if (!progress.advance(share(row.first, ys.size())))
            return Unexpected(ErrorCode::Cancelled);
        for (const TiledAxis::Run& column : alongX.runs) {
            const TileValues* const series = m_tiles->series({row.tile, column.tile});
            if (!series)
                continue;
            const Eigen::Map<const Polynomials> coefficients(series->data(), tileNodes, tileNodes);
            const Polynomials half = alongY.polynomials.middleRows(row.first, row.count) * coefficients;
            values.block(row.first, column.first, row.count, column.count).noalias() +=
                half * alongX.polynomials.middleRows(column.first, column.count).transpose();
        }
    }
    return values;
}

Expected<RowMatrix> DecisionSurface::rbfOnGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                               Progress& progress) const
{
    // exp(−γ((x − xᵢ)² + (y − yᵢ)²)) separates: the field is a product of two matrices. A run of support vectors
    // touches only the nodes within its reach.
    RowMatrix values = RowMatrix::Constant(ys.size(), xs.size(), -m_rho);
    Eigen::MatrixXd alongX;
    Eigen::MatrixXd alongY;
    for (std::size_t k = 0; k + 1 < m_stripStarts.size(); ++k) {
        for (Eigen::Index first = m_stripStarts[k]; first < m_stripStarts[k + 1]; first += gridChunk) {
            if (!progress.advance(share(first, m_x.size())))
                return Unexpected(ErrorCode::Cancelled);
            const Eigen::Index count = std::min(gridChunk, m_stripStarts[k + 1] - first);
            const NodeRange columns = nodesWithin(xs, m_x.segment(first, count), m_reach);
            const NodeRange rows = nodesWithin(ys, m_y.segment(first, count), m_reach);
            if (columns.count == 0 || rows.count == 0)
                continue;
            gaussians(m_x.segment(first, count), xs.segment(columns.first, columns.count), m_kernel, alongX);
            gaussians(m_y.segment(first, count), ys.segment(rows.first, rows.count), m_kernel, alongY);
            alongX.topRows(count).array().colwise() *= m_alpha.segment(first, count);
            values.block(rows.first, columns.first, rows.count, columns.count).noalias() +=
                alongY.topRows(count).transpose() * alongX.topRows(count);
        }
    }
    return values;
}

Expected<RowMatrix> DecisionSurface::sigmoidOnGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                                   Progress& progress) const
{
    RowMatrix values = RowMatrix::Constant(ys.size(), xs.size(), m_alpha.sum() - m_rho);
    const double steepness = m_x.size() > 0 ? m_kernel.gamma * m_x.abs().maxCoeff() : 0;
    Eigen::Index from = 0;
    while (from < xs.size()) {
        Eigen::Index count = 1;
        while (from + count < xs.size() && steepness * (xs[from + count] - xs[from]) < sigmoidRange)
            ++count;
        ProgressPart part(progress, share(from, xs.size()), share(from + count, xs.size()));
        if (!addSigmoids(xs.segment(from, count), ys, values.middleCols(from, count), part))
            return Unexpected(ErrorCode::Cancelled);
        from += count;
    }
    return values;
}

bool DecisionSurface::addSigmoids(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                  Eigen::Ref<RowMatrix, 0, Eigen::OuterStride<>> values, Progress& progress) const
{
    // Σ α·tanh u = Σ α − Σ 2α/(exp(2u) + 1), and exp(2u) separates into a factor along each row, taken from its middle
    // so that it stays finite, and one per row. Beyond ±340 at the middle, tanh is ±1 all along the row.
    constexpr double saturated = 340;
    const double middle = 0.5 * (xs[0] + xs[xs.size() - 1]);
    Eigen::ArrayXXd alongX;
    Eigen::ArrayXd atMiddle;
    for (Eigen::Index first = 0; first < m_x.size(); first += gridChunk) {
        const Eigen::Index count = std::min(gridChunk, m_x.size() - first);
        alongX.resize(count, xs.size());
        for (Eigen::Index column = 0; column < xs.size(); ++column)
            alongX.col(column) = (m_x.segment(first, count) * (2 * m_kernel.gamma * (xs[column] - middle))).exp();
        for (Eigen::Index row = 0; row < ys.size(); ++row) {
            if (row % 64 == 0 && !progress.advance(share(first + count * row / ys.size(), m_x.size())))
                return false;
            atMiddle = m_x.segment(first, count) * (m_kernel.gamma * middle) +
                       m_y.segment(first, count) * (m_kernel.gamma * ys[row]) + m_kernel.coef0;
            atMiddle = (2 * atMiddle.max(-saturated).min(saturated)).exp();
            for (Eigen::Index column = 0; column < xs.size(); ++column)
                values(row, column) -= 2 * (m_alpha.segment(first, count) / (alongX.col(column) * atMiddle + 1)).sum();
        }
    }
    return true;
}

Expected<RowMatrix> DecisionSurface::pointwiseOnGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                                     Progress& progress) const
{
    RowMatrix values(ys.size(), xs.size());
    for (Eigen::Index row = 0; row < ys.size(); ++row) {
        if (!progress.advance(share(row, ys.size())))
            return Unexpected(ErrorCode::Cancelled);
        for (Eigen::Index column = 0; column < xs.size(); ++column)
            values(row, column) = at(xs[column], ys[row]);
    }
    return values;
}

} // namespace perimeter
