// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace perimeter {

/// Places of rows to train on and to test on, each ascending; together every row once.
struct Split {
    std::vector<std::size_t> train;
    std::vector<std::size_t> test;

    bool operator==(const Split&) const = default;
};

/// How many of so many rows train: ⌊share · rows⌋, as scikit-learn's train_test_split. 0 < share < 1.
[[nodiscard]] std::size_t trainingRows(std::size_t rows, double share);

/// The first rows train, the study's way.
[[nodiscard]] Split splitFirst(std::size_t rows, double share);
/// Rows drawn at random train; the same seed draws the same ones.
[[nodiscard]] Split splitShuffled(std::size_t rows, double share, std::uint64_t seed);
/// The rows with the smallest keys train, of equal ones the first: for times, the past.
[[nodiscard]] Split splitByKey(std::span<const double> keys, double share);
/// Whole groups drawn at random train, as many as hold no more than the share of rows, so that no group is on both
/// sides; then groups change sides one by one as long as that comes nearer to the share. Groups are named by their
/// rows.
[[nodiscard]] Split splitByGroup(std::span<const std::string> groups, double share, std::uint64_t seed);

/// The fold, from 0 up, in which each row is tested: rows of each class are dealt out at random, as evenly as they go,
/// so that every fold holds about the same share of outliers. The same seed deals the same way. There are as many folds
/// as asked for, or fewer where a class has fewer rows: at least two, and nothing where a class has fewer than two.
[[nodiscard]] std::optional<std::vector<std::size_t>> stratifiedFolds(std::span<const std::uint8_t> outlier,
                                                                      std::size_t folds, std::uint64_t seed);
/// The rows of one fold test, all others train.
[[nodiscard]] Split splitByFold(std::span<const std::size_t> foldOf, std::size_t fold);

} // namespace perimeter
