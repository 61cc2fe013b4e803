// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/pipeline/pipeline.h"

#include "data/formats/open.h"
#include "data/steps/prepare.h"
#include "evaluation/split.h"
#include "explorer/stages/default_axes.h"
#include "explorer/storage/fingerprint.h"

#include <algorithm>

namespace perimeter {

namespace {

std::size_t bytesOf(const RowMatrix& matrix)
{
    return static_cast<std::size_t>(matrix.size()) * sizeof(double);
}

std::size_t bytesOf(const Table& table)
{
    return table.bytes();
}

std::size_t bytesOf(const Projection& projection)
{
    return bytesOf(projection.points) + (projection.rows.size() + projection.leftOut.size()) * sizeof(RowNumber);
}

std::size_t bytesOf(const ScaledPoints& scaled)
{
    return bytesOf(scaled.points);
}

std::size_t bytesOf(const Labels& labels)
{
    return labels.points.size() * (sizeof(std::size_t) + 1) + labels.source.byHand.entries().size_bytes();
}

std::size_t bytesOf(const Binned& binned)
{
    const std::size_t perCell = 6 * sizeof(double) + 2 * sizeof(CellPlace) + 4 * sizeof(std::uint32_t);
    return binned.places.size() * perCell + binned.cellOf.size() * sizeof(std::uint32_t) +
           binned.squares.size() * (sizeof(CellCount) + sizeof(std::uint32_t));
}

std::size_t bytesOf(const LearnedModel& model)
{
    const OneClassSvm* const svm = svmOf(model);
    return 1024 +
           (svm ? bytesOf(svm->supportVectors) + static_cast<std::size_t>(svm->alpha.size()) * sizeof(double) : 0);
}

std::size_t bytesOf(const Learned& learned)
{
    return bytesOf(learned.model) + static_cast<std::size_t>(learned.values.size()) * sizeof(double) +
           learned.ranges.size() * sizeof(ValueRange);
}

std::size_t bytesOf(const DetectorFit& fit)
{
    return bytesOf(fit.model) + (fit.classes ? fit.classes->outlier.size() + fit.classes->sides.size() : 0);
}

std::size_t bytesOf(const CrossValidation& validation)
{
    return sizeof validation + validation.found.size() * (sizeof(double) + 1);
}

std::size_t bytesOf(const FrontierLines& lines)
{
    std::size_t bytes = 1024;
    for (const Polyline& line : lines.frontier)
        bytes += line.points.size() * sizeof(PlanePoint);
    return bytes;
}

std::size_t bytesOf(const AxisOrder& order)
{
    std::size_t bytes = sizeof order;
    for (const std::string& name : order.names)
        bytes += sizeof name + name.size();
    return bytes;
}

std::vector<FileStamp> stampsOf(const Source& source)
{
    std::vector<FileStamp> stamps;
    for (const std::string& path : pathsOf(source))
        stamps.push_back(stampOf(path));
    return stamps;
}

/// The remembered value, or the one `compute` makes, remembered from now on.
template <typename Key, typename Value, typename Compute>
Expected<std::shared_ptr<const Value>> remember(Memo<Key, Value>& memo, const Key& key, Compute&& compute)
{
    if (std::shared_ptr<const Value> known = memo.find(key))
        return known;
    PERIMETER_TRY(Value made, compute());
    auto value = std::make_shared<const Value>(std::move(made));
    memo.insert(key, value, bytesOf(*value));
    return std::shared_ptr<const Value>(value);
}

} // namespace

Pipeline::Pipeline(std::size_t budget, std::int64_t mostHeld)
    : m_mostHeld(mostHeld), m_stamps(budget / 64), m_tables(budget / 4), m_prepared(budget / 4), m_axes(budget / 64),
      m_projections(budget / 8), m_scaled(budget / 8), m_labels(budget / 16), m_binned(budget / 16), m_warm(budget / 8),
      m_learned(budget / 16), m_fits(budget / 16), m_validations(budget / 64), m_frontiers(budget / 16)
{
}

void Pipeline::forget()
{
    m_stamps.clear();
    m_tables.clear();
    m_prepared.clear();
    m_axes.clear();
    m_projections.clear();
    m_scaled.clear();
    m_labels.clear();
    m_binned.clear();
    m_warm.clear();
    m_learned.clear();
    m_fits.clear();
    m_validations.clear();
    m_frontiers.clear();
}

Expected<Table> Pipeline::table(const Source& source, Progress& progress)
{
    Expected<std::shared_ptr<const Table>> table = remember(m_tables, source, [&] {
        // Taken before: a file that is written while it is read counts as another.
        auto stamps = std::make_shared<const std::vector<FileStamp>>(stampsOf(source));
        Expected<Table> read = openTable(source, progress);
        if (read)
            m_stamps.insert(source, stamps, stamps->size() * sizeof(FileStamp));
        return read;
    });
    return table.transform([](const auto& found) { return *found; });
}

std::shared_ptr<const std::vector<FileStamp>> Pipeline::stamps(const Source& source) const
{
    return m_stamps.find(source);
}

Expected<Table> Pipeline::prepared(const Exploration& exploration, Progress& progress)
{
    return prepared(PreparedKey{exploration.source, exploration.preparation}, progress);
}

Expected<Table> Pipeline::prepared(const PreparedKey& key, Progress& progress)
{
    if (key.preparation.steps.empty())
        return table(key.source, progress);
    Expected<std::shared_ptr<const Table>> table = remember(m_prepared, key, [&]() -> Expected<Table> {
        // Step by step, so that a change of one leaves those before it as they are, and each knows its rows.
        PreparedKey before = key;
        before.preparation.steps.pop_back();
        ProgressPart earlier(progress, 0, 0.8);
        PERIMETER_TRY(const Table soFar, prepared(before, earlier));
        ProgressPart last(progress, 0.8, 1);
        return prepare(soFar, {{key.preparation.steps.back()}}, last);
    });
    return table.transform([](const auto& found) { return *found; });
}

Expected<Exploration> Pipeline::resolved(const Exploration& exploration, Progress& progress)
{
    PERIMETER_CHECK(check(exploration));
    PERIMETER_TRY(const Table table, prepared(exploration, progress));
    Exploration resolved = exploration;
    if (resolved.x.column.empty() || resolved.y.column.empty()) {
        const PreparedKey key{exploration.source, exploration.preparation};
        PERIMETER_TRY(const std::shared_ptr<const AxisOrder> order,
                      remember(m_axes, key, [&] { return axisOrder(table, progress); }));
        resolved = withAxes(exploration, *order);
    }
    if (resolved.x.column.empty() || resolved.y.column.empty())
        return Unexpected(ErrorCode::TooFewAxes, {exploration.source.path});
    return resolved;
}

Pipeline::ProjectionKey Pipeline::projectionKey(const Exploration& exploration)
{
    return {{exploration.source, exploration.preparation}, {exploration.x.column, exploration.y.column}};
}

Pipeline::ScaledKey Pipeline::scaledKey(const Exploration& exploration)
{
    return {projectionKey(exploration), exploration.scaling};
}

Expected<std::optional<double>> Pipeline::lengthOfCells(const Exploration& exploration, DetectorKind detector,
                                                        Progress& progress)
{
    PERIMETER_TRY(const std::shared_ptr<const ScaledPoints> points, scaled(exploration, progress));
    // libsvm knows no weights.
    const bool usesLibsvm =
        detector == DetectorKind::TwoClassSvm ||
        (detector == DetectorKind::OneClassSvm && exploration.settings.svm.solver == Solver::Libsvm);
    const Projection& projection = *(points)->projection;
    if (usesLibsvm || !exploration.binning.appliesTo(projection.rowsUsed)) {
        if (!projection.isHeld())
            return Unexpected(ErrorCode::TooManyRowsExact,
                              {std::to_string(projection.rowsUsed), std::to_string(m_mostHeld)});
        return std::optional<double>();
    }
    return kernelLength(exploration.settings.svm, *points).transform([](double length) {
        return std::optional(length);
    });
}

Expected<Pipeline::FitKey> Pipeline::fitKey(const Exploration& exploration, DetectorKind detector, Progress& progress)
{
    PERIMETER_TRY(const std::optional<double> length, lengthOfCells(exploration, detector, progress));
    const DetectorSettings& settings = exploration.settings;
    DetectorOptions options = settings.svm;
    if (detector == DetectorKind::RobustCovariance)
        options = settings.robustOptions();
    else if (detector == DetectorKind::EmpiricalCovariance)
        options = settings.empiricalOptions();
    else if (detector == DetectorKind::TwoClassSvm)
        options = TwoClassInputs{settings.twoClassOptions(), exploration.labels};
    return FitKey{scaledKey(exploration), length, options};
}

Expected<std::shared_ptr<const Projection>> Pipeline::projection(const Exploration& exploration, Progress& progress)
{
    const ProjectionKey key = projectionKey(exploration);
    return remember(m_projections, key, [&]() -> Expected<Projection> {
        PERIMETER_TRY(const Table table, prepared(exploration, progress));
        return project(table, key.features, m_mostHeld, progress);
    });
}

Expected<std::shared_ptr<const ScaledPoints>> Pipeline::scaled(const Exploration& exploration, Progress& progress)
{
    return remember(m_scaled, scaledKey(exploration), [&]() -> Expected<ScaledPoints> {
        PERIMETER_TRY(std::shared_ptr<const Projection> projected, projection(exploration, progress));
        return scale(std::move(projected), exploration.scaling, progress);
    });
}

Expected<std::shared_ptr<const Labels>> Pipeline::labels(const Exploration& exploration, Progress& progress)
{
    return remember(m_labels, LabelsKey{projectionKey(exploration), exploration.labels}, [&]() -> Expected<Labels> {
        PERIMETER_TRY(const Table table, prepared(exploration, progress));
        PERIMETER_TRY(const std::shared_ptr<const Projection> projected, projection(exploration, progress));
        return readLabels(table, exploration.labels, *projected, progress);
    });
}

Expected<std::shared_ptr<const Binned>> Pipeline::binned(const Exploration& exploration, DetectorKind detector,
                                                         Progress& progress)
{
    PERIMETER_TRY(const std::optional<double> length, lengthOfCells(exploration, detector, progress));
    if (!length)
        return std::shared_ptr<const Binned>();
    return remember(m_binned, CellsKey{scaledKey(exploration), *length}, [&]() -> Expected<Binned> {
        PERIMETER_TRY(std::shared_ptr<const ScaledPoints> points, scaled(exploration, progress));
        const double width = cellWidth(*length, *points);
        return bin(std::move(points), *length, width, mostCells, progress);
    });
}

Expected<std::shared_ptr<const Projection>> Pipeline::drawn(const Exploration& exploration, DetectorKind detector,
                                                            Progress& progress)
{
    Expected<std::shared_ptr<const Projection>> projected = projection(exploration, progress);
    if (!projected || (*projected)->isHeld())
        return projected;
    return binned(exploration, detector, progress).transform([](const auto& cells) { return cells->drawn; });
}

Expected<TrainingPoints> Pipeline::trainingPoints(const Exploration& exploration, DetectorKind detector,
                                                  Progress& progress)
{
    PERIMETER_TRY(std::shared_ptr<const ScaledPoints> points, scaled(exploration, progress));
    PERIMETER_TRY(std::shared_ptr<const Binned> cells, binned(exploration, detector, progress));
    return TrainingPoints{std::move(points), std::move(cells)};
}

Expected<std::shared_ptr<const Learned>> Pipeline::learned(const Exploration& exploration, DetectorKind detector,
                                                           int chain, Progress& progress)
{
    PERIMETER_TRY(FitKey key, fitKey(exploration, detector, progress));
    // What a covariance learns does not depend on contamination.
    if (RobustOptions* const robust = std::get_if<RobustOptions>(&key.options))
        robust->contamination = RobustOptions().contamination;
    else if (std::holds_alternative<EmpiricalOptions>(key.options))
        key.options = EmpiricalOptions();
    return remember(m_learned, key, [&]() -> Expected<Learned> {
        PERIMETER_TRY(const TrainingPoints from, trainingPoints(exploration, detector, progress));
        if (detector == DetectorKind::TwoClassSvm) {
            const Expected<std::shared_ptr<const Labels>> told = labels(exploration, progress);
            return told ? learnTwoClass(*from.scaled, **told, exploration.settings.twoClassOptions(), progress)
                        : told.unexpected();
        }
        WarmKey warmKey{key.scaled, key.cells, chain};
        const bool isWarm = detector == DetectorKind::OneClassSvm;
        WarmStart warm = isWarm ? m_warm.take(warmKey) : WarmStart();
        Expected<Learned> made = learn(from, detector, exploration.settings, warm, progress);
        if (isWarm)
            m_warm.leave(std::move(warmKey), std::move(warm));
        return made;
    });
}

Expected<DetectorFit> Pipeline::concluded(const Exploration& exploration, DetectorKind detector, int chain,
                                          Progress& progress)
{
    PERIMETER_TRY(const TrainingPoints from, trainingPoints(exploration, detector, progress));
    // A pass over a table takes long whatever it looks for: it looks for all detectors that will ask.
    const bool isAlone = !from.binned || from.binned->isHeld() ||
                         (exploration.panes.aspect != Variation::Aspect::Detector &&
                          exploration.lines.aspect != Variation::Aspect::Detector);
    std::vector<DetectorKind> detectors = {detector};
    for (const DetectorKind other : exploration.detectors)
        if (!isAlone && other != detector)
            detectors.push_back(other);
    std::vector<LearnedBy> all;
    for (const DetectorKind each : detectors) {
        ProgressPart learning(progress, 0, 0.6);
        Expected<std::shared_ptr<const Learned>> known = learned(exploration, each, chain, learning);
        if (known)
            all.push_back({each, std::move(*known)});
        else if (each == detector || known.error().code == ErrorCode::Cancelled)
            return known.unexpected();
    }
    ProgressPart concluding(progress, 0.6, 1);
    PERIMETER_TRY(std::vector<DetectorFit> fits,
                  conclude(from, all, exploration.settings.effectiveContamination(), concluding));
    for (std::size_t i = 1; i < fits.size(); ++i) {
        PERIMETER_TRY(const FitKey key, fitKey(exploration, all[i].detector, progress));
        auto fit = std::make_shared<const DetectorFit>(std::move((fits)[i]));
        m_fits.insert(key, fit, bytesOf(*fit));
    }
    return std::move(fits.front());
}

Expected<std::shared_ptr<const DetectorFit>> Pipeline::fit(const Exploration& exploration, DetectorKind detector,
                                                           Progress& progress, int chain)
{
    PERIMETER_TRY(const FitKey key, fitKey(exploration, detector, progress));
    return remember(m_fits, key, [&] { return concluded(exploration, detector, chain, progress); });
}

Expected<std::shared_ptr<const CrossValidation>> Pipeline::crossValidation(const Exploration& exploration,
                                                                           Progress& progress)
{
    const DetectorSettings& settings = exploration.settings;
    const ValidationKey key{projectionKey(exploration), exploration.scaling,
                            TwoClassInputs{settings.twoClassOptions(), exploration.labels}, settings.seed};
    if (std::shared_ptr<const CrossValidation> known = m_validations.find(key))
        return known;
    PERIMETER_TRY(const std::shared_ptr<const Labels> told, labels(exploration, progress));
    PERIMETER_TRY(const std::shared_ptr<const Projection> projected, projection(exploration, progress));
    const std::optional<std::vector<std::size_t>> foldOf = stratifiedFolds((told)->outlier, mostFolds, settings.seed);
    if (!foldOf)
        return std::shared_ptr<const CrossValidation>();
    const std::vector<std::size_t>& points = (told)->points;
    RowMatrix rows(static_cast<Eigen::Index>(points.size()), (projected)->points.cols());
    for (std::size_t i = 0; i < points.size(); ++i)
        rows.row(static_cast<Eigen::Index>(i)) = (projected)->points.row(static_cast<Eigen::Index>(points[i]));
    return remember(m_validations, key, [&] {
        return crossValidate(rows, (told)->outlier, *foldOf, exploration.scaling, key.inputs.options, progress);
    });
}

Expected<std::shared_ptr<const FrontierLines>> Pipeline::frontier(const Exploration& exploration, DetectorKind detector,
                                                                  const Plane& plane, int columns, int rows,
                                                                  Progress& progress)
{
    PERIMETER_TRY(FitKey learned, fitKey(exploration, detector, progress));
    const FrontierKey key{std::move(learned), plane.xScale, plane.yScale, plane.xMin, plane.xMax,
                          plane.yMin,         plane.yMax,   columns,      rows};
    return remember(m_frontiers, key, [&]() -> Expected<FrontierLines> {
        PERIMETER_TRY(const std::shared_ptr<const DetectorFit> fitted, fit(exploration, detector, progress));
        return perimeter::frontier(*fitted, plane, columns, rows, progress);
    });
}

} // namespace perimeter
