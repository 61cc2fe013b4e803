// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"
#include "explorer/value/sweep_plan.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

/// One fit on the way.
struct SweepPoint {
    DetectorKind detector = DetectorKind::OneClassSvm;
    double value = 0; ///< of what is varied; a kernel's is its place among the four
    KernelKind kernel = KernelKind::Rbf;
    std::int64_t rows = 0;
    std::optional<std::int64_t> outliers = {}; ///< nothing where there is no frontier
    std::optional<std::int64_t> supportVectors = {};
    std::optional<double> level = {}; ///< ρ, or the threshold of d²
    std::optional<Error> error = {};
};

struct Sweep {
    SweepPlan plan;
    std::vector<SweepPoint> points; ///< by value, then detector
    /// Over ν: the smallest value at which each point drawn is an outlier, infinite where it never is. What is drawn is
    /// the outcome's; empty for other sweeps.
    std::vector<double> depth;
    std::shared_ptr<const Projection> drawn = {}; ///< those points; null where the depth is empty
};

/// The plan to begin with.
[[nodiscard]] SweepPlan usualSweep(SweepPlan::Over over);

/// The detectors that what is swept is a setting of.
[[nodiscard]] std::vector<DetectorKind> sweptDetectors(SweepPlan::Over over);

/// The exploration with a value of what is swept.
[[nodiscard]] Exploration withSwept(Exploration exploration, SweepPlan::Over over, double value);

/// What a sweep follows from: explorations that differ in nothing else have the same one.
[[nodiscard]] Exploration sweepSubject(Exploration exploration, SweepPlan::Over over);

/// Errors: SweepOutOfRange; what the range makes of ν, γ or contamination.
[[nodiscard]] Expected<void> check(const SweepPlan& plan, const Exploration& exploration);

/// ν, γ and kernels are swept with the one-class SVM, contamination with both covariances. `arrived` sees every point,
/// one at a time and in their order, on whichever thread has made it.
/// Errors: those of the source and its preparation, Cancelled; others stand with their point.
[[nodiscard]] Expected<Sweep> runSweep(Pipeline& pipeline, const Exploration& exploration, const SweepPlan& plan,
                                       Progress& progress,
                                       const std::function<void(const SweepPoint&)>& arrived = nullptr);

/// What an outcome already knows of the value in force: its counts, beside those of the values swept. None where it has
/// no such fit yet.
[[nodiscard]] std::vector<SweepPoint> pointsInForce(const Outcome& outcome, SweepPlan::Over over);

} // namespace perimeter
