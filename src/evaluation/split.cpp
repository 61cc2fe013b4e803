// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/split.h"

#include "detectors/rows/random_source.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

namespace perimeter {

namespace {

std::vector<std::size_t> places(std::size_t rows)
{
    std::vector<std::size_t> all(rows);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

/// The first of `order` train.
Split cut(std::vector<std::size_t> order, std::size_t training)
{
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(training);
    Split split{.train = {order.begin(), middle}, .test = {middle, order.end()}};
    std::ranges::sort(split.train);
    std::ranges::sort(split.test);
    return split;
}

std::size_t distance(std::size_t a, std::size_t b)
{
    return a > b ? a - b : b - a;
}

/// Which groups of so many rows train: in their order those that fit, then others in their place.
std::vector<bool> trainingGroups(const std::vector<std::size_t>& sizes, std::size_t wanted)
{
    std::vector<bool> trains(sizes.size());
    std::size_t training = 0;
    for (std::size_t group = 0; group < sizes.size(); ++group) {
        trains[group] = training + sizes[group] <= wanted;
        training += trains[group] ? sizes[group] : 0;
    }
    for (std::size_t nearest = training;; training = nearest) {
        std::size_t moved = sizes.size();
        for (std::size_t group = 0; group < sizes.size(); ++group) {
            const std::size_t then = trains[group] ? training - sizes[group] : training + sizes[group];
            if (distance(then, wanted) >= distance(nearest, wanted))
                continue;
            nearest = then;
            moved = group;
        }
        if (moved == sizes.size())
            break;
        trains[moved] = !trains[moved];
    }
    // Both sides need rows.
    if (std::ranges::adjacent_find(trains, std::not_equal_to()) == trains.end() && trains.size() > 1) {
        const auto smallest = std::ranges::min_element(sizes) - sizes.begin();
        trains[static_cast<std::size_t>(smallest)].flip();
    }
    return trains;
}

} // namespace

std::size_t trainingRows(std::size_t rows, double share)
{
    return static_cast<std::size_t>(std::floor(share * static_cast<double>(rows)));
}

Split splitFirst(std::size_t rows, double share)
{
    return cut(places(rows), trainingRows(rows, share));
}

Split splitShuffled(std::size_t rows, double share, std::uint64_t seed)
{
    std::vector<std::size_t> order = places(rows);
    const std::size_t training = trainingRows(rows, share);
    RandomSource random(seed);
    random.drawToFront(order, training);
    return cut(std::move(order), training);
}

Split splitByKey(std::span<const double> keys, double share)
{
    std::vector<std::size_t> order = places(keys.size());
    std::ranges::stable_sort(order, {}, [&](std::size_t row) { return keys[row]; });
    return cut(std::move(order), trainingRows(keys.size(), share));
}

Split splitByGroup(std::span<const std::string> groups, double share, std::uint64_t seed)
{
    std::map<std::string, std::vector<std::size_t>> byName;
    for (std::size_t row = 0; row < groups.size(); ++row)
        byName[groups[row]].push_back(row);
    std::vector<const std::vector<std::size_t>*> drawn;
    for (const auto& [name, rows] : byName)
        drawn.push_back(&rows);
    RandomSource random(seed);
    random.drawToFront(drawn, drawn.size());
    std::vector<std::size_t> sizes;
    for (const std::vector<std::size_t>* const rows : drawn)
        sizes.push_back(rows->size());
    const std::vector<bool> trains = trainingGroups(sizes, trainingRows(groups.size(), share));
    Split split;
    for (std::size_t group = 0; group < drawn.size(); ++group) {
        std::vector<std::size_t>& side = trains[group] ? split.train : split.test;
        side.insert(side.end(), drawn[group]->begin(), drawn[group]->end());
    }
    std::ranges::sort(split.train);
    std::ranges::sort(split.test);
    return split;
}

std::optional<std::vector<std::size_t>> stratifiedFolds(std::span<const std::uint8_t> outlier, std::size_t folds,
                                                        std::uint64_t seed)
{
    std::array<std::vector<std::size_t>, 2> classes;
    for (std::size_t row = 0; row < outlier.size(); ++row)
        classes[outlier[row] ? 1 : 0].push_back(row);
    const std::size_t most = std::min({folds, classes[0].size(), classes[1].size()});
    if (most < 2)
        return std::nullopt;
    RandomSource random(seed);
    std::vector<std::size_t> foldOf(outlier.size());
    // One class goes on where the other ended, so that the folds are of about equal size.
    std::size_t dealt = 0;
    for (std::vector<std::size_t>& rows : classes) {
        random.drawToFront(rows, rows.size());
        for (const std::size_t row : rows)
            foldOf[row] = dealt++ % most;
    }
    return foldOf;
}

Split splitByFold(std::span<const std::size_t> foldOf, std::size_t fold)
{
    Split split;
    for (std::size_t row = 0; row < foldOf.size(); ++row)
        (foldOf[row] == fold ? split.test : split.train).push_back(row);
    return split;
}

} // namespace perimeter
