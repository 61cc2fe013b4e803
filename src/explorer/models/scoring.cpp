// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/models/scoring.h"

#include "base/text.h"
#include "data/steps/conform.h"
#include "data/steps/prepare.h"
#include "data/table/read.h"
#include "explorer/stages/complete_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace perimeter {

namespace {

/// The first feature a table has not, or has as text alone.
Expected<void> checkFeatures(const Table& table, const std::vector<std::string>& features)
{
    std::vector<std::string> names;
    for (const Column& column : table.columns())
        names.push_back(column.name);
    for (const std::string& feature : features) {
        const Expected<Column> column = table.column(feature);
        if (!column)
            return Unexpected(ErrorCode::FeatureMissing, {feature, nearestWord(feature, names).value_or("")});
        if (column->kind == ColumnKind::Text)
            return Unexpected(ErrorCode::ColumnIsText, {feature});
    }
    return {};
}

struct IsRowByRow {
    bool operator()(const Where&) const { return true; }
    bool operator()(const Derive&) const { return true; }
    bool operator()(const Select&) const { return true; }
    bool operator()(const Unit&) const { return true; }
    bool operator()(const OnePer&) const { return false; }
    bool operator()(const Summarise&) const { return false; }
    bool operator()(const Next&) const { return false; }
};

} // namespace

bool ScoredRows::isSuspicious(std::size_t row) const
{
    return std::ranges::any_of(scores, [row](const auto& detector) { return detector[row].outlier; });
}

ScoreCounts& ScoreCounts::operator+=(const ScoreCounts& other)
{
    read += other.read;
    filtered += other.filtered;
    leftOut += other.leftOut;
    scored += other.scored;
    suspicious += other.suspicious;
    outliers.resize(std::max(outliers.size(), other.outliers.size()));
    for (std::size_t d = 0; d < other.outliers.size(); ++d)
        outliers[d] += other.outliers[d];
    unreadable += other.unreadable;
    return *this;
}

Scorer::Scorer(std::shared_ptr<const TrainedModel> model, ScorePreparation preparation)
    : m_model(std::move(model)), m_preparation(preparation)
{
}

Expected<void> Scorer::checkRowByRow() const
{
    if (m_preparation == ScorePreparation::Skip)
        return {};
    const std::vector<PreparationStep>& steps = m_model->preparation.steps;
    const auto step = std::ranges::find_if_not(steps, [](const auto& each) { return std::visit(IsRowByRow(), each); });
    if (step == steps.end())
        return {};
    return Unexpected(ErrorCode::StepNeedsAllRows, {std::to_string(step - steps.begin() + 1)});
}

Expected<Table> Scorer::prepared(const Table& conformed, Progress& progress) const
{
    const Expected<Table> prepared =
        m_preparation == ScorePreparation::Apply ? prepare(conformed, m_model->preparation, progress) : conformed;
    if (!prepared && prepared.error().code == ErrorCode::UnknownColumn &&
        std::ranges::find(m_model->features, prepared.error().arguments.front()) != m_model->features.end())
        return Unexpected(ErrorCode::FeatureMissing, prepared.error().arguments);
    if (!prepared)
        return prepared;
    const Expected<void> checked = checkFeatures(*prepared, m_model->features);
    return checked ? prepared : checked.unexpected();
}

Expected<void> Scorer::checkTable(const Table& table, Progress& progress) const
{
    PERIMETER_TRY(const Conformed conformed, conform(table, m_model->columns, progress));
    if (const Expected<Table> ready = prepared(conformed.table, progress); !ready)
        return ready.unexpected();
    for (const Column& column : m_model->columns) {
        const Expected<Column> found = table.column(column.name);
        const bool isFeature = std::ranges::find(m_model->features, column.name) != m_model->features.end();
        if (!isFeature || !found || found->kind != ColumnKind::Text || table.rows() == 0)
            continue;
        bool isReadable = false;
        const std::array names = {column.name};
        PERIMETER_CHECK(visitNumbers(conformed.table, names, progress, [&isReadable](const NumberColumns& cells) {
            isReadable = std::ranges::any_of(cells.values[0], [](double value) { return !std::isnan(value); });
            return !isReadable;
        }));
        if (!isReadable)
            return Unexpected(ErrorCode::ColumnIsText, {column.name});
    }
    return {};
}

Expected<ScoreCounts> Scorer::score(const Table& table, Progress& progress,
                                    const std::function<bool(const ScoredRows&)>& take) const
{
    ProgressPart preparing(progress, 0, 0.3);
    PERIMETER_TRY(const Conformed conformed, conform(table, m_model->columns, preparing));
    PERIMETER_TRY(const Table ready, prepared(conformed.table, preparing));
    ScoreCounts counts{.read = table.rows(),
                       .filtered = table.rows() - ready.rows(),
                       .outliers = std::vector<std::int64_t>(m_model->detectors.size()),
                       .unreadable = conformed.unreadable};
    ProgressPart scoring(progress, 0.3, 1);
    const Expected<void> visited = visitNumbers(ready, m_model->features, scoring, [&](const NumberColumns& columns) {
        const ScoredRows scored = scoredRows(columns);
        counts.scored += static_cast<std::int64_t>(scored.rows.size());
        counts.leftOut += static_cast<std::int64_t>(columns.rows.size() - scored.rows.size());
        for (std::size_t row = 0; row < scored.rows.size(); ++row)
            counts.suspicious += scored.isSuspicious(row) ? 1 : 0;
        for (std::size_t d = 0; d < scored.scores.size(); ++d)
            counts.outliers[d] += std::ranges::count(scored.scores[d], true, &RowScore::outlier);
        return take(scored);
    });
    return visited ? Expected<ScoreCounts>(std::move(counts)) : visited.unexpected();
}

ScoredRows Scorer::scoredRows(const NumberColumns& columns) const
{
    CompleteRows complete = completeRows(columns, m_model->scaling);
    ScoredRows scored{.rows = std::move(complete.rows), .features = std::move(complete.original), .scores = {}};
    NoProgress piece; // of some thousand rows
    for (const ModelDetector& each : m_model->detectors) {
        const Expected<Judgement> judgement = judge(each.detector, complete.scaled, piece);
        std::vector<RowScore>& scores = scored.scores.emplace_back();
        for (Eigen::Index row = 0; row < complete.scaled.rows(); ++row) {
            const double score = -judgement->decision[row];
            scores.push_back({.score = score,
                              .outlier = judgement->outlier[static_cast<std::size_t>(row)] != 0,
                              .rank = each.ranks.rankOf(score)});
        }
    }
    return scored;
}

} // namespace perimeter
