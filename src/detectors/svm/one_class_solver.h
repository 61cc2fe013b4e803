// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/notice.h"
#include "base/progress.h"
#include "detectors/rows/points.h"
#include "detectors/svm/one_class_problem.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace perimeter {

struct OneClassState;

/// What a fit leaves for the next one: its rows and what follows from them alone, α and the gradient. A hint that
/// changes how long the next fit takes, never what it answers.
class WarmStart {
public:
    WarmStart();
    ~WarmStart();
    WarmStart(WarmStart&&) noexcept;
    WarmStart& operator=(WarmStart&&) noexcept;

    /// Takes note of what the next fit learns from; `makeNotices` is called only where that is new.
    void meet(const PointsRef& points, const WeightsRef& weights, const Kernel& kernel,
              const std::function<std::vector<Notice>()>& makeNotices);
    /// What follows from rows and kernel alone.
    [[nodiscard]] const std::vector<Notice>& notices() const { return m_notices; }

    /// The state left by the last fit; null where there is none, or where it was cancelled.
    [[nodiscard]] std::unique_ptr<OneClassState> take();
    void leave(std::unique_ptr<OneClassState> state);
    /// Whether the state belongs to the rows met last.
    [[nodiscard]] bool fitsRows() const { return m_fitsRows; }
    [[nodiscard]] std::size_t bytes() const;

private:
    RowMatrix m_points;
    Eigen::VectorXd m_weights;
    Kernel m_kernel;
    std::vector<Notice> m_notices;
    std::unique_ptr<OneClassState> m_state;
    bool m_fitsRows = false;
};

/// Perimeter's own solver: decomposition (Osuna, Freund & Girosi 1997) into working sets around the frontier, each
/// solved by sequential minimal optimisation (Fan, Chen & Lin 2005), the gradient of all rows kept in double, and an
/// active set method for the exact end. A cold start grows from a thinned problem; a warm one moves the difference.
/// `warm` has met the rows. `cacheBudget` bounds the kernel rows kept, in bytes. Errors: Cancelled.
[[nodiscard]] Expected<OneClassSolution> solveOneClass(const PointsRef& points, const WeightsRef& weights,
                                                       const OneClassProblem& problem, WarmStart& warm,
                                                       Progress& progress,
                                                       std::size_t cacheBudget = std::size_t{256} << 20);

/// Rows beside those of a problem, whose α is known: centres that add Σ αᵢ k(xᵢ, ·) to its gradient.
struct SettledRows {
    RowMatrix centres;
    Eigen::VectorXd alpha;
};

/// Minimises ½ αᵀKα + αᵀg over the rows given, each of weight 1, g the gradient that the settled rows add and ν that of
/// the rows given alone. `alpha` is where it begins. The kernel is none that ends where it begins (sigmoid). Errors:
/// Cancelled.
[[nodiscard]] Expected<OneClassSolution> solveOneClassBeside(const SettledRows& settled, const PointsRef& points,
                                                             const Eigen::VectorXd& alpha,
                                                             const OneClassProblem& problem, Progress& progress,
                                                             std::size_t cacheBudget = std::size_t{256} << 20);

} // namespace perimeter
