// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/notice.h"
#include "base/progress.h"
#include "detectors/kernel.h"
#include "detectors/points.h"

#include <Eigen/Core>

#include <vector>

namespace perimeter {

enum class Solver { Libsvm };

struct OneClassSvmOptions {
    double nu = 0.15; ///< in (0, 1]
    KernelKind kernel = KernelKind::Rbf;
    GammaChoice gamma = {};
    int degree = 3;
    double coef0 = 0;
    double tolerance = 1e-3; ///< on the gradient of the dual, as libsvm's eps
    Solver solver = Solver::Libsvm;

    bool operator==(const OneClassSvmOptions&) const = default;
};

/// A trained one-class SVM (Schölkopf et al. 2001) in scaled space: f(x) = Σ αᵢ k(xᵢ, x) − ρ, not divided by νn, as in
/// libsvm. A row is an outlier iff f < −τ; τ is the largest −f of a training row whose α is below its bound, so that
/// the outliers never exceed νn.
struct OneClassSvm {
    Kernel kernel;
    double nu = 0;
    RowMatrix supportVectors;
    Eigen::VectorXd alpha; ///< of the support vectors, in (0, 1]
    double rho = 0;
    double tau = 0;
    Eigen::Index bounded = 0; ///< support vectors with α at its bound
    long iterations = 0;
    /// False where the data surround the origin and the kernel cannot separate them from it (conventions.md, linear
    /// and odd polynomial kernels on centred data): there is nothing to draw and nothing to count.
    bool frontier = true;
    std::vector<Notice> notices;

    [[nodiscard]] double decision(const Eigen::Ref<const Eigen::RowVectorXd>& point) const;
};

/// Trains on rows of scaled space. The order of rows decides nothing but which of equal rows carries which α; callers
/// pass rows in canonical order so that it decides nothing at all.
[[nodiscard]] Expected<OneClassSvm> fitOneClassSvm(const PointsRef& points, const OneClassSvmOptions& options,
                                                   Progress& progress);

/// f at every row. Equal rows get equal values whatever their place.
[[nodiscard]] Expected<Eigen::VectorXd> decisionFunction(const OneClassSvm& model, const PointsRef& points,
                                                         Progress& progress);

} // namespace perimeter
