// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/projection.h"

#include "detectors/kernel.h"
#include "explorer/canonical_order.h"

#include <algorithm>
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
}

} // namespace

std::optional<std::size_t> Projection::place(RowNumber row) const
{
    const auto found = std::ranges::lower_bound(byRow, row, {}, [this](std::uint32_t point) { return rows[point]; });
    if (found == byRow.end() || rows[*found] != row)
        return std::nullopt;
    return *found;
}

Expected<Projection> project(const Table& table, const std::vector<std::string>& features, Progress& progress)
{
    Projection projection;
    for (const std::string& name : features) {
        Expected<Column> column = table.column(name);
        if (!column)
            return column.unexpected();
        projection.features.push_back(std::move(*column));
    }
    ProgressPart reading(progress, 0, 0.4);
    const Expected<NumberColumns> columns = readNumbers(table, features, reading);
    if (!columns)
        return columns.unexpected();
    ProgressPart ordering(progress, 0.4, 0.8);
    const auto order = canonicalOrder(columns->values, columns->rows.size(), ordering);
    if (!order)
        return Unexpected(ErrorCode::Cancelled);
    projection.points.resize(static_cast<Eigen::Index>(order->size()), static_cast<Eigen::Index>(features.size()));
    double* value = projection.points.data();
    for (const std::uint32_t row : *order)
        for (const std::vector<double>& values : columns->values)
            *value++ = values[row];
    enterRows(projection, columns->rows, *order);
    projection.rowsInFile = table.rowsInFile();
    return projection;
}

Expected<ScaledPoints> scale(std::shared_ptr<const Projection> projection, ScalingKind kind)
{
    Expected<Scaling> scaling = fitScaling(kind, projection->points);
    if (!scaling) {
        Error error = scaling.error();
        if (error.code == ErrorCode::LogarithmUndefined) {
            // Below this room a column is a number; here it has a name.
            error.arguments[0] = projection->features[std::stoul(error.arguments[0])].name;
        }
        return Unexpected(std::move(error));
    }
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
