// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace perimeter {

/// Rows counted by what they are and what a detector says of them; outliers are the positives, as in the study.
struct Confusion {
    std::int64_t truePositives = 0;
    std::int64_t falsePositives = 0;
    std::int64_t trueNegatives = 0;
    std::int64_t falseNegatives = 0;

    bool operator==(const Confusion&) const = default;

    /// Share of what are outliers that is found; nothing where there are none.
    [[nodiscard]] std::optional<double> recall() const;
    /// Share of what is found that are outliers; nothing where nothing is found.
    [[nodiscard]] std::optional<double> precision() const;
    /// 2TP / (2TP + FP + FN); nothing where nothing is found and nothing is to be.
    [[nodiscard]] std::optional<double> f1() const;
};

/// Of 0 and 1 side by side.
[[nodiscard]] Confusion countConfusion(std::span<const std::uint8_t> truth, std::span<const std::uint8_t> found);

} // namespace perimeter
