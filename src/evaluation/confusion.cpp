// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/confusion.h"

#include <cstddef>

namespace perimeter {

namespace {

std::optional<double> share(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole)) : std::nullopt;
}

} // namespace

std::optional<double> Confusion::recall() const
{
    return share(truePositives, truePositives + falseNegatives);
}

std::optional<double> Confusion::precision() const
{
    return share(truePositives, truePositives + falsePositives);
}

std::optional<double> Confusion::f1() const
{
    return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}

Confusion countConfusion(std::span<const std::uint8_t> truth, std::span<const std::uint8_t> found)
{
    Confusion confusion;
    for (std::size_t row = 0; row < truth.size(); ++row) {
        if (truth[row])
            ++(found[row] ? confusion.truePositives : confusion.falseNegatives);
        else
            ++(found[row] ? confusion.falsePositives : confusion.trueNegatives);
    }
    return confusion;
}

} // namespace perimeter
