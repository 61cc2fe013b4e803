// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/names.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

struct NamesText {
    Q_DECLARE_TR_FUNCTIONS(NamesText)
};

} // namespace

QString nameOf(DetectorKind detector)
{
    switch (detector) {
    case DetectorKind::OneClassSvm:
        return NamesText::tr("One-class SVM");
    case DetectorKind::RobustCovariance:
        return NamesText::tr("Robust covariance");
    case DetectorKind::EmpiricalCovariance:
        return NamesText::tr("Empirical covariance");
    case DetectorKind::TwoClassSvm:
        return NamesText::tr("Two-class SVM");
    }
    return {};
}

QString nameOf(ScalingKind scaling)
{
    switch (scaling) {
    case ScalingKind::None:
        return NamesText::tr("none");
    case ScalingKind::Standard:
        return NamesText::tr("standard");
    case ScalingKind::Robust:
        return NamesText::tr("robust");
    case ScalingKind::MinMax:
        return NamesText::tr("min–max");
    case ScalingKind::Log1p:
        return NamesText::tr("log1p");
    }
    return {};
}

QString nameOf(KernelKind kernel)
{
    switch (kernel) {
    case KernelKind::Rbf:
        return NamesText::tr("rbf");
    case KernelKind::Linear:
        return NamesText::tr("linear");
    case KernelKind::Polynomial:
        return NamesText::tr("polynomial");
    case KernelKind::Sigmoid:
        return NamesText::tr("sigmoid");
    }
    return {};
}

QString nameOf(AxisScale scale)
{
    switch (scale) {
    case AxisScale::Linear:
        return NamesText::tr("linear");
    case AxisScale::Log:
        return NamesText::tr("log");
    case AxisScale::Asinh:
        return NamesText::tr("asinh");
    }
    return {};
}

QString nameOf(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Number:
        return NamesText::tr("number");
    case ColumnKind::Boolean:
        return NamesText::tr("true or false");
    case ColumnKind::Time:
        return NamesText::tr("time");
    case ColumnKind::Duration:
        return NamesText::tr("duration");
    case ColumnKind::Text:
        return NamesText::tr("text");
    }
    return {};
}

QString nameOf(SweepPlan::Over over)
{
    switch (over) {
    case SweepPlan::Over::Nu:
        return NamesText::tr("ν");
    case SweepPlan::Over::Gamma:
        return NamesText::tr("γ");
    case SweepPlan::Over::Contamination:
        return NamesText::tr("contamination");
    case SweepPlan::Over::Kernel:
        return NamesText::tr("kernel");
    }
    return {};
}

} // namespace perimeter
