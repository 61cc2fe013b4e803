// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/phrasing_modules.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

struct ModelText {
    Q_DECLARE_TR_FUNCTIONS(ModelText)
};

} // namespace

QString phraseModelError(ErrorCode code, const PhraseArguments& a)
{
    switch (code) {
    case ErrorCode::NothingTrained:
        return ModelText::tr("None of the detectors has a frontier on these rows, so there is nothing to score by. "
                             "Choose another kernel, scaling or detector.");
    case ErrorCode::UnfollowableFormat:
        return ModelText::tr("This is neither a Zeek log, JSON Lines nor delimited text in UTF-8, so it cannot be read "
                             "as it grows. Score the file as a whole.");
    case ErrorCode::StepNeedsAllRows:
        return ModelText::tr("Step %1 of the model's preparation needs all rows at once, which are not there while "
                             "rows arrive. Score a whole file, or pass rows that are prepared already with --prepared.")
            .arg(a.count(0));
    case ErrorCode::FeatureMissing:
        return a.has(1) ? ModelText::tr("The model was trained on “%1”, which these data do not have. Their nearest "
                                        "column is “%2”: rename it, or train the model anew.")
                              .arg(a.text(0), a.text(1))
                        : ModelText::tr("The model was trained on “%1”, which these data do not have. Score data with "
                                        "that column, or train the model anew.")
                              .arg(a.text(0));
    case ErrorCode::DetectorNotInModel:
        return ModelText::tr("The model “%1” has none of the detectors asked for. Leave out --detector to use those it "
                             "has.")
            .arg(a.text(0));
    case ErrorCode::ModelTooLarge:
        return ModelText::tr("“%1” has %2 bytes; a model has at most %3. Check that this is the file you meant.")
            .arg(a.text(0), a.count(1), a.count(2));
    case ErrorCode::NotAModel:
        return ModelText::tr("“%1” is not a model. Give a file that perimeter train has written.").arg(a.text(0));
    case ErrorCode::ModelCutOff:
        return ModelText::tr("The model “%1” is cut off or damaged: at byte %2 it is no JSON any more. Fetch it again, "
                             "or train it anew.")
            .arg(a.text(0), a.count(1));
    case ErrorCode::ModelTooNew:
        return ModelText::tr("The model “%1” has format %2, and this version reads formats up to %3. Update Perimeter, "
                             "or train the model anew with this version.")
            .arg(a.text(0), a.count(1), a.count(2));
    case ErrorCode::ModelDamaged:
        return ModelText::tr("The model “%1” is damaged: “%2” is missing or cannot be what it says. Fetch it again, or "
                             "train it anew.")
            .arg(a.text(0), a.text(1));
    case ErrorCode::LibsvmModelDamaged:
        return ModelText::tr("The libsvm file “%1” is damaged: line %2 cannot be what it says. Fetch the file again.")
            .arg(a.text(0), a.count(1));
    case ErrorCode::LibsvmFeatureUnnamed:
        return ModelText::tr("The libsvm file “%1” has a feature %3 in line %2, but %4 are named. Name all features in "
                             "the order they were trained in.")
            .arg(a.text(0), a.count(1), a.count(2), a.count(3));
    case ErrorCode::LibsvmFeaturesFewer:
        return ModelText::tr(
                   "The libsvm model “%1” knows %2 features, but %3 are named. Name those it was trained on, in "
                   "their order.")
            .arg(a.text(0), a.count(1), a.count(2));
    case ErrorCode::LibsvmModelOurs:
        return ModelText::tr("“%1” is a model of Perimeter's, which knows its features. Leave --features and --range "
                             "out.")
            .arg(a.text(0));
    case ErrorCode::LibsvmModelNotOneClass:
        return ModelText::tr("The libsvm model “%1” is of the type “%2”; rows are scored by a one-class SVM, which "
                             "svm-train makes with -s 2.")
            .arg(a.text(0), a.text(1));
    case ErrorCode::LibsvmNeedsOneClass:
        return ModelText::tr("libsvm's files hold a one-class SVM, which this model has not. Leave --libsvm out, or "
                             "train with --detector ocsvm.");
    case ErrorCode::ScalingNotLinear:
        return ModelText::tr(
            "svm-scale has no logarithm, so a model on that scale cannot be written for libsvm. Choose "
            "another scaling, or take the logarithm with --derive.");
    default:
        return {};
    }
}

QString phraseModelNotice(NoticeCode code, const PhraseArguments& a)
{
    switch (code) {
    case NoticeCode::FeatureNotInRange:
        return ModelText::tr("“%1” is not in “%2”, so it counts as 0 in every row, as svm-scale has it.")
            .arg(a.text(0), a.text(1));
    default:
        return {};
    }
}

} // namespace perimeter
