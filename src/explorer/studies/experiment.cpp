// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/studies/experiment.h"

#include "base/text.h"
#include "data/table/read.h"
#include "evaluation/split.h"
#include "explorer/stages/named_notices.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace perimeter {

namespace {

/// The rows of every set, and what they are split by.
struct Material {
    FeatureRows features;
    std::vector<std::string> groups; ///< of each row, where whole groups are drawn
};

Expected<Material> readMaterial(const Table& table, const ExperimentPlan& plan, Progress& progress)
{
    std::vector<std::string> names;
    for (const std::vector<std::string>& set : plan.featureSets)
        names.insert(names.end(), set.begin(), set.end());
    if (plan.split.rule == SplitPlan::Rule::Time)
        names.push_back(plan.split.column);
    PERIMETER_TRY(FeatureRows features, readFeatures(table, std::move(names), progress));
    Material material{std::move(features), {}};
    if (plan.split.rule != SplitPlan::Rule::Group)
        return material;
    PERIMETER_TRY(const std::vector<std::optional<std::string>> texts, readText(table, plan.split.column, progress));
    PERIMETER_TRY(const NumberColumns numbers, readNumbers(table, {}, progress));
    std::map<std::int64_t, std::string> byRow;
    for (std::size_t row = 0; row < texts.size(); ++row)
        byRow.emplace(numbers.rows[row].value, (texts)[row].value_or(""));
    for (const RowNumber row : material.features.rows)
        material.groups.push_back(byRow[row.value]);
    return material;
}

Split splitOf(const Material& material, const SplitPlan& plan, std::uint64_t repetition)
{
    const auto rows = material.features.rows.size();
    switch (plan.rule) {
    case SplitPlan::Rule::First:
        break;
    case SplitPlan::Rule::Shuffled:
        return splitShuffled(rows, plan.share, plan.seed + repetition);
    case SplitPlan::Rule::Time: {
        std::vector<std::size_t> all;
        for (std::size_t row = 0; row < rows; ++row)
            all.push_back(row);
        const RowMatrix times = material.features.select(all, {plan.column});
        return splitByKey({times.data(), rows}, plan.share);
    }
    case SplitPlan::Rule::Group:
        return splitByGroup(material.groups, plan.share, plan.seed + repetition);
    }
    return splitFirst(rows, plan.share);
}

double trainingShare(const Split& split)
{
    return static_cast<double>(split.train.size()) / static_cast<double>(split.train.size() + split.test.size());
}

/// Farther than a few percent of the rows, which whole groups may be.
bool isFarFrom(double share, const Split& split)
{
    const double rows = static_cast<double>(split.train.size() + split.test.size());
    return std::abs(trainingShare(split) - share) > std::max(0.03, 1 / rows);
}

std::string percentOf(double share)
{
    return formatNumber(std::round(1000 * share) / 10);
}

/// One repetition of every result over one set of features.
class SetOfFeatures {
public:
    SetOfFeatures(const ExperimentPlan& plan, const Material& material, const Split& split,
                  const std::vector<std::string>& features)
        : m_plan(plan), m_scaled(scaleTrial({material.features.select(split.train, features),
                                             material.features.select(split.test, features)},
                                            plan.scaling, plan.testScaling))
    {
        if (!m_scaled)
            m_scaled = namedError(m_scaled.error(), features);
    }

    /// False when cancelled. `first`: of all repetitions.
    [[nodiscard]] bool run(ExperimentResult& result, bool first, Progress& progress)
    {
        if (!m_scaled) {
            result.error = m_scaled.error();
            return true;
        }
        DetectorSettings settings = m_plan.settings;
        settings.svm.nu = result.nu;
        Expected<TrialResult> trial = runTrial(*m_scaled, result.detector, settings, m_warm, progress);
        if (!trial) {
            result.error = trial.error();
            return trial.error().code != ErrorCode::Cancelled;
        }
        result.trainRows = trial->trainRows;
        result.testRows = trial->testRows;
        if (trial->test)
            result.outliers.push_back(trial->test->outliers());
        if (first) {
            result.notices = namedNotices(std::move(trial->notices), result.features);
            result.near = trial->test ? trial->test->near : 0;
            result.test = std::move(trial->test);
        }
        return true;
    }

private:
    const ExperimentPlan& m_plan;
    Expected<ScaledTrial> m_scaled;
    WarmStart m_warm;
};

} // namespace

Spread ExperimentResult::outlierSpread() const
{
    return spreadOf({outliers.begin(), outliers.end()});
}

Expected<void> check(const ExperimentPlan& plan)
{
    if (!(plan.split.share > 0 && plan.split.share < 1))
        return Unexpected(ErrorCode::ShareOutOfRange, {formatNumber(plan.split.share)});
    for (const double nu : plan.nus) {
        DetectorSettings settings = plan.settings;
        settings.svm.nu = nu;
        PERIMETER_CHECK(checkSettings(settings));
    }
    return {};
}

Expected<Experiment> runExperiment(const Table& table, const ExperimentPlan& plan, Progress& progress)
{
    PERIMETER_CHECK(check(plan));
    ProgressPart reading(progress, 0, 0.1);
    PERIMETER_TRY(const Material material, readMaterial(table, plan, reading));
    Experiment experiment{.plan = plan, .testRows = {}, .results = {}};
    experiment.rowsUsed = static_cast<std::int64_t>(material.features.rows.size());
    experiment.rowsLeftOut = material.features.leftOut;
    for (const std::vector<std::string>& features : plan.featureSets)
        for (const DetectorKind detector : plan.detectors)
            for (const double nu : plan.nus)
                experiment.results.push_back({.features = features, .detector = detector, .nu = nu});

    const int repeats = plan.split.isRandom() ? plan.repeats : 1;
    const std::size_t perSet = plan.detectors.size() * plan.nus.size();
    const double works = static_cast<double>(experiment.results.size()) * repeats;
    double done = 0;
    for (int repetition = 0; repetition < repeats; ++repetition) {
        const Split split = splitOf(material, plan.split, static_cast<std::uint64_t>(repetition));
        if (split.train.empty() || split.test.empty())
            return Unexpected(ErrorCode::SplitEmpty,
                              {std::to_string(split.train.size()), std::to_string(split.test.size())});
        if (repetition == 0 && isFarFrom(plan.split.share, split))
            experiment.notices.push_back(
                {NoticeCode::ShareMissed, {percentOf(plan.split.share), percentOf(trainingShare(split))}});
        if (repetition == 0)
            for (const std::size_t place : split.test)
                experiment.testRows.push_back(material.features.rows[place]);
        for (std::size_t set = 0; set < plan.featureSets.size(); ++set) {
            SetOfFeatures trials(plan, material, split, plan.featureSets[set]);
            for (std::size_t i = set * perSet; i < (set + 1) * perSet; ++i, ++done) {
                ProgressPart part(progress, 0.1 + 0.9 * done / works, 0.1 + 0.9 * (done + 1) / works);
                if (!trials.run(experiment.results[i], repetition == 0, part))
                    return Unexpected(ErrorCode::Cancelled);
            }
        }
    }
    return experiment;
}

ExperimentPlan studyPlan()
{
    return {.featureSets = {{"uplink", "downlink"},
                            {"uplink", "duration"},
                            {"downlink", "duration"},
                            {"uplink", "downlink", "duration"},
                            {"uplink_rate", "downlink_rate"},
                            {"uplink", "downlink", "duration", "uplink_rate", "downlink_rate"}},
            .nus = {0.16, 0.005},
            .detectors = {DetectorKind::OneClassSvm},
            .settings = {.svm = {.gamma = {.rule = GammaChoice::Rule::Auto}}},
            .split = {}};
}

Exploration withStudySettings(Exploration exploration)
{
    const ExperimentPlan study = studyPlan();
    DetectorSettings settings = study.settings;
    settings.svm.nu = exploration.settings.svm.nu;
    settings.twoClass = exploration.settings.twoClass;
    exploration.settings = settings;
    exploration.scaling = study.scaling;
    return exploration;
}

} // namespace perimeter
