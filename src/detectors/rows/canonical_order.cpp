// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/rows/canonical_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <span>
#include <utility>

namespace perimeter {

namespace {

struct Item {
    std::uint64_t key;
    std::uint32_t row;
};

/// Whole numbers in the order of the doubles; −0 is 0.
std::uint64_t keyOf(double value)
{
    constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
    return bits & sign ? ~bits : bits | sign;
}

/// Sorts items whose rows ascend by key, then row.
class Sorter {
public:
    void sort(std::span<Item> items)
    {
        if (items.size() < few)
            std::ranges::sort(
                items, [](const Item& a, const Item& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; });
        else
            sortByDigits(items);
    }

private:
    static constexpr std::size_t few = 1024;
    static constexpr int digitBits = 11;
    static constexpr std::size_t digits = 6;
    static constexpr std::size_t buckets = std::size_t{1} << digitBits;

    static std::size_t digit(std::uint64_t key, std::size_t at) { return (key >> (at * digitBits)) & (buckets - 1); }

    /// From the least digit to the first, each time keeping the order; digits that are the same everywhere, as most of
    /// whole numbers are, cost nothing.
    void sortByDigits(std::span<Item> items)
    {
        std::vector<std::array<std::uint32_t, buckets>> counts(digits);
        for (std::array<std::uint32_t, buckets>& count : counts)
            count.fill(0);
        for (const Item& item : items)
            for (std::size_t at = 0; at < digits; ++at)
                ++counts[at][digit(item.key, at)];
        m_scratch.resize(std::max(m_scratch.size(), items.size()));
        std::span<Item> from = items;
        std::span<Item> to = std::span(m_scratch).first(items.size());
        for (std::size_t at = 0; at < digits; ++at) {
            std::array<std::uint32_t, buckets>& starts = counts[at];
            if (starts[digit(items.front().key, at)] == items.size())
                continue;
            std::uint32_t start = 0;
            for (std::uint32_t& each : starts)
                start += std::exchange(each, start);
            for (const Item& item : from)
                to[starts[digit(item.key, at)]++] = item;
            std::swap(from, to);
        }
        if (from.data() != items.data())
            std::ranges::copy(from, items.begin());
    }

    std::vector<Item> m_scratch;
};

/// Sorts items, whose keys are still those of nothing, by the column and, where it is the same, by those after it.
void sortBy(std::span<Item> items, std::span<const std::vector<double>> columns, Sorter& sorter)
{
    if (columns.empty() || items.size() < 2)
        return;
    for (Item& item : items)
        item.key = keyOf(columns.front()[item.row]);
    sorter.sort(items);
    for (std::size_t start = 0; start < items.size();) {
        std::size_t end = start + 1;
        while (end < items.size() && items[end].key == items[start].key)
            ++end;
        sortBy(items.subspan(start, end - start), columns.subspan(1), sorter);
        start = end;
    }
}

} // namespace

std::optional<std::vector<std::uint32_t>> canonicalOrder(const std::vector<std::vector<double>>& columns,
                                                         std::size_t rows, Progress& progress)
{
    std::vector<Item> items;
    items.reserve(rows);
    for (std::size_t row = 0; row < rows; ++row)
        if (std::ranges::all_of(columns, [row](const auto& values) { return std::isfinite(values[row]); }))
            items.push_back({0, static_cast<std::uint32_t>(row)});
    if (!progress.advance(0.2))
        return std::nullopt;
    Sorter sorter;
    sortBy(items, columns, sorter);
    if (!progress.advance(0.9))
        return std::nullopt;
    std::vector<std::uint32_t> order(items.size());
    std::ranges::transform(items, order.begin(), &Item::row);
    return order;
}

} // namespace perimeter
