// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/kernel.h"
#include "detectors/points.h"

#include <Eigen/Core>

namespace perimeter {

/// x ↦ Σ αᵢ k(xᵢ, x), the one way a decision value comes about: in training, scoring and for single points. A value
/// depends on nothing but x, to the last bit. Centres that are equal and adjacent are summed into one.
class KernelExpansion {
public:
    /// `centres`: one row per centre; `alpha`: as many weights.
    KernelExpansion(const Kernel& kernel, const PointsRef& centres, const Eigen::VectorXd& alpha);

    [[nodiscard]] double operator()(const Eigen::Ref<const Eigen::RowVectorXd>& point) const;

private:
    /// Centres are taken this many at a time, the last block padded with α = 0, so that vectorised arithmetic treats
    /// each of them alike.
    static constexpr Eigen::Index BlockRows = 64;
    using Block = Eigen::Array<double, BlockRows, 1>;

    [[nodiscard]] Block dotProducts(const Eigen::Ref<const Eigen::RowVectorXd>& point, Eigen::Index first) const;
    [[nodiscard]] Block squaredDistances(const Eigen::Ref<const Eigen::RowVectorXd>& point, Eigen::Index first) const;
    [[nodiscard]] Block kernelValues(const Eigen::Ref<const Eigen::RowVectorXd>& point, Eigen::Index first) const;

    Kernel m_kernel;
    Eigen::ArrayXXd m_centres; ///< one column per feature
    Eigen::ArrayXd m_alpha;
};

} // namespace perimeter
