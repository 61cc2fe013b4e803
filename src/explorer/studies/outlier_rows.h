// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "explorer/stages/fit.h"
#include "explorer/studies/point_depth.h"

#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

/// Which outliers to list, and in which order.
struct OutlierQuery {
    std::shared_ptr<const Projection> axes;
    std::vector<std::shared_ptr<const DetectorFit>> fits; ///< none null
    std::optional<std::size_t> only;                      ///< of this fit alone; any of them when absent
    std::optional<std::vector<RowNumber>> chosen = {};    ///< these rows instead, whatever they are
    enum class Key { Row, X, Y, Decision, Depth };
    Key key = Key::Row;
    std::size_t keyFit = 0; ///< the fit whose decision value orders, for Key::Decision
    bool descending = false;
    std::shared_ptr<const PointDepth> depth = {}; ///< for Key::Depth; or null
};

/// A row and where it stands, in original units; NaN where it has no place on these axes.
struct ListedRow {
    RowNumber row;
    double x = 0, y = 0;
};

struct OutlierList {
    std::vector<ListedRow> rows;
    bool isWhole = true; ///< false where rows are not held, and there are more than are listed
};

/// So many rows are listed at the most of a table whose rows are not held: the first of it.
inline constexpr std::size_t mostListed = 10'000;

/// The rows that the detectors asked for take for outliers, each once; rows without a key come last. Nothing when
/// cancelled.
[[nodiscard]] std::optional<OutlierList> outlierRows(const OutlierQuery& query, Progress& progress);

/// The decision value of a row and whether it is an outlier; nothing where the fit left it out or has no classes.
[[nodiscard]] std::optional<Verdict> verdictOf(const DetectorFit& fit, const ListedRow& row);

} // namespace perimeter
