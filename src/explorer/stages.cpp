// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages.h"

#include "base/stopwatch.h"
#include "explorer/named_notices.h"
#include "field/contour.h"
#include "field/ellipse.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace perimeter {

namespace {

/// Rows whose every feature is finite, sorted by their coordinates and then by their place in the table.
std::vector<std::size_t> canonicalOrder(const NumberColumns& columns)
{
    std::vector<std::size_t> order;
    order.reserve(columns.rows.size());
    for (std::size_t row = 0; row < columns.rows.size(); ++row) {
        if (std::ranges::all_of(columns.values, [&](const auto& values) { return std::isfinite(values[row]); }))
            order.push_back(row);
    }
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        for (const std::vector<double>& values : columns.values) {
            if (values[a] != values[b])
                return values[a] < values[b];
        }
        return a < b;
    });
    return order;
}

Classes classify(const OneClassSvm& model, Eigen::VectorXd decision)
{
    Classes classes{.decision = std::move(decision), .outlier = {}};
    for (const double f : classes.decision)
        classes.outlier.push_back(f < -model.tau ? 1 : 0);
    return classes;
}

Classes classify(const CovarianceModel& model, const Eigen::VectorXd& distances)
{
    Classes classes{.decision = model.threshold - distances.array(), .outlier = {}};
    classes.outlier.reserve(static_cast<std::size_t>(distances.size()));
    for (const double distance : distances)
        classes.outlier.push_back(isOutlier(model, distance) ? 1 : 0);
    return classes;
}

void count(Classes& classes)
{
    classes.outliers = std::accumulate(classes.outlier.begin(), classes.outlier.end(), Eigen::Index{0});
    classes.inliers = static_cast<Eigen::Index>(classes.outlier.size()) - classes.outliers;
}

Expected<void> fitSvm(DetectorFit& fit, const DetectorSettings& settings, Progress& progress)
{
    Expected<OneClassSvm> model = fitOneClassSvm(fit.scaled->points, settings.svm, progress);
    if (!model)
        return model.unexpected();
    fit.notices = model->notices;
    if (model->frontier)
        fit.classes = classify(*model, std::exchange(model->trainingDecision, {}));
    fit.model = std::move(*model);
    return {};
}

/// The hyperplane of an exact fit as the zero of a linear function, which draws it as it draws a linear frontier.
OneClassSvm linearFunction(const ExactFit& exact)
{
    OneClassSvm function;
    function.kernel.kind = KernelKind::Linear;
    function.supportVectors = exact.normal.transpose();
    function.alpha = Eigen::VectorXd::Ones(1);
    function.rho = exact.offset;
    return function;
}

/// Smallest and largest finite coordinate with a margin on both sides; a unit around a single value.
std::pair<double, double> extent(const RowMatrix& points, Eigen::Index column, AxisScale scale)
{
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        const double place = toAxis(scale, points(row, column));
        if (std::isfinite(place)) {
            least = std::min(least, place);
            most = std::max(most, place);
        }
    }
    if (least > most)
        return {0, 1};
    const double margin = 0.12 * (most - least);
    // A difference that vanishes beside the value itself cannot be an axis.
    if (margin <= 1e-12 * std::max(std::abs(least), std::abs(most))) {
        const double around = std::max(0.5, 0.05 * std::abs(most));
        return {least - around, most + around};
    }
    return {least - margin, most + margin};
}

} // namespace

std::optional<std::size_t> Projection::place(RowNumber row) const
{
    const auto found = std::ranges::lower_bound(byRow, row, {}, [this](std::uint32_t point) { return rows[point]; });
    if (found == byRow.end() || rows[*found] != row)
        return std::nullopt;
    return *found;
}

const CovarianceModel* DetectorFit::covariance() const
{
    if (const RobustCovariance* const mcd = robust())
        return &mcd->model;
    return std::get_if<CovarianceModel>(&model);
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
    Expected<NumberColumns> columns = readNumbers(table, features, progress);
    if (!columns)
        return columns.unexpected();

    const std::vector<std::size_t> order = canonicalOrder(*columns);
    projection.points.resize(static_cast<Eigen::Index>(order.size()), static_cast<Eigen::Index>(features.size()));
    projection.rows.reserve(order.size());
    std::vector<bool> used(columns->rows.size(), false);
    for (std::size_t place = 0; place < order.size(); ++place) {
        for (std::size_t feature = 0; feature < features.size(); ++feature)
            projection.points(static_cast<Eigen::Index>(place), static_cast<Eigen::Index>(feature)) =
                columns->values[feature][order[place]];
        projection.rows.push_back(columns->rows[order[place]]);
        used[order[place]] = true;
    }
    for (std::size_t row = 0; row < used.size(); ++row) {
        if (!used[row])
            projection.leftOut.push_back(columns->rows[row]);
    }
    projection.byRow.resize(projection.rows.size());
    std::iota(projection.byRow.begin(), projection.byRow.end(), std::uint32_t{0});
    std::ranges::sort(projection.byRow, {}, [&](std::uint32_t point) { return projection.rows[point]; });
    projection.rowsInFile = table.rowsInFile();
    projection.rowsRead = static_cast<std::int64_t>(columns->rows.size());
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
    RowMatrix points = scaling->toScaled(projection->points);
    return ScaledPoints{std::move(projection), std::move(*scaling), std::move(points)};
}

Expected<DetectorFit> fit(std::shared_ptr<const ScaledPoints> scaled, DetectorKind detector,
                          const DetectorSettings& settings, Progress& progress)
{
    if (detector != DetectorKind::OneClassSvm) {
        const Expected<LearnedCovariance> learned = learnCovariance(*scaled, detector, settings, progress);
        return learned ? fitCovariance(std::move(scaled), *learned, settings) : learned.unexpected();
    }
    const Stopwatch stopwatch;
    DetectorFit fit{.scaled = std::move(scaled), .detector = detector, .model = {}, .classes = {}, .notices = {}};
    if (const Expected<void> fitted = fitSvm(fit, settings, progress); !fitted)
        return fitted.unexpected();
    if (fit.classes)
        count(*fit.classes);
    nameColumns(fit);
    fit.milliseconds = stopwatch.milliseconds();
    return fit;
}

Expected<LearnedCovariance> learnCovariance(const ScaledPoints& scaled, DetectorKind detector,
                                            const DetectorSettings& settings, Progress& progress)
{
    const Stopwatch stopwatch;
    LearnedCovariance learned;
    if (detector == DetectorKind::RobustCovariance) {
        Expected<RobustCovariance> robust = learnRobustCovariance(scaled.points, settings.robustOptions(), progress);
        if (!robust)
            return robust.unexpected();
        learned.distances = squaredDistances(robust->model, scaled.points);
        learned.model = std::move(*robust);
    } else {
        Expected<CovarianceModel> empirical = learnEmpiricalCovariance(scaled.points);
        if (!empirical)
            return empirical.unexpected();
        learned.distances = squaredDistances(*empirical, scaled.points);
        learned.model = std::move(*empirical);
    }
    learned.milliseconds = stopwatch.milliseconds();
    return learned;
}

Expected<DetectorFit> fitCovariance(std::shared_ptr<const ScaledPoints> scaled, const LearnedCovariance& learned,
                                    const DetectorSettings& settings)
{
    const Stopwatch stopwatch;
    const bool isRobust = std::holds_alternative<RobustCovariance>(learned.model);
    const double contamination =
        isRobust ? settings.robustOptions().contamination : settings.empiricalOptions().contamination;
    if (const Expected<void> checked = checkContamination(contamination); !checked)
        return checked.unexpected();
    DetectorFit fit{.scaled = std::move(scaled),
                    .detector = isRobust ? DetectorKind::RobustCovariance : DetectorKind::EmpiricalCovariance,
                    .model = {},
                    .classes = {},
                    .notices = {}};
    std::visit([&](const auto& model) { fit.model = model; }, learned.model);
    CovarianceModel& model =
        isRobust ? std::get<RobustCovariance>(fit.model).model : std::get<CovarianceModel>(fit.model);
    model.threshold = contaminationThreshold(learned.distances, contamination);
    fit.notices = model.notices;
    if (!isRobust || !fit.robust()->exactFit) {
        fit.classes = classify(model, learned.distances);
        count(*fit.classes);
    }
    nameColumns(fit);
    fit.milliseconds = learned.milliseconds + stopwatch.milliseconds();
    return fit;
}

Expected<FrontierLines> frontier(const DetectorFit& fit, const Plane& plane, int columns, int rows, Progress& progress)
{
    const Stopwatch stopwatch;
    FrontierLines lines{.plane = plane, .frontier = {}};
    const bool exact = fit.robust() && fit.robust()->exactFit;
    if (fit.svm() || exact) {
        Expected<Frontier> learned = learnedFrontier(exact ? linearFunction(*fit.robust()->exactFit) : *fit.svm(),
                                                     plane, columns, rows, progress);
        if (!learned)
            return learned.unexpected();
        lines.frontier = std::move(*learned);
    } else if (fit.classes) {
        lines.frontier = ellipseFrontier(*fit.covariance(), plane);
    }
    lines.milliseconds = stopwatch.milliseconds();
    return lines;
}

Plane wholePlane(const ScaledPoints& scaled, AxisScale xScale, AxisScale yScale)
{
    const auto [xMin, xMax] = extent(scaled.projection->points, 0, xScale);
    const auto [yMin, yMax] = extent(scaled.projection->points, 1, yScale);
    return {xScale, yScale, xMin, xMax, yMin, yMax, scaled.scaling};
}

Plane viewPlane(const ScaledPoints& scaled, AxisScale xScale, AxisScale yScale, const View& view)
{
    return {xScale,
            yScale,
            toAxis(xScale, view.xMin),
            toAxis(xScale, view.xMax),
            toAxis(yScale, view.yMin),
            toAxis(yScale, view.yMax),
            scaled.scaling};
}

} // namespace perimeter
