// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/labels.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace perimeter {

namespace {

/// How far out every point is.
Expected<Eigen::VectorXd> farness(const DetectorFit& fit, Progress& progress)
{
    if (!fit.svm())
        return squaredDistances(*fit.covariance(), fit.scaled->points);
    Expected<Eigen::VectorXd> f = fit.decision->at(fit.scaled->points, progress);
    return f ? Expected<Eigen::VectorXd>(-*f) : f;
}

} // namespace

std::int64_t Labels::outliers() const
{
    return std::accumulate(outlier.begin(), outlier.end(), std::int64_t{0});
}

std::int64_t Labels::inliers() const
{
    return static_cast<std::int64_t>(outlier.size()) - outliers();
}

Expected<Labels> readLabels(const Table& table, const std::string& column, const Projection& projection,
                            Progress& progress)
{
    if (!projection.isHeld())
        return Unexpected(ErrorCode::TooManyToLabel,
                          {std::to_string(projection.rowsUsed), std::to_string(mostHeldRows)});
    const Expected<Column> found = table.column(column);
    if (!found)
        return Unexpected(ErrorCode::NoSuchLabel, {column});
    if (found->kind == ColumnKind::Text) {
        const Expected<std::vector<std::optional<std::string>>> texts = readText(table, column, progress);
        if (!texts)
            return texts.unexpected();
        const auto some = std::ranges::find_if(*texts, [](const auto& text) { return text.has_value(); });
        return some == texts->end() ? Unexpected(ErrorCode::NothingLabelled, {column})
                                    : Unexpected(ErrorCode::LabelNotBinary, {column, **some});
    }
    const std::array names = {column};
    const Expected<NumberColumns> numbers = readNumbers(table, names, progress);
    if (!numbers)
        return numbers.unexpected();
    Labels labels{.column = column, .points = {}, .outlier = {}};
    std::vector<std::pair<std::size_t, std::uint8_t>> labelled;
    for (std::size_t row = 0; row < numbers->rows.size(); ++row) {
        const std::optional<std::size_t> point = projection.place(numbers->rows[row]);
        if (!point)
            continue;
        const double value = numbers->values[0][row];
        if (std::isnan(value))
            ++labels.unlabelled;
        else if (value != 0 && value != 1)
            return Unexpected(ErrorCode::LabelNotBinary, {column, formatNumber(value)});
        else
            labelled.emplace_back(*point, value == 1 ? std::uint8_t{1} : std::uint8_t{0});
    }
    if (labelled.empty())
        return Unexpected(ErrorCode::NothingLabelled, {column});
    std::ranges::sort(labelled);
    for (const auto& [point, outlier] : labelled) {
        labels.points.push_back(point);
        labels.outlier.push_back(outlier);
    }
    return labels;
}

Expected<Evaluation> evaluate(const DetectorFit& fit, const Labels& labels, Progress& progress)
{
    const Expected<Eigen::VectorXd> far = farness(fit, progress);
    if (!far)
        return far.unexpected();
    std::vector<double> scores;
    std::vector<std::uint8_t> found;
    for (const std::size_t point : labels.points) {
        scores.push_back((*far)[static_cast<Eigen::Index>(point)]);
        found.push_back(fit.classes->outlier[point]);
    }
    return Evaluation{.detector = fit.detector,
                      .confusion = countConfusion(labels.outlier, found),
                      .roc = rocCurve(scores, labels.outlier),
                      .precisionRecall = precisionRecallCurve(scores, labels.outlier)};
}

} // namespace perimeter
