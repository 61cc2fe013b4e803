// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "detectors/kernels/kernel.h"
#include "detectors/kernels/near_gaussians.h"
#include "detectors/kernels/polynomial_sum.h"
#include "detectors/kernels/rbf_tiles.h"
#include "detectors/kernels/vector_kernels.h"
#include "detectors/rows/points.h"

#include <Eigen/Core>

#include <memory>
#include <optional>

namespace perimeter {

/// x ↦ Σ αᵢ k(xᵢ, x), the one way a decision value comes about: in training, scoring and for single points. A value
/// depends on nothing but x, to the last bit. Centres that are equal and adjacent are summed into one. For the rbf
/// kernel on two features values come from tiles, within 1e-13·Σ αᵢ, where these save work, and else from the centres
/// around x; those of a polynomial kernel are a PolynomialSum where that is less work.
class KernelExpansion {
public:
    /// `centres`: one row per centre; `alpha`: as many weights.
    KernelExpansion(const Kernel& kernel, const PointsRef& centres, const Eigen::VectorXd& alpha);

    [[nodiscard]] double operator()(const Eigen::Ref<const Eigen::RowVectorXd>& point) const;
    /// The values at many points. Errors: Cancelled.
    [[nodiscard]] Expected<Eigen::VectorXd> at(const PointsRef& points, Progress& progress) const;
    /// The tiles, or the polynomial, that values come from; null where they do not.
    [[nodiscard]] const std::shared_ptr<const RbfTiles>& tiles() const { return m_tiles; }
    [[nodiscard]] const std::optional<PolynomialSum>& polynomial() const { return m_polynomial; }

private:
    [[nodiscard]] bool addSums(const VectorPoints& points, double* sums, Progress& progress) const;

    Kernel m_kernel;
    std::shared_ptr<const RbfTiles> m_tiles;
    std::shared_ptr<const NearPoints> m_near; ///< for the rbf kernel without tiles
    std::optional<PolynomialSum> m_polynomial;
    VectorPoints m_centres; ///< for the other kernels
    std::vector<double> m_alpha;
};

} // namespace perimeter
