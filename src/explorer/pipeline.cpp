// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/pipeline.h"

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

std::size_t bytesOf(const LearnedCovariance& learned)
{
    return 1024 + static_cast<std::size_t>(learned.distances.size()) * 2 * sizeof(double);
}

std::size_t bytesOf(const DetectorFit& fit)
{
    std::size_t bytes = 1024;
    if (fit.classes)
        bytes += fit.classes->outlier.size() * (sizeof(double) + 1);
    if (const OneClassSvm* const svm = fit.svm())
        bytes += bytesOf(svm->supportVectors) + static_cast<std::size_t>(svm->alpha.size()) * sizeof(double);
    return bytes;
}

std::size_t bytesOf(const FrontierLines& lines)
{
    std::size_t bytes = 1024;
    for (const Polyline& line : lines.frontier)
        bytes += line.points.size() * sizeof(PlanePoint);
    return bytes;
}

/// The remembered value, or the one `compute` makes, remembered from now on.
template <typename Key, typename Value, typename Compute>
Expected<std::shared_ptr<const Value>> remember(Memo<Key, Value>& memo, const Key& key, Compute&& compute)
{
    if (std::shared_ptr<const Value> known = memo.find(key))
        return known;
    Expected<Value> made = compute();
    if (!made)
        return made.unexpected();
    auto value = std::make_shared<const Value>(std::move(*made));
    memo.insert(key, value, bytesOf(*value));
    return std::shared_ptr<const Value>(value);
}

/// The first column that can be an axis and is not `taken`: numbers and durations before times and booleans.
std::string firstFreeAxis(const Table& table, const std::string& taken)
{
    const auto find = [&](auto&& fits) {
        const auto found = std::ranges::find_if(
            table.columns(), [&](const Column& column) { return column.name != taken && fits(column.kind); });
        return found == table.columns().end() ? std::string() : found->name;
    };
    const std::string measured =
        find([](ColumnKind kind) { return kind == ColumnKind::Number || kind == ColumnKind::Duration; });
    return !measured.empty() ? measured : find([](ColumnKind kind) { return kind != ColumnKind::Text; });
}

} // namespace

Pipeline::Pipeline(std::size_t budget)
    : m_tables(budget / 4), m_prepared(budget / 4), m_projections(budget / 8), m_scaled(budget / 8),
      m_learned(budget / 16), m_fits(budget / 16), m_frontiers(budget / 8)
{
}

void Pipeline::forget()
{
    m_tables.clear();
    m_prepared.clear();
    m_projections.clear();
    m_scaled.clear();
    m_learned.clear();
    m_fits.clear();
    m_frontiers.clear();
}

Expected<Table> Pipeline::table(const Source& source, Progress& progress)
{
    Expected<std::shared_ptr<const Table>> table =
        remember(m_tables, source, [&] { return openTable(source, progress); });
    return table ? Expected<Table>(**table) : table.unexpected();
}

Expected<Table> Pipeline::prepared(const Exploration& exploration, Progress& progress)
{
    const PreparedKey key{exploration.source, exploration.preparation};
    Expected<std::shared_ptr<const Table>> table = remember(m_prepared, key, [&]() -> Expected<Table> {
        Expected<Table> opened = this->table(exploration.source, progress);
        if (!opened || exploration.preparation.steps.empty())
            return opened;
        return prepare(*opened, exploration.preparation, progress);
    });
    return table ? Expected<Table>(**table) : table.unexpected();
}

Expected<Exploration> Pipeline::resolved(const Exploration& exploration, Progress& progress)
{
    if (const Expected<void> checked = check(exploration); !checked)
        return checked.unexpected();
    const Expected<Table> table = prepared(exploration, progress);
    if (!table)
        return table.unexpected();
    Exploration resolved = exploration;
    if (resolved.x.column.empty())
        resolved.x.column = firstFreeAxis(*table, resolved.y.column);
    if (resolved.y.column.empty())
        resolved.y.column = firstFreeAxis(*table, resolved.x.column);
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

Pipeline::FitKey Pipeline::fitKey(const Exploration& exploration, DetectorKind detector)
{
    const DetectorSettings& settings = exploration.settings;
    const DetectorOptions options = detector == DetectorKind::OneClassSvm ? DetectorOptions(settings.svm)
                                    : detector == DetectorKind::RobustCovariance
                                        ? DetectorOptions(settings.robustOptions())
                                        : DetectorOptions(settings.empiricalOptions());
    return {scaledKey(exploration), options};
}

Expected<std::shared_ptr<const Projection>> Pipeline::projection(const Exploration& exploration, Progress& progress)
{
    const ProjectionKey key = projectionKey(exploration);
    return remember(m_projections, key, [&]() -> Expected<Projection> {
        const Expected<Table> table = prepared(exploration, progress);
        if (!table)
            return table.unexpected();
        return project(*table, key.features, progress);
    });
}

Expected<std::shared_ptr<const ScaledPoints>> Pipeline::scaled(const Exploration& exploration, Progress& progress)
{
    return remember(m_scaled, scaledKey(exploration), [&]() -> Expected<ScaledPoints> {
        Expected<std::shared_ptr<const Projection>> projected = projection(exploration, progress);
        if (!projected)
            return projected.unexpected();
        return scale(std::move(*projected), exploration.scaling);
    });
}

Expected<std::shared_ptr<const LearnedCovariance>> Pipeline::learned(const Exploration& exploration,
                                                                     DetectorKind detector, Progress& progress)
{
    FitKey key = fitKey(exploration, detector);
    if (RobustOptions* const robust = std::get_if<RobustOptions>(&key.options))
        robust->contamination = RobustOptions().contamination;
    else
        key.options = EmpiricalOptions();
    return remember(m_learned, key, [&]() -> Expected<LearnedCovariance> {
        const Expected<std::shared_ptr<const ScaledPoints>> points = scaled(exploration, progress);
        if (!points)
            return points.unexpected();
        return learnCovariance(**points, detector, exploration.settings, progress);
    });
}

Expected<std::shared_ptr<const DetectorFit>> Pipeline::fit(const Exploration& exploration, DetectorKind detector,
                                                           Progress& progress)
{
    return remember(m_fits, fitKey(exploration, detector), [&]() -> Expected<DetectorFit> {
        Expected<std::shared_ptr<const ScaledPoints>> points = scaled(exploration, progress);
        if (!points)
            return points.unexpected();
        if (detector == DetectorKind::OneClassSvm)
            return perimeter::fit(std::move(*points), detector, exploration.settings, progress);
        const Expected<std::shared_ptr<const LearnedCovariance>> known = learned(exploration, detector, progress);
        if (!known)
            return known.unexpected();
        return fitCovariance(std::move(*points), **known, exploration.settings);
    });
}

Expected<std::shared_ptr<const FrontierLines>> Pipeline::frontier(const Exploration& exploration, DetectorKind detector,
                                                                  const Plane& plane, int columns, int rows,
                                                                  Progress& progress)
{
    const FrontierKey key{fitKey(exploration, detector),
                          plane.xScale,
                          plane.yScale,
                          plane.xMin,
                          plane.xMax,
                          plane.yMin,
                          plane.yMax,
                          columns,
                          rows};
    return remember(m_frontiers, key, [&]() -> Expected<FrontierLines> {
        const Expected<std::shared_ptr<const DetectorFit>> fitted = fit(exploration, detector, progress);
        if (!fitted)
            return fitted.unexpected();
        return perimeter::frontier(**fitted, plane, columns, rows, progress);
    });
}

} // namespace perimeter
