// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/named_notices.h"

#include <array>
#include <charconv>
#include <cmath>

namespace perimeter {

namespace {

/// A number of an equation, to the digits that find the rows by.
std::string rounded(double value)
{
    std::array<char, 32> buffer;
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 6);
    return error == std::errc() ? std::string(buffer.data(), end) : std::string();
}

/// A column as the scaling sees it before centre and spread.
std::string term(const ScaledPoints& scaled, std::size_t column)
{
    const std::string& name = scaled.projection->features[column].name;
    return scaled.scaling.kind == ScalingKind::Log1p ? "log(1 + " + name + ')' : name;
}

/// normal·z = offset in scaled space, z = (g(x) − center) / spread, solved for y: “y = slope·x + intercept”.
std::string equation(const ExactFit& exact, const ScaledPoints& scaled)
{
    const Eigen::Vector2d center = scaled.scaling.center;
    const Eigen::Vector2d spread = scaled.scaling.spread;
    const Eigen::Vector2d factor = exact.normal.array() / spread.array();
    if (std::abs(exact.normal(1)) < 1e-9)
        return term(scaled, 0) + " = " + rounded(exact.offset / factor(0) + center(0));
    const double slope = -factor(0) / factor(1);
    const double intercept = exact.offset / factor(1) + center(1) - slope * center(0);
    const std::string y = term(scaled, 1) + " = ";
    if (std::abs(exact.normal(0)) < 1e-9)
        return y + rounded(intercept);
    const std::string line = y + rounded(slope) + "·" + term(scaled, 0);
    // What rounding left of a line through the origin.
    if (std::abs(intercept) < 1e-9 * (std::abs(center(1)) + spread(1)))
        return line;
    return line + (intercept < 0 ? " − " : " + ") + rounded(std::abs(intercept));
}

} // namespace

void nameColumns(DetectorFit& fit)
{
    std::vector<std::string> names;
    for (const Column& feature : fit.scaled->projection->features)
        names.push_back(feature.name);
    fit.notices = namedNotices(std::move(fit.notices), names);
    for (Notice& notice : fit.notices) {
        if (notice.code == NoticeCode::ExactFit && fit.robust() && fit.robust()->exactFit)
            notice.arguments.push_back(equation(*fit.robust()->exactFit, *fit.scaled));
    }
}

std::vector<Notice> namedNotices(std::vector<Notice> notices, const std::vector<std::string>& features)
{
    for (Notice& notice : notices)
        if (notice.code == NoticeCode::ConstantColumn)
            notice.arguments[0] = features[std::stoul(notice.arguments[0])];
    return notices;
}

Unexpected namedError(Error error, const std::vector<std::string>& features)
{
    if (error.code == ErrorCode::LogarithmUndefined)
        error.arguments[0] = features[std::stoul(error.arguments[0])];
    return Unexpected(std::move(error));
}

} // namespace perimeter
