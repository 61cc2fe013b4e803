// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/phrasing.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Names", text);
}

} // namespace

QString nameOf(DetectorKind detector)
{
    switch (detector) {
    case DetectorKind::OneClassSvm:
        return tr("One-class SVM");
    case DetectorKind::RobustCovariance:
        return tr("Robust covariance");
    case DetectorKind::EmpiricalCovariance:
        return tr("Empirical covariance");
    }
    return {};
}

QString nameOf(ScalingKind scaling)
{
    switch (scaling) {
    case ScalingKind::None:
        return tr("none");
    case ScalingKind::Standard:
        return tr("standard");
    case ScalingKind::Robust:
        return tr("robust");
    case ScalingKind::MinMax:
        return tr("min–max");
    case ScalingKind::Log1p:
        return tr("log1p");
    }
    return {};
}

QString nameOf(KernelKind kernel)
{
    switch (kernel) {
    case KernelKind::Rbf:
        return tr("rbf");
    case KernelKind::Linear:
        return tr("linear");
    case KernelKind::Polynomial:
        return tr("polynomial");
    case KernelKind::Sigmoid:
        return tr("sigmoid");
    }
    return {};
}

QString nameOf(AxisScale scale)
{
    switch (scale) {
    case AxisScale::Linear:
        return tr("linear");
    case AxisScale::Log:
        return tr("log");
    case AxisScale::Asinh:
        return tr("asinh");
    }
    return {};
}

QString nameOf(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Number:
        return tr("number");
    case ColumnKind::Boolean:
        return tr("true or false");
    case ColumnKind::Time:
        return tr("time");
    case ColumnKind::Duration:
        return tr("duration");
    case ColumnKind::Text:
        return tr("text");
    }
    return {};
}

} // namespace perimeter
