// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace perimeter {

class EngineChunk;

/// What becomes of many rows taken in by several threads, each into a part of its own; parts are joined at the end. Rows
/// come in no order.
class RowFold {
public:
    using Start = std::function<std::unique_ptr<RowFold>()>;

    RowFold() = default;
    virtual ~RowFold() = default;
    RowFold(const RowFold&) = delete;
    RowFold& operator=(const RowFold&) = delete;

    virtual void take(const EngineChunk& rows) = 0;
    /// `other` is of the same kind, and of no use afterwards.
    virtual void join(RowFold& other) = 0;
};

} // namespace perimeter
