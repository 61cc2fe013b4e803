// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/decision_surface.h"

#include "field/interpolation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace perimeter {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
/// exp(−50) = 2e-22 is nothing beside the kernel's 1, and what is skipped below it can never be a denormal number.
constexpr double negligible = 50;
constexpr Eigen::Index chunk = 256;
using Chunk = Eigen::Array<double, Eigen::Dynamic, 1, Eigen::ColMajor, chunk, 1>;

/// Above this share of the places, interpolating saves nothing.
constexpr double worthwhile = 0.7;
/// A polynomial's size differs by many orders along a logarithmic axis, so each panel gets nodes of its own.
constexpr Eigen::Index polynomialPanel = 32;

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
    if (kernel.kind == KernelKind::Polynomial && kernel.degree >= 1) {
        const Eigen::Index nodes = kernel.degree + 1;
        const Eigen::Index panel = std::min<Eigen::Index>(polynomialPanel, places.size());
        if (static_cast<double>(nodes) < worthwhile * static_cast<double>(panel))
            return panelledAxis(places, nodes, panel);
    }
    return directAxis(places);
}

/// base ← base^degree, by squaring.
void raise(Chunk& base, int degree, Chunk& result)
{
    result.setOnes(base.size());
    for (int rest = degree; rest > 0; rest /= 2) {
        if (rest % 2 == 1)
            result *= base;
        base *= base;
    }
}

/// exp(−γ(place − centre)²), one row per centre and one column per place, 0 where negligible.
void gaussians(const Eigen::Ref<const Eigen::ArrayXd>& centres, const Eigen::Ref<const Eigen::VectorXd>& places,
               double gamma, Eigen::MatrixXd& values)
{
    values.resize(centres.size(), places.size());
    for (Eigen::Index j = 0; j < places.size(); ++j) {
        Eigen::Map<Eigen::ArrayXd> column(values.col(j).data(), values.rows());
        column = (centres - places[j]).square() * -gamma;
        column = (column < -negligible).select(0.0, column.exp());
    }
}

} // namespace

DecisionSurface::DecisionSurface(const OneClassSvm& model) : m_kernel(model.kernel), m_rho(model.rho)
{
    const RowMatrix& vectors = model.supportVectors;
    std::vector<Eigen::Index> order(static_cast<std::size_t>(vectors.rows()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    const auto place = [&](Eigen::Index i) { return std::pair(vectors(i, 0), vectors(i, 1)); };
    std::stable_sort(order.begin(), order.end(), [&](Eigen::Index i, Eigen::Index j) { return place(i) < place(j); });
    m_x.resize(vectors.rows());
    m_y.resize(vectors.rows());
    m_alpha.resize(vectors.rows());
    Eigen::Index used = 0;
    for (const Eigen::Index i : order) {
        if (used > 0 && m_x[used - 1] == vectors(i, 0) && m_y[used - 1] == vectors(i, 1)) {
            m_alpha[used - 1] += model.alpha[i];
            continue;
        }
        m_x[used] = vectors(i, 0);
        m_y[used] = vectors(i, 1);
        m_alpha[used++] = model.alpha[i];
    }
    m_x.conservativeResize(used);
    m_y.conservativeResize(used);
    m_alpha.conservativeResize(used);
    m_normal = {(m_alpha * m_x).sum(), (m_alpha * m_y).sum()};
    m_reach = std::sqrt(negligible / m_kernel.gamma);
}

double DecisionSurface::at(double x, double y) const
{
    if (std::isnan(x) || std::isnan(y))
        return nan;
    switch (m_kernel.kind) {
    case KernelKind::Rbf:
        return rbfAt(x, y);
    case KernelKind::Linear:
        return m_normal[0] * x + m_normal[1] * y - m_rho;
    case KernelKind::Polynomial:
        return polynomialAt(x, y);
    case KernelKind::Sigmoid:
        return sigmoidAt(x, y);
    }
    return nan;
}

double DecisionSurface::rbfAt(double x, double y) const
{
    const double* const begin = m_x.data();
    const double* const end = begin + m_x.size();
    const double* const from = std::lower_bound(begin, end, x - m_reach);
    const Eigen::Index first = from - begin;
    const Eigen::Index count = std::upper_bound(from, end, x + m_reach) - from;
    if (count == 0)
        return -m_rho;
    const double sum =
        (((m_x.segment(first, count) - x).square() + (m_y.segment(first, count) - y).square()) * -m_kernel.gamma)
            .exp()
            .cwiseProduct(m_alpha.segment(first, count))
            .sum();
    return sum - m_rho;
}

double DecisionSurface::polynomialAt(double x, double y) const
{
    double sum = 0;
    Chunk base;
    Chunk power;
    for (Eigen::Index first = 0; first < m_x.size(); first += chunk) {
        const Eigen::Index count = std::min(chunk, m_x.size() - first);
        base = m_x.segment(first, count) * (m_kernel.gamma * x) + m_y.segment(first, count) * (m_kernel.gamma * y) +
               m_kernel.coef0;
        raise(base, m_kernel.degree, power);
        sum += (power * m_alpha.segment(first, count)).sum();
    }
    return sum - m_rho;
}

double DecisionSurface::sigmoidAt(double x, double y) const
{
    // Σ α·tanh u = Σ α − Σ 2α/(exp(2u) + 1)
    const double gx = 2 * m_kernel.gamma * x;
    const double gy = 2 * m_kernel.gamma * y;
    const double sum = m_alpha.size() == 0
                           ? 0
                           : (m_alpha - 2 * m_alpha / ((m_x * gx + m_y * gy + 2 * m_kernel.coef0).exp() + 1)).sum();
    return sum - m_rho;
}

Expected<RowMatrix> DecisionSurface::onGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                            Progress& progress) const
{
    RowMatrix values = RowMatrix::Constant(ys.size(), xs.size(), nan);
    const Eigen::Index left = undefinedPlaces(xs);
    const Eigen::Index below = undefinedPlaces(ys);
    const Eigen::VectorXd definedX = xs.tail(xs.size() - left);
    const Eigen::VectorXd definedY = ys.tail(ys.size() - below);
    if (definedX.size() == 0 || definedY.size() == 0)
        return values;
    const SampledAxis axisX = sampledAxis(m_kernel, definedX);
    const SampledAxis axisY = sampledAxis(m_kernel, definedY);
    const Expected<RowMatrix> sampled = m_kernel.kind == KernelKind::Rbf
                                            ? rbfOnGrid(axisX.nodes, axisY.nodes, progress)
                                            : pointwiseOnGrid(axisX.nodes, axisY.nodes, progress);
    if (!sampled)
        return sampled.unexpected();
    RowMatrix wide = *sampled;
    if (!axisX.direct())
        wide = *sampled * axisX.weights.transpose();
    Eigen::Block<RowMatrix> defined(values, below, left, definedY.size(), definedX.size());
    if (axisY.direct())
        defined = wide;
    else
        defined.noalias() = axisY.weights * wide;
    return values;
}

Expected<RowMatrix> DecisionSurface::rbfOnGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                               Progress& progress) const
{
    // exp(−γ((x − xᵢ)² + (y − yᵢ)²)) separates: the field is a product of two matrices. A run of support vectors
    // touches only the columns within its reach.
    RowMatrix values = RowMatrix::Constant(ys.size(), xs.size(), -m_rho);
    const double* const columns = xs.data();
    Eigen::MatrixXd alongX;
    Eigen::MatrixXd alongY;
    for (Eigen::Index first = 0; first < m_x.size(); first += chunk) {
        if (!progress.advance(static_cast<double>(first) / static_cast<double>(m_x.size())))
            return Unexpected(ErrorCode::Cancelled);
        const Eigen::Index count = std::min(chunk, m_x.size() - first);
        const double low = m_x[first] - m_reach;
        const double high = m_x[first + count - 1] + m_reach;
        const Eigen::Index from = std::lower_bound(columns, columns + xs.size(), low) - columns;
        const Eigen::Index touched = std::upper_bound(columns + from, columns + xs.size(), high) - columns - from;
        if (touched == 0)
            continue;
        gaussians(m_x.segment(first, count), xs.segment(from, touched), m_kernel.gamma, alongX);
        gaussians(m_y.segment(first, count), ys, m_kernel.gamma, alongY);
        alongX.array().colwise() *= m_alpha.segment(first, count);
        values.middleCols(from, touched).noalias() += alongY.transpose() * alongX;
    }
    return values;
}

Expected<RowMatrix> DecisionSurface::pointwiseOnGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                                     Progress& progress) const
{
    RowMatrix values(ys.size(), xs.size());
    for (Eigen::Index row = 0; row < ys.size(); ++row) {
        if (!progress.advance(static_cast<double>(row) / static_cast<double>(ys.size())))
            return Unexpected(ErrorCode::Cancelled);
        for (Eigen::Index column = 0; column < xs.size(); ++column)
            values(row, column) = at(xs[column], ys[row]);
    }
    return values;
}

} // namespace perimeter
