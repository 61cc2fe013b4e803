// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/phrasing_modules.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

struct DetectorText {
    Q_DECLARE_TR_FUNCTIONS(DetectorText)
};

} // namespace

QString phraseDetectorError(ErrorCode code, const PhraseArguments& a)
{
    switch (code) {
    case ErrorCode::NuOutOfRange:
        return DetectorText::tr("ν is %1 but must be above 0 and at most 1: it bounds a share of the rows.")
            .arg(a.number(0));
    case ErrorCode::GammaNotPositive:
        return DetectorText::tr("γ is %1 but must be a finite number above 0. Use scale, auto or a number such as 0.5.")
            .arg(a.number(0));
    case ErrorCode::ToleranceNotPositive:
        return DetectorText::tr("The tolerance is %1 but must be above 0, such as 0.001.").arg(a.number(0));
    case ErrorCode::DegreeOutOfRange:
        return DetectorText::tr("The degree is %1 but must be a small whole number from 1 up.").arg(a.number(0));
    case ErrorCode::Coef0NotFinite:
        return DetectorText::tr("coef0 is %1 but must be a finite number.").arg(a.number(0));
    case ErrorCode::ContaminationOutOfRange:
        return DetectorText::tr("The contamination is %1 but must be above 0 and at most 0.5.").arg(a.number(0));
    case ErrorCode::SupportFractionOutOfRange:
        return DetectorText::tr("The support fraction is %1 but must be at least a half and at most 1.")
            .arg(a.number(0));
    case ErrorCode::LogarithmUndefined:
        if (a.isOne(1))
            return DetectorText::tr(
                       "log1p has no value for the row in which “%1” is −1 or less. Choose another scaling, "
                       "or filter this row out.")
                .arg(a.text(0));
        return DetectorText::tr("log1p has no value for the %2 rows in which “%1” is −1 or less. Choose another "
                                "scaling, or filter these rows out.")
            .arg(a.text(0), a.count(1));
    case ErrorCode::TooFewRows:
        if (a.isOne(0))
            return DetectorText::tr(
                       "1 row is too few: this detector needs at least %1. Loosen the filter, or choose axes "
                       "with fewer missing values.")
                .arg(a.count(1));
        return DetectorText::tr("%1 rows are too few: this detector needs at least %2. Loosen the filter, or choose "
                                "axes with fewer missing values.")
            .arg(a.count(0), a.count(1));
    case ErrorCode::RowsAllEqual:
        if (a.isOne(0))
            return DetectorText::tr("There is one row, so nothing can lie outside. Loosen the filter.");
        return DetectorText::tr("All %1 rows are equal in both axes, so nothing can lie outside. Choose other axes.")
            .arg(a.count(0));
    case ErrorCode::KernelOverflow:
        return DetectorText::tr("The kernel's values grow to %1, too large to compute with. Choose a scaling, a "
                                "smaller γ or a lower degree.")
            .arg(a.measure(0));
    case ErrorCode::TooManyRowsExact:
        return DetectorText::tr(
                   "%1 rows are too many to learn from one by one: %2 are the most. Learn from cells, with "
                   "Perimeter's own solver, or filter rows.")
            .arg(a.count(0), a.count(1));
    case ErrorCode::SolverNotStarted:
        return DetectorText::tr("The solver could not be started: %1.").arg(a.text(0));
    case ErrorCode::SolverDied:
        return DetectorText::tr("The solver ended before its answer: %1. It may have run out of memory; try fewer "
                                "rows.")
            .arg(a.text(0));
    case ErrorCode::SolverStalled:
        return DetectorText::tr("The solver found no useful frontier in %1 iterations. Choose a scaling, another γ or "
                                "another kernel.")
            .arg(a.count(0));
    case ErrorCode::ValuesTooLarge:
        return DetectorText::tr("Values as large as %1 cannot be squared. Choose a scaling, or filter these rows out.")
            .arg(a.measure(0));
    case ErrorCode::ValuesTooClose:
        return DetectorText::tr("Values that lie no farther apart than %1 cannot be told apart once they are squared. "
                                "Choose the scaling standard, or another unit.")
            .arg(a.measure(0));
    case ErrorCode::CostNotPositive:
        return DetectorText::tr("The cost C and the weights of the classes must be finite numbers above 0, but one is "
                                "%1.")
            .arg(a.number(0));
    case ErrorCode::OneClassLabelled:
        return DetectorText::tr("A two-class SVM learns from both classes, but %1 rows are labelled as outliers and %2 "
                                "as inliers. Label some of the other class too.")
            .arg(a.count(0), a.count(1));
    default:
        return {};
    }
}

QString phraseDetectorNotice(NoticeCode code, const PhraseArguments& a)
{
    switch (code) {
    case NoticeCode::NuBelowOneRow:
        return DetectorText::tr("ν = %1 of %2 rows is less than one row, so no row can be an outlier. Raise ν.")
            .arg(a.number(0), a.count(1));
    case NoticeCode::TauAboveTolerance:
        return DetectorText::tr("Rows within τ = %1 of the frontier (ρ = %2) count as inside, more than rounding "
                                "explains. Lower the tolerance.")
            .arg(a.measure(0), a.measure(1));
    case NoticeCode::NoFrontierCentred:
        return DetectorText::tr("The data surround the origin, so this kernel has nothing to separate: there is no "
                                "frontier at any ν. Scaling none or min–max gives it something to separate, and so "
                                "does the rbf kernel.");
    case NoticeCode::IslandPerPoint:
        return DetectorText::tr("γ is so large that every point is its own island: the kernel reaches %1 where "
                                "neighbours lie %2 apart (scaled), and the frontier may be smaller than a pixel. "
                                "Lower γ.")
            .arg(a.measure(0), a.measure(1));
    case NoticeCode::ConstantColumn:
        return DetectorText::tr("Column “%1” is constant: it says nothing about outliers. Choose another axis.")
            .arg(a.text(0));
    case NoticeCode::SolverStoppedEarly:
        return DetectorText::tr("The solver stopped after %1 iterations at a tolerance of %3 instead of %2. Choose a "
                                "scaling, or a larger tolerance.")
            .arg(a.count(0), a.measure(1), a.measure(2));
    case NoticeCode::SingularCovariance:
        return DetectorText::tr("The covariance is singular (rank %1 of %2): the rows lie on a line or a point, and "
                                "no ellipse can be drawn. Choose other axes.")
            .arg(a.count(0), a.count(1));
    case NoticeCode::ExactFit:
        if (!a.has(3))
            return DetectorText::tr("%1 of %2 rows lie exactly on one line or plane, and h = %3 of them suffice for a "
                                    "robust covariance of zero: there is no ellipsoid. Raise the support fraction, or "
                                    "choose features with fewer ties.")
                .arg(a.count(0), a.count(1), a.count(2));
        return DetectorText::tr("%1 of %2 rows lie exactly on the line %4, and h = %3 of them suffice for a robust "
                                "covariance of zero: there is no ellipse. Raise the support fraction, or choose axes "
                                "with fewer ties.")
            .arg(a.count(0), a.count(1), a.count(2), a.text(3));
    case NoticeCode::SparseCellsMerged:
        return DetectorText::tr("The rows fill %1 cells of %2 kernel lengths, more than the %3 that detectors learn "
                                "from: where rows are sparse, neighbouring cells with up to %4 rows together were "
                                "made one.")
            .arg(a.count(0), a.measure(1), a.count(2), a.count(3));
    default:
        return {};
    }
}

} // namespace perimeter
