// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/engine/engine.h"

#include <duckdb.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

namespace perimeter {

/// An aggregate of the engine's: the number of a fold, and up to `mostFolded` columns of DOUBLE.
inline constexpr const char* foldFunction = "fold_rows";
inline constexpr int mostFolded = 4;

/// The folds under way in an engine, by the number its statements know them by.
class FoldRegistry {
public:
    /// A fold is known as long as this lives.
    class Entry {
    public:
        Entry(FoldRegistry& registry, RowFold::Start start);
        ~Entry();
        Entry(const Entry&) = delete;
        Entry& operator=(const Entry&) = delete;

        [[nodiscard]] std::int64_t number() const { return m_number; }
        /// Of all rows, after the statement; once.
        [[nodiscard]] std::unique_ptr<RowFold> result() const;

    private:
        FoldRegistry& m_registry;
        std::int64_t m_number;
    };

    /// A new part of a fold; null where the number is not known.
    [[nodiscard]] std::unique_ptr<RowFold> begin(std::int64_t number);
    void finish(std::int64_t number, std::unique_ptr<RowFold> whole);

private:
    struct Fold {
        RowFold::Start start;
        std::unique_ptr<RowFold> whole = nullptr;
    };
    std::mutex m_mutex;
    std::map<std::int64_t, Fold> m_folds;
    std::int64_t m_last = 0;
};

/// Makes folds an aggregate function of the engine.
[[nodiscard]] bool registerFolds(duckdb_connection connection, FoldRegistry* registry);

/// The columns of a chunk from `first` on; valid as long as it is.
[[nodiscard]] EngineChunk chunkOf(duckdb_data_chunk chunk, std::size_t first);

} // namespace perimeter
