// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/fit.h"

#include "base/stopwatch.h"
#include "explorer/stages/conclusion.h"
#include "explorer/stages/named_notices.h"
#include "explorer/stages/refinement/refinement.h"
#include "explorer/stages/robust_rows.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace perimeter {

namespace {

/// What rounding of a cell's mean, to a step of 2⁻³⁰ of its width, does to f, relative to ρ or Σα·max k.
constexpr double meanRounding = 3e-11;

/// How far f of cells alone may be from that of their rows, relative to ρ, where it is not refined.
constexpr double unrefined = 2e-3;

/// The one-class SVM of cells, or of the points where there are none; γ is a matter of all rows either way.
Expected<OneClassSvm> fitOneClass(const TrainingPoints& training, OneClassSvmOptions options, WarmStart& warm,
                                  Progress& progress)
{
    const ScaledPoints& scaled = *training.scaled;
    PERIMETER_TRY(const double gamma, resolveGamma(options.gamma, scaled.points.cols(), scaled.variance));
    options.gamma = {GammaChoice::Rule::Value, gamma};
    const Binned* const binned = training.binned.get();
    return binned ? fitOneClassSvm(binned->cells.means, binned->cells.counts, options, warm, progress)
                  : fitOneClassSvm(scaled.points, Eigen::VectorXd(), options, warm, progress);
}

/// From cells to rows, where this can be done: the sigmoid kernel has more than one optimum, and with every α at its
/// bound no row is near to the frontier.
Expected<void> refine(Learned& learned, OneClassSvm& model, const Binned& binned, const OneClassSvmOptions& options,
                      Progress& progress)
{
    learned.uncertainty = unrefined * std::abs(model.rho);
    learned.ofCellsAlone = true;
    const OneClassSvm ofCells = model;
    // Rows equal to a cell's mean are so but for rounding: a frontier through them must not part them.
    const double size = model.kernel.kind == KernelKind::Rbf || model.kernel.kind == KernelKind::Sigmoid
                            ? model.alpha.cwiseAbs().sum()
                            : 0;
    model.tau += meanRounding * std::max(std::abs(model.rho), size);
    if (options.kernel == KernelKind::Sigmoid || options.nu >= 1)
        return {};
    Refinement refinement(binned, options, ofCells, learned.ranges);
    const Expected<bool> refined = refinement.run(progress);
    if (!refined && refined.error().code != ErrorCode::SolverStalled)
        return refined.unexpected();
    if (!refined || !*refined)
        return {};
    model = std::move(refinement.model());
    learned.ranges = std::move(refinement.ranges());
    learned.uncertainty = refinement.uncertainty();
    learned.ofCellsAlone = false;
    return {};
}

Expected<void> learnSvm(Learned& learned, const TrainingPoints& training, const OneClassSvmOptions& options,
                        WarmStart& warm, Progress& progress)
{
    ProgressPart learning(progress, 0, training.binned ? 0.6 : 1);
    PERIMETER_TRY(OneClassSvm model, fitOneClass(training, options, warm, learning));
    learned.values = std::exchange(model.trainingDecision, {});
    if (training.binned && model.frontier) {
        learned.values = {};
        ProgressPart bounding(progress, 0.6, 0.7);
        PERIMETER_TRY(std::vector<ValueRange> ranges,
                      sumRanges(model, training.binned->corners, training.binned->cells.width, bounding));
        learned.ranges = std::move(ranges);
        ProgressPart refining(progress, 0.7, 1);
        PERIMETER_CHECK(refine(learned, model, *training.binned, options, refining));
        model.trainingDecision = {};
    }
    learned.model = std::move(model);
    return {};
}

Expected<void> learnRobust(Learned& learned, const TrainingPoints& training, const RobustOptions& options,
                           Progress& progress)
{
    const bool isHeld = !training.binned || training.binned->isHeld();
    if (!isHeld) {
        ProgressPart whole(progress, 0, 0.9);
        PERIMETER_TRY(std::optional<RobustCovariance> ofTable,
                      learnRobustOfTable(*training.scaled, options, mostSampledRows, whole));
        if (ofTable) {
            learned.model = std::move(*ofTable);
            return {};
        }
    }
    PERIMETER_TRY(RobustCovariance robust, isHeld ? learnRobustCovariance(training.scaled->points, options, progress)
                                                  : learnRobustCovariance(training.binned->cells, options, progress));
    learned.model = std::move(robust);
    learned.ofCellsAlone = !isHeld;
    return {};
}

Expected<void> learnEmpirical(Learned& learned, const TrainingPoints& training)
{
    PERIMETER_TRY(CovarianceModel empirical, training.binned ? learnEmpiricalCovariance(training.binned->cells)
                                                             : learnEmpiricalCovariance(training.scaled->points));
    learned.model = std::move(empirical);
    return {};
}

/// The threshold and the classes of points that were learned from themselves.
void concludeExactly(DetectorFit& fit, const Learned& learned, double contamination)
{
    if (const OneClassSvm* const svm = fit.svm()) {
        if (svm->frontier)
            fit.classes = classesByValues(*svm, learned.values);
        return;
    }
    CovarianceModel& model =
        fit.robust() ? std::get<RobustCovariance>(fit.model).model : std::get<CovarianceModel>(fit.model);
    model.threshold = contaminationThreshold(learned.values, contamination);
    if (!fit.robust() || !fit.robust()->exactFit)
        fit.classes = classesByValues(model, learned.values);
}

} // namespace

Verdict DetectorFit::verdict(std::size_t point) const
{
    return verdictAt(scaled->points.row(static_cast<Eigen::Index>(point)));
}

Verdict DetectorFit::verdictAt(const Eigen::RowVector2d& scaledPoint) const
{
    if (const OneClassSvm* const machine = svm()) {
        const double f = (*decision)(scaledPoint);
        return {f, isOutlier(*machine, f)};
    }
    const double distance = squaredDistances(*covariance(), scaledPoint)[0];
    return {covariance()->threshold - distance, isOutlier(*covariance(), distance)};
}

Expected<Learned> learn(const TrainingPoints& training, DetectorKind detector, const DetectorSettings& settings,
                        WarmStart& warm, Progress& progress)
{
    const Stopwatch stopwatch;
    Learned learned;
    PERIMETER_CHECK(detector == DetectorKind::OneClassSvm ? learnSvm(learned, training, settings.svm, warm, progress)
                    : detector == DetectorKind::RobustCovariance
                        ? learnRobust(learned, training, settings.robustOptions(), progress)
                        : learnEmpirical(learned, training));
    if (const CovarianceModel* const model = learned.covariance()) {
        if (training.binned)
            learned.ranges = distanceRanges(*model, training.binned->places, training.binned->cells.width);
        else
            learned.values = squaredDistances(*model, training.scaled->points);
    }
    learned.milliseconds = stopwatch.milliseconds();
    return learned;
}

Expected<Learned> learnTwoClass(const ScaledPoints& scaled, const Labels& labels, const TwoClassSvmOptions& options,
                                Progress& progress)
{
    const Stopwatch stopwatch;
    RowMatrix labelled(static_cast<Eigen::Index>(labels.points.size()), scaled.points.cols());
    for (std::size_t i = 0; i < labels.points.size(); ++i)
        labelled.row(static_cast<Eigen::Index>(i)) = scaled.points.row(static_cast<Eigen::Index>(labels.points[i]));
    ProgressPart learning(progress, 0, 0.9);
    PERIMETER_TRY(TwoClassSvm model, fitTwoClassSvm(labelled, labels.outlier, options, learning));
    ProgressPart judging(progress, 0.9, 1);
    PERIMETER_TRY(Eigen::VectorXd values, decisionFunction(model.function, scaled.points, judging));
    return Learned{
        .model = std::move(model), .values = std::move(values), .ranges = {}, .milliseconds = stopwatch.milliseconds()};
}

Expected<std::vector<DetectorFit>> conclude(const TrainingPoints& training, const std::vector<LearnedBy>& learned,
                                            double contamination, Progress& progress)
{
    const Stopwatch stopwatch;
    PERIMETER_CHECK(checkContamination(contamination));
    std::vector<Conclusion> conclusions;
    std::vector<std::uint8_t> wanted(training.binned ? training.binned->places.size() : 0, 0);
    for (const LearnedBy& each : learned) {
        if (!training.binned)
            break;
        conclusions.emplace_back(training, *each.learned, contamination);
        for (std::size_t cell = 0; cell < wanted.size(); ++cell)
            wanted[cell] |= conclusions.back().wanted()[cell];
    }
    const auto take = [&](const RowBlock& block) -> Expected<void> {
        for (Conclusion& conclusion : conclusions)
            PERIMETER_CHECK(conclusion.take(block, progress));
        return {};
    };
    if (training.binned)
        PERIMETER_CHECK(visitRows(*training.binned, wanted, progress, take));
    std::vector<DetectorFit> fits;
    for (std::size_t i = 0; i < learned.size(); ++i) {
        const Learned& by = *learned[i].learned;
        DetectorFit& fit = fits.emplace_back(DetectorFit{
            .scaled = training.scaled, .binned = training.binned, .detector = learned[i].detector, .model = by.model});
        if (training.binned)
            conclusions[i].finish(fit);
        else
            concludeExactly(fit, by, contamination);
        fit.ofCellsAlone = by.ofCellsAlone;
        fit.uncertainty = by.uncertainty;
        fit.notices = fit.svm() ? fit.svm()->notices : fit.covariance()->notices;
        if (fit.svm() && fit.svm()->frontier)
            fit.decision = std::make_shared<const DecisionFunction>(*fit.svm());
        nameColumns(fit);
        fit.milliseconds = by.milliseconds + stopwatch.milliseconds();
    }
    return fits;
}

} // namespace perimeter
