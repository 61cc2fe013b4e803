// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/projection.h"

#include "data/table/read.h"
#include "detectors/kernels/kernel.h"
#include "detectors/rows/canonical_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace perimeter {

namespace {

constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

/// The point of each row of the table, `nowhere` for those left out.
std::vector<std::uint32_t> pointOfRow(const std::vector<std::uint32_t>& order, std::size_t rows)
{
    std::vector<std::uint32_t> points(rows, nowhere);
    for (std::size_t point = 0; point < order.size(); ++point)
        points[order[point]] = static_cast<std::uint32_t>(point);
    return points;
}

/// Fills in everything of the rows but their values.
void enterRows(Projection& projection, const std::vector<RowNumber>& rows, const std::vector<std::uint32_t>& order)
{
    projection.rowsRead = static_cast<std::int64_t>(rows.size());
    projection.rows.reserve(order.size());
    for (const std::uint32_t row : order)
        projection.rows.push_back(rows[row]);
    projection.byRow.reserve(order.size());
    const std::vector<std::uint32_t> points = pointOfRow(order, rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (points[row] == nowhere)
            projection.leftOut.push_back(rows[row]);
        else
            projection.byRow.push_back(points[row]);
    }
    const auto rowOf = [&](std::uint32_t point) { return projection.rows[point]; };
    if (!std::ranges::is_sorted(projection.byRow, {}, rowOf))
        std::ranges::sort(projection.byRow, {}, rowOf);
    std::ranges::sort(projection.leftOut);
    projection.rowsUsed = static_cast<std::int64_t>(projection.rows.size());
    projection.rowsLeftOut = static_cast<std::int64_t>(projection.leftOut.size());
}

Unexpected noLogarithm(const Projection& projection, std::size_t column, const std::string& rows)
{
    // Below this module a column is a number; here it has a name.
    return {ErrorCode::LogarithmUndefined, {projection.features[column].name, rows}};
}

/// What fitScaling would find, from statistics.
Scaling scalingBy(const TableStatistics& statistics, ScalingKind kind)
{
    const auto columns = static_cast<Eigen::Index>(statistics.columns.size());
    Scaling scaling{kind, Eigen::VectorXd::Zero(columns), Eigen::VectorXd::Ones(columns)};
    for (Eigen::Index c = 0; c < columns; ++c) {
        const ColumnStatistics& column = statistics.columns[static_cast<std::size_t>(c)];
        double spread = 1;
        switch (kind) {
        case ScalingKind::Standard:
            scaling.center[c] = column.mean;
            spread = column.deviation;
            break;
        case ScalingKind::Robust:
            scaling.center[c] = column.median;
            spread = column.upperQuartile - column.lowerQuartile;
            break;
        case ScalingKind::MinMax:
            scaling.center[c] = column.minimum;
            spread = column.maximum - column.minimum;
            break;
        case ScalingKind::None:
        case ScalingKind::Log1p:
            break;
        }
        scaling.spread[c] = spread > 0 ? spread : 1;
    }
    return scaling;
}

/// Everything that can be said of scaled points without any.
Expected<ScaledPoints> scaleUnheld(std::shared_ptr<const Projection> projection, ScalingKind kind, Progress& progress)
{
    TableStatistics statistics = projection->statistics;
    if (kind == ScalingKind::Robust || kind == ScalingKind::Log1p) {
        std::vector<ScaledColumn> columns;
        for (const Column& feature : projection->features)
            columns.push_back({feature.name, kind == ScalingKind::Log1p});
        const Quartiles quartiles = kind == ScalingKind::Robust ? Quartiles::Counted : Quartiles::LeftOut;
        PERIMETER_TRY(TableStatistics more, summarise(*projection->table, columns, quartiles, progress));
        statistics = std::move(more);
        for (std::size_t c = 0; c < columns.size() && kind == ScalingKind::Log1p; ++c)
            if (statistics.columns[c].undefined > 0)
                return noLogarithm(*projection, c, std::to_string(statistics.columns[c].undefined));
    }
    ScaledPoints scaled;
    scaled.scaling = scalingBy(statistics, kind);
    const auto count = static_cast<Eigen::Index>(statistics.columns.size());
    scaled.points.resize(0, count);
    scaled.deviation = Eigen::VectorXd::Zero(count);
    Eigen::VectorXd mean(count);
    for (Eigen::Index c = 0; c < count; ++c) {
        const ColumnStatistics& column = statistics.columns[static_cast<std::size_t>(c)];
        const auto way = [&](double g) { return (g - scaled.scaling.center[c]) / scaled.scaling.spread[c]; };
        mean[c] = way(column.mean);
        scaled.deviation[c] = column.deviation / scaled.scaling.spread[c];
        scaled.reach = std::max({scaled.reach, std::abs(way(column.minimum)), std::abs(way(column.maximum))});
    }
    scaled.variance =
        scaled.deviation.squaredNorm() / static_cast<double>(count) + (mean.array() - mean.mean()).square().mean();
    scaled.projection = std::move(projection);
    return scaled;
}

Expected<Projection> projectUnheld(Projection projection, const Table& table, Progress& progress)
{
    std::vector<ScaledColumn> columns;
    for (const Column& feature : projection.features)
        columns.push_back({feature.name});
    PERIMETER_TRY(TableStatistics statistics, summarise(table, columns, Quartiles::LeftOut, progress));
    projection.points.resize(0, static_cast<Eigen::Index>(columns.size()));
    projection.ranges = rangesOf(projection.points);
    projection.rowsRead = table.rows();
    projection.rowsUsed = statistics.rows;
    projection.rowsLeftOut = statistics.leftOut;
    projection.statistics = std::move(statistics);
    projection.table = table;
    return projection;
}

} // namespace

std::vector<ColumnRange> rangesOf(const RowMatrix& points)
{
    std::vector<ColumnRange> ranges(static_cast<std::size_t>(points.cols()));
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        for (std::size_t column = 0; column < ranges.size(); ++column) {
            const double value = points(row, static_cast<Eigen::Index>(column));
            ColumnRange& range = ranges[column];
            range.least = std::min(range.least, value);
            range.most = std::max(range.most, value);
            if (value > 0)
                range.leastPositive = std::min(range.leastPositive, value);
        }
    return ranges;
}

std::array<ScaledColumn, 2> ScaledPoints::columns() const
{
    std::array<ScaledColumn, 2> columns;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto at = static_cast<Eigen::Index>(c);
        columns[c] = {projection->features[c].name, scaling.kind == ScalingKind::Log1p, scaling.center[at],
                      scaling.spread[at]};
    }
    return columns;
}

std::optional<std::size_t> Projection::place(RowNumber row) const
{
    const auto found = std::ranges::lower_bound(byRow, row, {}, [this](std::uint32_t point) { return rows[point]; });
    if (found == byRow.end() || rows[*found] != row)
        return std::nullopt;
    return *found;
}

Expected<Projection> project(const Table& table, const std::vector<std::string>& features, std::int64_t mostHeld,
                             Progress& progress)
{
    Projection projection;
    for (const std::string& name : features) {
        PERIMETER_TRY(Column column, table.column(name));
        projection.features.push_back(std::move(column));
    }
    projection.rowsInFile = table.rowsInFile();
    if (table.rows() > mostHeld)
        return projectUnheld(std::move(projection), table, progress);
    ProgressPart reading(progress, 0, 0.4);
    PERIMETER_TRY(const NumberColumns columns, readNumbers(table, features, reading));
    ProgressPart ordering(progress, 0.4, 0.8);
    const auto order = canonicalOrder(columns.values, columns.rows.size(), ordering);
    if (!order)
        return Unexpected(ErrorCode::Cancelled);
    projection.points.resize(static_cast<Eigen::Index>(order->size()), static_cast<Eigen::Index>(features.size()));
    double* value = projection.points.data();
    for (const std::uint32_t row : *order)
        for (const std::vector<double>& values : columns.values)
            *value++ = values[row];
    projection.ranges = rangesOf(projection.points);
    enterRows(projection, columns.rows, *order);
    return projection;
}

Expected<ScaledPoints> scale(std::shared_ptr<const Projection> projection, ScalingKind kind, Progress& progress)
{
    if (!projection->isHeld())
        return scaleUnheld(std::move(projection), kind, progress);
    Expected<Scaling> scaling = fitScaling(kind, projection->points);
    if (!scaling && scaling.error().code == ErrorCode::LogarithmUndefined)
        return noLogarithm(*projection, std::stoul(scaling.error().arguments[0]), scaling.error().arguments[1]);
    if (!scaling)
        return scaling.unexpected();
    ScaledPoints scaled;
    scaled.points = scaling->toScaled(projection->points);
    scaled.scaling = std::move(*scaling);
    scaled.projection = std::move(projection);
    scaled.deviation = Eigen::VectorXd::Zero(scaled.points.cols());
    if (scaled.points.rows() == 0)
        return scaled;
    scaled.variance = flattenedVariance(scaled.points);
    scaled.reach = scaled.points.cwiseAbs().maxCoeff();
    const Eigen::RowVectorXd mean = scaled.points.colwise().mean();
    scaled.deviation = (scaled.points.rowwise() - mean).array().square().colwise().mean().sqrt().matrix().transpose();
    return scaled;
}

} // namespace perimeter
