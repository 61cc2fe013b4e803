// SPDX-License-Identifier: GPL-3.0-or-later
//
// perimeter_stages: Google Benchmark over the stages, each by the number of rows or the resolution.
#include "benchmarks/sessions.h"
#include "detectors/covariance/robust_covariance.h"
#include "detectors/svm/one_class_svm.h"
#include "field/field.h"
#include "field/learned_frontier.h"

#include <benchmark/benchmark.h>

#include <map>

using namespace perimeter;

namespace {

const RowMatrix& points(Eigen::Index rows)
{
    static std::map<Eigen::Index, RowMatrix> made;
    RowMatrix& found = made[rows];
    if (found.size() == 0)
        found = benchmarks::scaledSessions(rows, 1);
    return found;
}

const OneClassSvm& svm(Eigen::Index rows)
{
    static std::map<Eigen::Index, OneClassSvm> fitted;
    if (!fitted.contains(rows)) {
        NoProgress progress;
        fitted[rows] = *fitOneClassSvm(points(rows), {.nu = 0.25}, progress);
    }
    return fitted[rows];
}

Plane wholePlane(const RowMatrix& rows)
{
    return {.xMin = rows.col(0).minCoeff() - 1,
            .xMax = rows.col(0).maxCoeff() + 1,
            .yMin = rows.col(1).minCoeff() - 1,
            .yMax = rows.col(1).maxCoeff() + 1,
            .scaling = *fitScaling(ScalingKind::None, rows)};
}

void scaling(benchmark::State& state)
{
    const RowMatrix& rows = points(state.range(0));
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(fitScaling(ScalingKind::Standard, rows)->toScaled(rows));
}

void empiricalCovariance(benchmark::State& state)
{
    const RowMatrix& rows = points(state.range(0));
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(fitEmpiricalCovariance(rows, {}));
}

void robustCovariance(benchmark::State& state)
{
    const RowMatrix& rows = points(state.range(0));
    NoProgress progress;
    std::uint64_t seed = 0;
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(fitRobustCovariance(rows, {.seed = seed++}, progress));
}

/// Placing a threshold among known distances, and the distances themselves.
void threshold(benchmark::State& state)
{
    const RowMatrix& rows = points(state.range(0));
    const CovarianceModel model = *fitEmpiricalCovariance(rows, {});
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(contaminationThreshold(squaredDistances(model, rows), 0.15));
}

void oneClassSvmCold(benchmark::State& state)
{
    const RowMatrix& rows = points(state.range(0));
    NoProgress progress;
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(fitOneClassSvm(rows, {.nu = 0.15}, progress));
}

void oneClassSvmStep(benchmark::State& state)
{
    const RowMatrix& rows = points(state.range(0));
    const Eigen::VectorXd weights = Eigen::VectorXd::Ones(rows.rows());
    NoProgress progress;
    WarmStart warm;
    bool up = false;
    benchmark::DoNotOptimize(fitOneClassSvm(rows, weights, {.nu = 0.15}, warm, progress));
    for ([[maybe_unused]] auto _ : state) {
        up = !up;
        benchmark::DoNotOptimize(fitOneClassSvm(rows, weights, {.nu = up ? 0.155 : 0.15}, warm, progress));
    }
}

void field(benchmark::State& state)
{
    const int side = static_cast<int>(state.range(0));
    const OneClassSvm& model = svm(20668);
    const Plane plane = wholePlane(points(20668));
    NoProgress progress;
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(decisionField(model, plane, side, side, progress));
}

void frontier(benchmark::State& state)
{
    const int side = static_cast<int>(state.range(0));
    const OneClassSvm& model = svm(20668);
    const Plane plane = wholePlane(points(20668));
    NoProgress progress;
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(learnedFrontier(model, plane, side, side, progress));
}

} // namespace

BENCHMARK(scaling)->Arg(20668)->Arg(1000000)->Unit(benchmark::kMillisecond);
BENCHMARK(empiricalCovariance)->Arg(20668)->Arg(1000000)->Unit(benchmark::kMillisecond);
BENCHMARK(robustCovariance)->Arg(500)->Arg(20668)->Arg(1000000)->Unit(benchmark::kMillisecond);
BENCHMARK(threshold)->Arg(20668)->Arg(1000000)->Unit(benchmark::kMillisecond);
BENCHMARK(oneClassSvmCold)->Arg(2000)->Arg(20668)->Unit(benchmark::kMillisecond);
BENCHMARK(oneClassSvmStep)->Arg(2000)->Arg(20668)->Unit(benchmark::kMillisecond);
BENCHMARK(field)->Arg(200)->Arg(400)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(frontier)->Arg(200)->Arg(400)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
