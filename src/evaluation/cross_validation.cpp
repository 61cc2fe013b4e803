// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/cross_validation.h"

#include "evaluation/split.h"
#include "evaluation/trial.h"

#include <algorithm>

namespace perimeter {

namespace {

RowMatrix rowsAt(const RowMatrix& rows, const std::vector<std::size_t>& places)
{
    RowMatrix some(static_cast<Eigen::Index>(places.size()), rows.cols());
    for (std::size_t i = 0; i < places.size(); ++i)
        some.row(static_cast<Eigen::Index>(i)) = rows.row(static_cast<Eigen::Index>(places[i]));
    return some;
}

} // namespace

Expected<CrossValidation> crossValidate(const RowMatrix& rows, std::span<const std::uint8_t> outlier,
                                        std::span<const std::size_t> foldOf, ScalingKind scaling,
                                        const TwoClassSvmOptions& options, Progress& progress)
{
    CrossValidation validation;
    validation.folds = foldOf.empty() ? 0 : std::ranges::max(foldOf) + 1;
    validation.decision.resize(rows.rows());
    validation.found.resize(outlier.size());
    for (std::size_t fold = 0; fold < validation.folds; ++fold) {
        const double all = static_cast<double>(validation.folds);
        ProgressPart part(progress, static_cast<double>(fold) / all, static_cast<double>(fold + 1) / all);
        const Split split = splitByFold(foldOf, fold);
        PERIMETER_TRY(const ScaledTrial scaled,
                      scaleTrial({.train = rowsAt(rows, split.train), .test = rowsAt(rows, split.test)}, scaling,
                                 TestScaling::AsTraining));
        std::vector<std::uint8_t> labels;
        for (const std::size_t row : split.train)
            labels.push_back(outlier[row]);
        PERIMETER_TRY(const TwoClassSvm model, fitTwoClassSvm(scaled.train, labels, options, part));
        PERIMETER_TRY(const Eigen::VectorXd decision, decisionFunction(model.function, scaled.test, part));
        for (std::size_t i = 0; i < split.test.size(); ++i) {
            const double f = (decision)[static_cast<Eigen::Index>(i)];
            validation.decision[static_cast<Eigen::Index>(split.test[i])] = f;
            validation.found[split.test[i]] = isOutlier(model.function, f) ? 1 : 0;
        }
    }
    return validation;
}

} // namespace perimeter
