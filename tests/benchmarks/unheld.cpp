// SPDX-License-Identifier: GPL-3.0-or-later
//
// perimeter_unheld FILE X Y [SCALING [NU [GAMMA]]]: whether a table whose rows are not held is answered as if they were.
// Every detector learns from the table and, the one-class SVM without cells, from all rows in memory; then every row is
// classified by both. Prints a line for each: how many rows differ, those within 1e-6·|ρ| + τ of the frontier apart, and
// the residual of the Karush-Kuhn-Tucker conditions of the fit to every row, relative to ρ. SCALING is none, standard,
// robust, minmax or log1p. Needs some 100 bytes of memory for each row.
#include "explorer/pipeline/pipeline.h"

#include "base/stopwatch.h"
#include "explorer/value/words.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

using namespace perimeter;

namespace {

using Fit = std::shared_ptr<const DetectorFit>;

std::int64_t rowsOutside(const DetectorFit& fit)
{
    return fit.classes ? static_cast<std::int64_t>(fit.classes->outliers) : 0;
}

/// How far f is on the wrong side of 0 for its α, at the most, relative to ρ: rows with f > 0 have α = 0 but for those
/// near the frontier, and rows with f < 0 have α at its bound.
double residualOf(const OneClassSvm& svm)
{
    NoProgress progress;
    const Expected<Eigen::VectorXd> f = decisionFunction(svm, svm.supportVectors, progress);
    double residual = svm.tau;
    for (Eigen::Index row = 0; f && row < f->size(); ++row)
        residual = std::max(residual, (*f)[row]);
    return residual / std::abs(svm.rho);
}

void compare(const DetectorFit& table, const DetectorFit& rows)
{
    const RowMatrix& points = rows.scaled->points;
    const double band = rows.svm() ? 1e-6 * std::abs(rows.svm()->rho) + rows.svm()->tau : 0;
    std::int64_t differ = 0, differInBand = 0, inBand = 0;
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        const Verdict exact = rows.verdictAt(points.row(row));
        const bool isNear = std::abs(exact.decision) <= band;
        inBand += isNear ? 1 : 0;
        if (table.verdictAt(points.row(row)).outlier != exact.outlier)
            ++(isNear ? differInBand : differ);
    }
    std::printf(
        "%s: %.0f ms from the table, %.0f ms from rows; outliers %lld and %lld; %lld rows differ, and %lld of the "
        "%lld in the band",
        wordOf(detectorWords(), rows.detector).c_str(), table.milliseconds, rows.milliseconds,
        static_cast<long long>(rowsOutside(table)), static_cast<long long>(rowsOutside(rows)),
        static_cast<long long>(differ), static_cast<long long>(differInBand), static_cast<long long>(inBand));
    if (const OneClassSvm* const svm = rows.svm())
        std::printf("; ρ off by %.1e, said that may differ %lld, residual of every row's fit %.1e",
                    table.svm()->rho / svm->rho - 1, static_cast<long long>(table.classes->mayDiffer),
                    residualOf(*svm));
    std::printf("\n");
    std::fflush(stdout);
}

Fit fitted(Pipeline& pipeline, const Exploration& exploration, DetectorKind detector)
{
    NoProgress progress;
    const Expected<Exploration> resolved = pipeline.resolved(exploration, progress);
    if (!resolved)
        return nullptr;
    const Expected<Fit> fit = pipeline.fit(*resolved, detector, progress);
    return fit ? *fit : nullptr;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) {
        std::fputs("Usage: perimeter_unheld FILE X Y [SCALING [NU [GAMMA]]]\n", stderr);
        return 2;
    }
    Exploration exploration;
    exploration.source.path = argv[1];
    exploration.x.column = argv[2];
    exploration.y.column = argv[3];
    if (argc > 4) {
        const auto scaling = scalingWords().find(argv[4]);
        if (scaling == scalingWords().end())
            return 2;
        exploration.scaling = scaling->second;
    }
    exploration.settings.svm.nu = argc > 5 ? std::atof(argv[5]) : 0.15;
    exploration.settings.svm.gamma = {GammaChoice::Rule::Value, argc > 6 ? std::atof(argv[6]) : 0.5};
    Pipeline ofTable(std::size_t{512} << 20, 1000);
    Pipeline ofRows(std::size_t{8} << 30, std::numeric_limits<std::int64_t>::max());
    for (const DetectorKind detector : allDetectors) {
        exploration.binning.mode = Binning::Mode::Always;
        const Fit table = fitted(ofTable, exploration, detector);
        if (detector == DetectorKind::OneClassSvm)
            exploration.binning.mode = Binning::Mode::Exact;
        const Fit rows = fitted(ofRows, exploration, detector);
        if (!table || !rows) {
            std::fputs("A fit failed.\n", stderr);
            return 1;
        }
        compare(*table, *rows);
    }
    return 0;
}
