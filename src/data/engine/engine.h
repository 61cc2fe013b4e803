// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "data/engine/row_fold.h"
#include "data/engine/scratch_folder.h"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct _duckdb_data_chunk;

namespace perimeter {

struct EngineOptions {
    std::size_t memoryLimit = 0; ///< bytes; 0: half of the machine's memory
};

/// Up to some thousand rows of an answer. Valid until the next chunk is taken.
class EngineChunk {
public:
    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] bool isMissing(std::size_t column, std::size_t row) const
    {
        const std::uint64_t* validity = m_columns[column].validity;
        return validity && !((validity[row / 64] >> (row % 64)) & 1);
    }
    /// Of a DOUBLE column.
    [[nodiscard]] bool isFinite(std::size_t column, std::size_t row) const
    {
        return !isMissing(column, row) && std::isfinite(static_cast<const double*>(m_columns[column].data)[row]);
    }
    /// The cells of a DOUBLE, BIGINT or BOOLEAN column; those of missing cells are undefined.
    [[nodiscard]] std::span<const double> doubles(std::size_t column) const;
    [[nodiscard]] std::span<const std::int64_t> integers(std::size_t column) const;
    [[nodiscard]] std::span<const bool> booleans(std::size_t column) const;
    /// One cell of a VARCHAR column.
    [[nodiscard]] std::string_view text(std::size_t column, std::size_t row) const;

private:
    friend EngineChunk chunkOf(_duckdb_data_chunk* chunk, std::size_t first);
    struct View {
        const void* data = nullptr;
        const std::uint64_t* validity = nullptr;
    };
    std::vector<View> m_columns;
    std::size_t m_rows = 0;
};

enum class EngineType { Boolean, Integer, Double, Text, Other };

/// The answer to one statement, taken chunk by chunk.
class EngineAnswer {
public:
    class Handle;
    explicit EngineAnswer(std::unique_ptr<Handle> handle);
    ~EngineAnswer();
    EngineAnswer(EngineAnswer&&) noexcept;
    EngineAnswer& operator=(EngineAnswer&&) noexcept;

    [[nodiscard]] std::size_t columns() const;
    [[nodiscard]] std::string columnName(std::size_t column) const;
    [[nodiscard]] EngineType columnType(std::size_t column) const;
    /// Rows of the whole answer.
    [[nodiscard]] std::size_t rows() const;
    /// The next chunk, or nothing at the end.
    [[nodiscard]] const EngineChunk* next();
    /// Why the chunks ended early, if they did: only of answers that are streamed.
    [[nodiscard]] std::optional<std::string> failure() const;

private:
    std::unique_ptr<Handle> m_handle;
};

/// Columns of numbers side by side in memory, for statements to read as they read tables.
struct EngineNumbers {
    struct Column {
        bool isDouble = false;                ///< else BIGINT
        std::vector<std::uint64_t> cells;     ///< the bits of each double or integer
        std::vector<std::uint64_t> isMissing; ///< one bit per row; empty: none is

        void setMissing(std::size_t row);
    };
    std::vector<Column> columns;
    std::size_t rows = 0;

    [[nodiscard]] std::size_t bytes() const;
};

/// The embedded data engine, closed in: it sees the files in its scratch folder and no others, loads nothing, and its
/// settings cannot be changed. Usable from any thread; one statement is carried out at a time.
class Engine {
public:
    class Handle;

    [[nodiscard]] static Expected<std::shared_ptr<Engine>> open(const EngineOptions& options = {});
    Engine(ScratchFolder folder, std::unique_ptr<Handle> handle);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Carries out exactly one statement. ErrorCode::Cancelled when `progress` says so, ErrorCode::TimeLimit after
    /// `limit`, ErrorCode::OutOfMemory, else ErrorCode::EngineFailed with the engine's reason.
    [[nodiscard]] Expected<EngineAnswer> query(const std::string& statement, Progress& progress,
                                               std::optional<std::chrono::seconds> limit = {});
    /// The same with an answer too large to hold: `take` is given its chunks as they come, and says whether it wants
    /// more. Other statements wait meanwhile.
    [[nodiscard]] Expected<void> stream(const std::string& statement, Progress& progress,
                                        const std::function<bool(const EngineChunk&)>& take);
    /// Folds the rows of a relation, of whose expressions up to four, separated by commas and each a DOUBLE, are
    /// `columns`: by all threads of the engine, each of which begins with what `start` gives.
    [[nodiscard]] Expected<std::unique_ptr<RowFold>> fold(const std::string& rows, std::string_view columns,
                                                          RowFold::Start start, Progress& progress);
    /// The same for a statement whose answer is of no interest.
    [[nodiscard]] Expected<void> run(const std::string& statement, Progress& progress,
                                     std::optional<std::chrono::seconds> limit = {});
    /// The one number a statement answers with.
    [[nodiscard]] Expected<std::int64_t> count(const std::string& statement, Progress& progress,
                                               std::optional<std::chrono::seconds> limit = {});
    /// SQL that names the columns c0, c1, … of `numbers`, and the row number from 1, as a relation: as long as they
    /// live.
    [[nodiscard]] std::string present(const std::shared_ptr<const EngineNumbers>& numbers);
    /// Forgets a table or view; nobody is left to hear of a failure.
    void drop(std::string_view kind, const std::string& name) noexcept;

    /// A name no relation or file of this engine has yet.
    [[nodiscard]] std::string freshName(std::string_view prefix);
    [[nodiscard]] const ScratchFolder& folder() const { return m_folder; }

private:
    enum class Delivery { Whole, Streamed };
    [[nodiscard]] Expected<EngineAnswer> carryOut(const std::string& statement, Delivery delivery, Progress& progress,
                                                  std::optional<std::chrono::seconds> limit);

    ScratchFolder m_folder;
    std::unique_ptr<Handle> m_handle;
    std::mutex m_mutex;
    std::int64_t m_names = 0;
};

} // namespace perimeter
