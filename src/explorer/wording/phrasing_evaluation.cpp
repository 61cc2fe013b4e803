// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/phrasing_modules.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

struct EvaluationText {
    Q_DECLARE_TR_FUNCTIONS(EvaluationText)
};

} // namespace

QString phraseEvaluationError(ErrorCode code, const PhraseArguments& a)
{
    switch (code) {
    case ErrorCode::LabelNotBinary:
        return EvaluationText::tr("“%1” cannot tell outliers from inliers: it holds “%2”, and not 1 and 0 alone. Say "
                                  "which value means an outlier, as in --label \"%1=VALUE\".")
            .arg(a.text(0), a.text(1));
    case ErrorCode::NoSuchLabel:
        return EvaluationText::tr(
                   "There is no column “%1” to evaluate against. Name the column that is 1 for outliers, "
                   "or make one, as in --label COLUMN=VALUE.")
            .arg(a.text(0));
    case ErrorCode::NothingLabelled:
        if (!a.has(0))
            return EvaluationText::tr("No row used has a label. Name a column that is 1 for outliers and 0 for "
                                      "inliers, or select rows in the plot and label them.");
        return EvaluationText::tr("“%1” is missing in every row used, so there is nothing to evaluate against.")
            .arg(a.text(0));
    case ErrorCode::SplitEmpty:
        return EvaluationText::tr("The split leaves %1 rows to train on and %2 to test on: both need some. Change the "
                                  "share, or choose features with fewer missing values.")
            .arg(a.count(0), a.count(1));
    case ErrorCode::ShareOutOfRange:
        return EvaluationText::tr("The share of rows to train on is %1 but must lie between 0 and 1, such as 0.75.")
            .arg(a.number(0));
    case ErrorCode::SweepOutOfRange:
        return EvaluationText::tr(
                   "A sweep cannot go from %1 to %2 in %3 steps: its first value must be the smaller one, "
                   "and it takes 2 to 10,000 steps.")
            .arg(a.number(0), a.number(1), a.count(2));
    case ErrorCode::TooManyToLabel:
        return EvaluationText::tr("%1 rows are too many to evaluate one by one: %2 are the most. Filter rows first.")
            .arg(a.count(0), a.count(1));
    default:
        return {};
    }
}

QString phraseEvaluationNotice(NoticeCode code, const PhraseArguments& a)
{
    switch (code) {
    case NoticeCode::NoOutliers:
        return EvaluationText::tr(
                   "“%1” labels no row used as an outlier. Check the value that means one as it stands in "
                   "the data.")
            .arg(a.text(0));
    case NoticeCode::ShareMissed:
        return EvaluationText::tr("Whole groups make up %2 % of the rows to train on, and not %1 %: the groups drawn "
                                  "come no nearer.")
            .arg(a.number(0), a.number(1));
    default:
        return {};
    }
}

} // namespace perimeter
