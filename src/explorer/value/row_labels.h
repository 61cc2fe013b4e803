// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/indices.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace perimeter {

enum class RowLabel : std::uint8_t { Inlier, Outlier };

/// Labels given to rows by hand, in the order of the rows. A value: changing it makes another, and copies share what
/// they hold, so that a history of explorations costs little.
class RowLabels {
public:
    struct Entry {
        RowNumber row;
        RowLabel label;
        bool operator==(const Entry&) const = default;
    };

    RowLabels() = default;
    /// Of several entries of a row the last counts.
    explicit RowLabels(std::vector<Entry> entries);

    [[nodiscard]] std::span<const Entry> entries() const;
    [[nodiscard]] bool isEmpty() const { return !m_entries; }
    [[nodiscard]] std::optional<RowLabel> of(RowNumber row) const;

    [[nodiscard]] RowLabels with(std::span<const RowNumber> rows, RowLabel label) const;
    [[nodiscard]] RowLabels without(std::span<const RowNumber> rows) const;

    bool operator==(const RowLabels& other) const;

private:
    std::shared_ptr<const std::vector<Entry>> m_entries; ///< ascending, each row once; null when there are none
};

/// Where labels come from. A label given by hand goes before that of the column.
struct LabelSource {
    std::string column = {}; ///< of 0 and 1, or of booleans, 1 for outliers; empty: none
    RowLabels byHand = {};

    bool operator==(const LabelSource&) const = default;

    [[nodiscard]] bool isEmpty() const { return column.empty() && byHand.isEmpty(); }
};

} // namespace perimeter
