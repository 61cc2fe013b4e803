// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/binned_error.h"

#include "detectors/rows/random_source.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

namespace perimeter {

namespace {

constexpr std::uint64_t seed = 1;

/// Points in scaled space, the same ones for the same rows.
Expected<RowMatrix> chosenPoints(const ScaledPoints& scaled, Progress& progress)
{
    if (!scaled.projection->isHeld()) {
        const std::array<ScaledColumn, 2> columns = scaled.columns();
        const Expected<std::vector<double>> rows = sampleRows(*scaled.projection->table, columns, errorRows, progress);
        if (!rows)
            return rows.unexpected();
        const auto count = static_cast<Eigen::Index>(rows->size() / columns.size());
        return RowMatrix(scaled.scaling.toScaled(Eigen::Map<const RowMatrix>(rows->data(), count, 2)));
    }
    const RowMatrix& points = scaled.points;
    RandomSource random(seed);
    RowMatrix chosen(static_cast<Eigen::Index>(errorRows), points.cols());
    for (Eigen::Index row = 0; row < chosen.rows(); ++row)
        chosen.row(row) =
            points.row(static_cast<Eigen::Index>(random.below(static_cast<std::uint64_t>(points.rows()))));
    return chosen;
}

/// Where f of a finer fit is farthest from f, relative to ρ. A finer fit without a frontier is as far as can be.
Expected<double> farthest(const Eigen::VectorXd& f, double rho, const OneClassSvm& finer, const RowMatrix& points,
                          Progress& progress)
{
    if (!finer.frontier)
        return std::numeric_limits<double>::infinity();
    const Expected<Eigen::VectorXd> values = decisionFunction(finer, points, progress);
    if (!values)
        return values.unexpected();
    return (f - *values).cwiseAbs().maxCoeff() / std::abs(rho);
}

Expected<DetectorFit> fitAlone(const TrainingPoints& training, const OneClassSvmOptions& options, Progress& progress)
{
    DetectorSettings settings;
    settings.svm = options;
    WarmStart cold;
    ProgressPart learning(progress, 0, 0.8);
    Expected<Learned> learned = learn(training, DetectorKind::OneClassSvm, settings, cold, learning);
    if (!learned)
        return learned.unexpected();
    ProgressPart concluding(progress, 0.8, 1);
    Expected<std::vector<DetectorFit>> fits =
        conclude(training, {{DetectorKind::OneClassSvm, std::make_shared<const Learned>(std::move(*learned))}},
                 settings.effectiveContamination(), concluding);
    return fits ? Expected<DetectorFit>(std::move(fits->front())) : fits.unexpected();
}

} // namespace

Expected<BinnedError> measureBinnedError(const DetectorFit& fit, const OneClassSvmOptions& options, Progress& progress)
{
    const ScaledPoints& scaled = *fit.scaled;
    const OneClassSvm& svm = *fit.svm();
    BinnedError error{.rows = errorRows,
                      .againstRows = scaled.projection->isHeld() &&
                                     static_cast<std::size_t>(scaled.points.rows()) <= mostExactRows};
    ProgressPart valuing(progress, 0, 0.05);
    const Expected<RowMatrix> chosen = chosenPoints(scaled, valuing);
    if (!chosen)
        return chosen.unexpected();
    const RowMatrix& points = *chosen;
    const Expected<Eigen::VectorXd> f = decisionFunction(svm, points, valuing);
    if (!f)
        return f.unexpected();
    ProgressPart halving(progress, 0.05, 0.1);
    Expected<Binned> finer = bin(fit.scaled, fit.binned->length, fit.binned->cells.width / 2, 4 * mostCells, halving);
    if (!finer)
        return finer.unexpected();
    ProgressPart learning(progress, 0.1, error.againstRows ? 0.4 : 1);
    const TrainingPoints training{fit.scaled, std::make_shared<const Binned>(std::move(*finer))};
    const Expected<DetectorFit> half = fitAlone(training, options, learning);
    if (!half)
        return half.unexpected();
    Expected<double> ofRho = farthest(*f, svm.rho, *half->svm(), points, learning);
    if (!ofRho)
        return ofRho.unexpected();
    error.ofRho = *ofRho;
    if (!error.againstRows)
        return error;
    ProgressPart exactly(progress, 0.4, 1);
    WarmStart coldOfRows;
    const Expected<OneClassSvm> whole = learnOneClassSvm(scaled, nullptr, options, coldOfRows, exactly);
    if (!whole)
        return whole.unexpected();
    ofRho = farthest(*f, svm.rho, *whole, points, exactly);
    if (!ofRho)
        return ofRho.unexpected();
    error.ofRho = std::max(error.ofRho, *ofRho);
    return error;
}

Expected<OneClassSvm> learnOneClassSvm(const ScaledPoints& scaled, const Binned* binned, OneClassSvmOptions options,
                                       WarmStart& warm, Progress& progress)
{
    const Expected<double> gamma = resolveGamma(options.gamma, scaled.points.cols(), scaled.variance);
    if (!gamma)
        return gamma.unexpected();
    options.gamma = {GammaChoice::Rule::Value, *gamma};
    return binned ? fitOneClassSvm(binned->cells.means, binned->cells.counts, options, warm, progress)
                  : fitOneClassSvm(scaled.points, Eigen::VectorXd(), options, warm, progress);
}

} // namespace perimeter
