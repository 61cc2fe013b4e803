// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/kernels/kernel_expansion.h"

#include <algorithm>
#include <array>
#include <utility>

namespace perimeter {

namespace {

/// Points taken from tiles between two looks at the progress.
constexpr Eigen::Index pointsPerLook = Eigen::Index{1} << 17;

} // namespace

KernelExpansion::KernelExpansion(const Kernel& kernel, const PointsRef& centres, const Eigen::VectorXd& alpha)
    : m_kernel(kernel)
{
    if (kernel.kind == KernelKind::Rbf)
        m_tiles = RbfTiles::over(kernel.gamma, centres, alpha);
    if (m_tiles)
        return;
    RowMatrix distinct(centres.rows(), centres.cols());
    Eigen::Index count = 0;
    for (Eigen::Index row = 0; row < centres.rows(); ++row) {
        if (row > 0 && centres.row(row) == centres.row(row - 1)) {
            m_alpha.back() += alpha[row];
            continue;
        }
        distinct.row(count++) = centres.row(row);
        m_alpha.push_back(alpha[row]);
    }
    m_centres = VectorPoints(distinct.topRows(count));
    if (kernel.kind == KernelKind::Linear && count > 1) {
        m_centres = VectorPoints(linearSum(m_centres, m_alpha));
        m_alpha = {1};
    }
    m_polynomial = PolynomialSum::over(kernel, m_centres, m_alpha);
    if (kernel.kind == KernelKind::Rbf)
        m_near = std::make_shared<const NearPoints>(TileGrid(kernel.gamma), std::exchange(m_centres, {}));
}

bool KernelExpansion::addSums(const VectorPoints& points, double* sums, Progress& progress) const
{
    if (m_polynomial) {
        m_polynomial->addTo(points, sums);
        return StillProgress(progress).advance(0);
    }
    if (!m_near)
        return addKernelSums(m_kernel, m_centres, m_alpha, points, sums, progress);
    const TileGrid grid(m_kernel.gamma);
    return addNearGaussians(grid, *m_near, m_alpha, NearPoints(grid, points), sums, progress);
}

double KernelExpansion::operator()(const Eigen::Ref<const Eigen::RowVectorXd>& point) const
{
    if (m_tiles)
        return m_tiles->at(point[0], point[1]);
    NoProgress progress;
    std::array<double, VectorPoints::lanes> sums{};
    (void)addSums(VectorPoints(point), sums.data(), progress);
    return sums.front();
}

Expected<Eigen::VectorXd> KernelExpansion::at(const PointsRef& points, Progress& progress) const
{
    Eigen::VectorXd values = Eigen::VectorXd::Zero(points.rows());
    if (!m_tiles) {
        const VectorPoints places(points);
        std::vector<double> sums(places.padded(), 0);
        if (!addSums(places, sums.data(), progress))
            return Unexpected(ErrorCode::Cancelled);
        std::copy_n(sums.begin(), values.size(), values.begin());
        return values;
    }
    for (Eigen::Index first = 0; first < points.rows(); first += pointsPerLook) {
        if (!progress.advance(static_cast<double>(first) / static_cast<double>(points.rows())))
            return Unexpected(ErrorCode::Cancelled);
        const Eigen::Index count = std::min(pointsPerLook, points.rows() - first);
        const Eigen::VectorXd xs = points.col(0).segment(first, count);
        const Eigen::VectorXd ys = points.col(1).segment(first, count);
        const auto span = [count](auto* data) { return std::span(data, static_cast<std::size_t>(count)); };
        m_tiles->evaluate(span(xs.data()), span(ys.data()), span(values.data() + first));
    }
    return values;
}

} // namespace perimeter
