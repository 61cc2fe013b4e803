// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/complete_rows.h"

#include "data/table/read.h"

namespace perimeter {

CompleteRows completeRows(const NumberColumns& columns, const Scaling& scaling)
{
    const auto rows = static_cast<Eigen::Index>(columns.rows.size());
    const auto features = static_cast<Eigen::Index>(columns.values.size());
    CompleteRows complete{.rows = {}, .original = RowMatrix(rows, features), .scaled = RowMatrix(rows, features)};
    Eigen::Index used = 0;
    for (std::size_t row = 0; row < columns.rows.size(); ++row) {
        for (Eigen::Index c = 0; c < features; ++c) {
            const double value = columns.values[static_cast<std::size_t>(c)][row];
            complete.original(used, c) = value;
            complete.scaled(used, c) = scaling.toScaled(c, value);
        }
        if (!complete.scaled.row(used).allFinite())
            continue;
        complete.rows.push_back(columns.rows[row]);
        ++used;
    }
    complete.original.conservativeResize(used, Eigen::NoChange);
    complete.scaled.conservativeResize(used, Eigen::NoChange);
    return complete;
}

} // namespace perimeter
