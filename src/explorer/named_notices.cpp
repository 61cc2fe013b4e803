// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/named_notices.h"

#include "base/text.h"

#include <cmath>

namespace perimeter {

namespace {

/// A number of an equation: enough digits to find the rows by.
std::string rounded(double value)
{
    const double unit = value == 0 ? 1 : std::pow(10.0, std::floor(std::log10(std::abs(value))) - 5);
    return formatNumber(std::round(value / unit) * unit);
}

/// normal·z = offset in scaled space, z = (g(x) − center) / spread, as “a·x + b·y = c”.
std::string equation(const ExactFit& exact, const ScaledPoints& scaled)
{
    const Scaling& scaling = scaled.scaling;
    double offset = exact.offset;
    std::string left;
    for (Eigen::Index column = 0; column < exact.normal.size(); ++column) {
        const double factor = exact.normal(column) / scaling.spread(column);
        offset += factor * scaling.center(column);
        if (std::abs(factor) < 1e-12 / scaling.spread(column))
            continue;
        const std::string& name = scaled.projection->features[static_cast<std::size_t>(column)].name;
        const std::string term = scaling.kind == ScalingKind::Log1p ? "log(1 + " + name + ')' : name;
        left += (left.empty() ? "" : " + ") + rounded(factor) + "·" + term;
    }
    return left + " = " + rounded(offset);
}

} // namespace

void nameColumns(DetectorFit& fit)
{
    for (Notice& notice : fit.notices) {
        if (notice.code == NoticeCode::ConstantColumn)
            notice.arguments[0] = fit.scaled->projection->features[std::stoul(notice.arguments[0])].name;
        if (notice.code == NoticeCode::ExactFit && fit.robust() && fit.robust()->exactFit)
            notice.arguments.push_back(equation(*fit.robust()->exactFit, *fit.scaled));
    }
}

} // namespace perimeter
