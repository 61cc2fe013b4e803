// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/notice.h"
#include "base/progress.h"
#include "detectors/dual/one_class_solver.h"
#include "detectors/kernels/kernel.h"
#include "detectors/kernels/kernel_expansion.h"
#include "detectors/rows/points.h"

#include <Eigen/Core>

#include <memory>
#include <vector>

namespace perimeter {

enum class Solver {
    Fast,  ///< Perimeter's own: solveOneClass
    Libsvm ///< the reference; rows of equal weight only
};

struct OneClassSvmOptions {
    double nu = 0.15; ///< in (0, 1]
    KernelKind kernel = KernelKind::Rbf;
    GammaChoice gamma = {};
    int degree = 3; ///< 1 to 100, for the polynomial kernel
    double coef0 = 0;
    /// > 0. On the gradient of the dual, as libsvm's eps, where that gradient is of the order 1 or above: always for
    /// rbf. Where a kernel's values make it smaller, so is the tolerance: see solverTolerance.
    double tolerance = 1e-6;
    Solver solver = Solver::Fast;

    bool operator==(const OneClassSvmOptions&) const = default;
};

/// A trained one-class SVM (Schölkopf et al. 2001) in scaled space: f(x) = Σ αᵢ k(xᵢ, x) − ρ, not divided by νn, as in
/// libsvm. A row is an outlier iff f < −τ; τ is the largest −f of a training row whose α is below its bound, so that
/// the outliers never exceed νn.
struct OneClassSvm {
    Kernel kernel;
    double nu = 0;
    RowMatrix supportVectors; ///< in the order of the training rows
    Eigen::VectorXd alpha;    ///< of the support vectors, in (0, w], w the rows each stands for: 1, but for cells
    double rho = 0;
    double tau = 0;
    Eigen::Index supportRows = 0; ///< rows the support vectors stand for
    Eigen::Index bounded = 0;     ///< of these, rows with α at its bound
    long iterations = 0;
    /// False where the data surround the origin and the kernel cannot separate them from it (conventions.md, linear
    /// and odd polynomial kernels on centred data): there is nothing to draw and nothing to count.
    bool frontier = true;
    std::vector<Notice> notices = {};
    /// f at the training rows, as decisionFunction gives it; empty where there is no frontier.
    Eigen::VectorXd trainingDecision = {};
    /// Σ αᵢ k(xᵢ, ·), made once and shared by all who ask for values; null in a model that was not fitted here.
    std::shared_ptr<const KernelExpansion> expansion = nullptr;

    /// f at one point. For many points make a DecisionFunction, which is set up once.
    [[nodiscard]] double decision(const Eigen::Ref<const Eigen::RowVectorXd>& point) const;
};

/// f of a model at point after point. Its values are those of decisionFunction, to the last bit.
class DecisionFunction {
public:
    explicit DecisionFunction(const OneClassSvm& model);

    [[nodiscard]] double operator()(const Eigen::Ref<const Eigen::RowVectorXd>& point) const
    {
        return (*m_expansion)(point)-m_rho;
    }
    /// f at every row. Errors: Cancelled.
    [[nodiscard]] Expected<Eigen::VectorXd> at(const PointsRef& points, Progress& progress) const;

private:
    std::shared_ptr<const KernelExpansion> m_expansion;
    double m_rho;
};

/// True where a decision value lies beyond the frontier: f < −τ.
[[nodiscard]] bool isOutlier(const OneClassSvm& model, double decision);

/// What can be said of options without data. Errors: NuOutOfRange, GammaNotPositive, ToleranceNotPositive,
/// DegreeOutOfRange, Coef0NotFinite.
[[nodiscard]] Expected<void> checkOptions(const OneClassSvmOptions& options);

/// The solvers' eps for a tolerance: tolerance · min(1, νn·K), K the ν-quantile of |k(xᵢ, xᵢ)|, for νn·K is about the
/// size of the gradient at the frontier. An absolute tolerance alone would end a fit before it began where kernel
/// values are tiny (polynomial on unscaled data: ρ of 1e-9).
[[nodiscard]] double solverTolerance(const PointsRef& points, const Kernel& kernel, double nu, double tolerance);

/// Trains on rows of scaled space. The order of rows decides nothing but which of equal rows carries which α; callers
/// pass rows in canonical order so that it decides nothing at all. Errors: those of checkOptions; TooFewRows,
/// RowsAllEqual, KernelOverflow (a value above 1e37), SolverNotStarted, SolverDied, SolverStalled, Cancelled.
/// Notices: NuBelowOneRow, TauAboveTolerance, NoFrontierCentred, IslandPerPoint, ConstantColumn, SolverStoppedEarly.
[[nodiscard]] Expected<OneClassSvm> fitOneClassSvm(const PointsRef& points, const OneClassSvmOptions& options,
                                                   Progress& progress);
/// The same for rows that stand for several, whose box constraints are 0 ≤ αᵢ ≤ wᵢ, and with a warm start, which is
/// taken and left anew. Weights are for Solver::Fast alone.
[[nodiscard]] Expected<OneClassSvm> fitOneClassSvm(const PointsRef& points, const WeightsRef& weights,
                                                   const OneClassSvmOptions& options, WarmStart& warm,
                                                   Progress& progress);

/// The fit to all of `rows` rows, most of whose α are known from a former one that is nearly it: the settled rows are
/// outliers at their bound, the rows given, which may be weighted, are those that the frontier may pass, and α is 0 for
/// all others. ν of the
/// former times `rows` lies between the number of settled rows and that of both. `trainingDecision` is f at the rows
/// given. Errors: SolverStalled, Cancelled.
[[nodiscard]] Expected<OneClassSvm> refineOneClassSvm(const OneClassSvm& former, const SettledRows& settled,
                                                      const PointsRef& points, const WeightsRef& weights, double rows,
                                                      const OneClassSvmOptions& options, Progress& progress);

/// f at every row. Equal rows get equal values whatever their place.
[[nodiscard]] Expected<Eigen::VectorXd> decisionFunction(const OneClassSvm& model, const PointsRef& points,
                                                         Progress& progress);

} // namespace perimeter
