// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/decision_surface.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace perimeter {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Eigen::Index chunk = 256;
constexpr int mostStrips = 1000;
using Chunk = Eigen::Array<double, Eigen::Dynamic, 1, Eigen::ColMajor, chunk, 1>;

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

} // namespace

DecisionSurface::DecisionSurface(const OneClassSvm& model)
    : m_kernel(model.kernel), m_rho(model.rho), m_reach(std::sqrt(negligibleExponent / model.kernel.gamma))
{
    const RowMatrix& vectors = model.supportVectors;
    if (m_kernel.kind == KernelKind::Rbf && vectors.rows() > 0) {
        m_low = vectors.col(0).minCoeff();
        m_stripWidth = std::max(m_reach / 2, (vectors.col(0).maxCoeff() - m_low) / mostStrips);
    }
    if (model.expansion) {
        m_tiles = model.expansion->tiles();
        m_polynomial = model.expansion->polynomial();
    }
    std::vector<std::tuple<int, double, double, Eigen::Index>> order;
    order.reserve(static_cast<std::size_t>(vectors.rows()));
    for (Eigen::Index i = 0; i < vectors.rows(); ++i)
        order.emplace_back(strip(vectors(i, 0)), vectors(i, 1), vectors(i, 0), i);
    std::ranges::sort(order);
    m_x.resize(vectors.rows());
    m_y.resize(vectors.rows());
    m_alpha.resize(vectors.rows());
    Eigen::Index used = 0;
    for (const auto& [inStrip, y, x, i] : order) {
        if (used > 0 && m_x[used - 1] == x && m_y[used - 1] == y) {
            m_alpha[used - 1] += model.alpha[i];
            continue;
        }
        m_stripStarts.resize(static_cast<std::size_t>(inStrip) + 1, used);
        m_x[used] = x;
        m_y[used] = y;
        m_alpha[used++] = model.alpha[i];
    }
    m_stripStarts.push_back(used);
    m_x.conservativeResize(used);
    m_y.conservativeResize(used);
    m_alpha.conservativeResize(used);
    m_normal = {(m_alpha * m_x).sum(), (m_alpha * m_y).sum()};
}

int DecisionSurface::strip(double x) const
{
    return static_cast<int>(std::clamp((x - m_low) / m_stripWidth, 0.0, double(mostStrips)));
}

double DecisionSurface::at(double x, double y) const
{
    if (std::isnan(x) || std::isnan(y))
        return nan;
    switch (m_kernel.kind) {
    case KernelKind::Rbf:
        return m_tiles ? m_tiles->at(x, y) - m_rho : rbfAt(x, y);
    case KernelKind::Linear:
        return m_normal[0] * x + m_normal[1] * y - m_rho;
    case KernelKind::Polynomial:
        return m_polynomial ? m_polynomial->at(x, y) - m_rho : polynomialAt(x, y);
    case KernelKind::Sigmoid:
        return sigmoidAt(x, y);
    }
    return nan;
}

double DecisionSurface::kernelValuesPerValue() const
{
    constexpr double near = 64;
    const double all = static_cast<double>(m_x.size());
    return m_polynomial ? 1 : m_kernel.kind == KernelKind::Rbf ? std::min(near, all) : all;
}

Eigen::RowVector2d DecisionSurface::curvatureBound() const
{
    const double gamma = m_kernel.gamma;
    switch (m_kernel.kind) {
    case KernelKind::Rbf:
        return Eigen::RowVector2d::Constant(2 * gamma * m_alpha.abs().sum());
    case KernelKind::Linear:
        return Eigen::RowVector2d::Zero();
    case KernelKind::Sigmoid:
        // |tanh''| ≤ 4/(3√3) < 0.77
        return 0.77 * gamma * gamma *
               Eigen::RowVector2d((m_alpha * m_x.square()).sum(), (m_alpha * m_y.square()).sum());
    case KernelKind::Polynomial:
        break;
    }
    return Eigen::RowVector2d::Constant(std::numeric_limits<double>::infinity());
}

double DecisionSurface::rbfAt(double x, double y) const
{
    double sum = 0;
    Chunk kernel;
    const std::size_t last = std::min(static_cast<std::size_t>(strip(x + m_reach)) + 2, m_stripStarts.size());
    for (std::size_t k = static_cast<std::size_t>(strip(x - m_reach)); k + 1 < last; ++k) {
        const double* const end = m_y.data() + m_stripStarts[k + 1];
        const double* const from = std::lower_bound(m_y.data() + m_stripStarts[k], end, y - m_reach);
        Eigen::Index left = std::upper_bound(from, end, y + m_reach) - from;
        for (Eigen::Index first = from - m_y.data(); left > 0; first += chunk, left -= chunk) {
            const Eigen::Index size = std::min(chunk, left);
            kernel = (m_x.segment(first, size) - x).square() + (m_y.segment(first, size) - y).square();
            kernel = (kernel * -m_kernel.gamma).exp();
            sum += kernel.matrix().dot(m_alpha.segment(first, size).matrix());
        }
    }
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

} // namespace perimeter
