// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/engine/engine.h"

#include "data/engine/domain_functions.h"
#include "data/engine/fold_function.h"
#include "data/engine/numbers_function.h"
#include "data/engine/quoting.h"

#include <duckdb.h>

#include <algorithm>
#include <array>
#include <thread>
#include <unistd.h>
#include <utility>

namespace perimeter {

namespace {

using Clock = std::chrono::steady_clock;

/// The kind of a pending statement's error is told by its message alone.
Unexpected engineFailure(const char* message)
{
    if (message && std::string_view(message).starts_with("Out of Memory Error"))
        return Unexpected(ErrorCode::OutOfMemory);
    return Unexpected(ErrorCode::EngineFailed, {message ? message : ""});
}

std::size_t halfOfMemory()
{
    const long pages = ::sysconf(_SC_PHYS_PAGES);
    const long pageBytes = ::sysconf(_SC_PAGESIZE);
    return pages > 0 && pageBytes > 0 ? static_cast<std::size_t>(pages) * static_cast<std::size_t>(pageBytes) / 2
                                      : std::size_t{1} << 30;
}

class Extracted {
public:
    Extracted(duckdb_connection connection, const std::string& statement)
        : count(duckdb_extract_statements(connection, statement.c_str(), &handle))
    {
    }
    ~Extracted() { duckdb_destroy_extracted(&handle); }
    Extracted(const Extracted&) = delete;
    Extracted& operator=(const Extracted&) = delete;

    duckdb_extracted_statements handle = nullptr;
    idx_t count = 0;
};

class Prepared {
public:
    Prepared() = default;
    ~Prepared() { duckdb_destroy_prepare(&handle); }
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;

    duckdb_prepared_statement handle = nullptr;
};

class Pending {
public:
    Pending() = default;
    ~Pending() { duckdb_destroy_pending(&handle); }
    Pending(const Pending&) = delete;
    Pending& operator=(const Pending&) = delete;

    duckdb_pending_result handle = nullptr;
};

} // namespace

class Engine::Handle {
public:
    Handle() = default;
    ~Handle()
    {
        duckdb_disconnect(&connection);
        duckdb_close(&database);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    std::unique_ptr<NumbersRegistry> numbers = std::make_unique<NumbersRegistry>();
    std::unique_ptr<FoldRegistry> folds = std::make_unique<FoldRegistry>();
    duckdb_database database = nullptr;
    duckdb_connection connection = nullptr;
};

class EngineAnswer::Handle {
public:
    Handle() = default;
    ~Handle()
    {
        duckdb_destroy_data_chunk(&chunk);
        duckdb_destroy_result(&result);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    duckdb_result result = {};
    duckdb_data_chunk chunk = nullptr;
    EngineChunk view;
};

EngineChunk chunkOf(duckdb_data_chunk chunk, std::size_t first)
{
    EngineChunk view;
    view.m_rows = duckdb_data_chunk_get_size(chunk);
    for (std::size_t c = first; c < duckdb_data_chunk_get_column_count(chunk); ++c) {
        duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, c);
        view.m_columns.push_back({duckdb_vector_get_data(vector), duckdb_vector_get_validity(vector)});
    }
    return view;
}

std::span<const double> EngineChunk::doubles(std::size_t column) const
{
    return {static_cast<const double*>(m_columns[column].data), m_rows};
}

std::span<const std::int64_t> EngineChunk::integers(std::size_t column) const
{
    return {static_cast<const std::int64_t*>(m_columns[column].data), m_rows};
}

std::span<const bool> EngineChunk::booleans(std::size_t column) const
{
    return {static_cast<const bool*>(m_columns[column].data), m_rows};
}

std::string_view EngineChunk::text(std::size_t column, std::size_t row) const
{
    const auto* cells = static_cast<const duckdb_string_t*>(m_columns[column].data);
    const duckdb_string_t& cell = cells[row];
    const std::uint32_t length = cell.value.inlined.length;
    return {duckdb_string_is_inlined(cell) ? cell.value.inlined.inlined : cell.value.pointer.ptr, length};
}

EngineAnswer::EngineAnswer(std::unique_ptr<Handle> handle) : m_handle(std::move(handle)) {}
EngineAnswer::~EngineAnswer() = default;
EngineAnswer::EngineAnswer(EngineAnswer&&) noexcept = default;
EngineAnswer& EngineAnswer::operator=(EngineAnswer&&) noexcept = default;

std::size_t EngineAnswer::columns() const
{
    return duckdb_column_count(&m_handle->result);
}

std::string EngineAnswer::columnName(std::size_t column) const
{
    return duckdb_column_name(&m_handle->result, column);
}

EngineType EngineAnswer::columnType(std::size_t column) const
{
    switch (duckdb_column_type(&m_handle->result, column)) {
    case DUCKDB_TYPE_BOOLEAN:
        return EngineType::Boolean;
    case DUCKDB_TYPE_BIGINT:
        return EngineType::Integer;
    case DUCKDB_TYPE_DOUBLE:
        return EngineType::Double;
    case DUCKDB_TYPE_VARCHAR:
        return EngineType::Text;
    default:
        return EngineType::Other;
    }
}

std::size_t EngineAnswer::rows() const
{
    return duckdb_row_count(&m_handle->result);
}

const EngineChunk* EngineAnswer::next()
{
    duckdb_destroy_data_chunk(&m_handle->chunk);
    m_handle->chunk = duckdb_fetch_chunk(m_handle->result);
    if (!m_handle->chunk)
        return nullptr;
    m_handle->view = chunkOf(m_handle->chunk, 0);
    return m_handle->view.rows() > 0 ? &m_handle->view : nullptr;
}

std::optional<std::string> EngineAnswer::failure() const
{
    const char* const message = duckdb_result_error(&m_handle->result);
    return message ? std::optional<std::string>(message) : std::nullopt;
}

Engine::Engine(ScratchFolder folder, std::unique_ptr<Handle> handle)
    : m_folder(std::move(folder)), m_handle(std::move(handle))
{
}

Engine::~Engine() = default;

Expected<std::shared_ptr<Engine>> Engine::open(const EngineOptions& options)
{
    PERIMETER_TRY(ScratchFolder folder, ScratchFolder::create());
    const std::string path = folder.path().native();
    const std::string memory = std::to_string(options.memoryLimit ? options.memoryLimit : halfOfMemory()) + "B";
    // Before the first statement: nothing is fetched or loaded, whatever a statement names.
    const std::array<std::pair<const char*, std::string>, 7> settings = {{
        {"autoinstall_known_extensions", "false"},
        {"autoload_known_extensions", "false"},
        {"allow_community_extensions", "false"},
        {"memory_limit", memory},
        {"temp_directory", path + "/spill"},
        {"preserve_insertion_order", "true"},
        {"enable_progress_bar", "true"},
    }};
    auto handle = std::make_unique<Handle>();
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    for (const auto& [name, value] : settings)
        duckdb_set_config(config, name, value.c_str());
    char* message = nullptr;
    const duckdb_state opened = duckdb_open_ext(nullptr, &handle->database, config, &message);
    duckdb_destroy_config(&config);
    if (opened != DuckDBSuccess || duckdb_connect(handle->database, &handle->connection) != DuckDBSuccess ||
        !registerNumbers(handle->connection, handle->numbers.get()) ||
        !registerFolds(handle->connection, handle->folds.get()) || !registerDomainFunctions(handle->connection)) {
        const Unexpected failure = engineFailure(message);
        duckdb_free(message);
        return failure;
    }

    auto engine = std::make_shared<Engine>(std::move(folder), std::move(handle));
    NoProgress progress;
    for (const std::string& statement :
         {std::string("SET enable_progress_bar_print = false"), std::string("SET TimeZone = 'UTC'"),
          "SET allowed_directories = [" + quoteLiteral(path) + "]", std::string("SET enable_external_access = false"),
          std::string("SET lock_configuration = true")}) {
        PERIMETER_CHECK(engine->run(statement, progress));
    }
    return engine;
}

Expected<EngineAnswer> Engine::carryOut(const std::string& statement, Delivery delivery, Progress& progress,
                                        std::optional<std::chrono::seconds> limit)
{
    const Extracted extracted(m_handle->connection, statement);
    if (extracted.count != 1)
        return engineFailure(duckdb_extract_statements_error(extracted.handle));
    Prepared prepared;
    if (duckdb_prepare_extracted_statement(m_handle->connection, extracted.handle, 0, &prepared.handle) !=
        DuckDBSuccess)
        return engineFailure(duckdb_prepare_error(prepared.handle));
    Pending pending;
    const auto pend = delivery == Delivery::Whole ? duckdb_pending_prepared : duckdb_pending_prepared_streaming;
    if (pend(prepared.handle, &pending.handle) != DuckDBSuccess)
        return engineFailure(duckdb_pending_error(pending.handle));

    const Clock::time_point start = Clock::now();
    std::optional<Unexpected> stopped;
    for (bool running = true; running;) {
        const duckdb_pending_state state = duckdb_pending_execute_task(pending.handle);
        if (state == DUCKDB_PENDING_ERROR)
            return stopped ? *stopped : engineFailure(duckdb_pending_error(pending.handle));
        running = !duckdb_pending_execution_is_finished(state);
        if (state == DUCKDB_PENDING_NO_TASKS_AVAILABLE)
            std::this_thread::sleep_for(std::chrono::microseconds(100));
        if (!running || stopped)
            continue;
        if (!progress.advance(std::max(0.0, duckdb_query_progress(m_handle->connection).percentage) / 100))
            stopped = Unexpected(ErrorCode::Cancelled);
        else if (limit && Clock::now() - start >= *limit)
            stopped = Unexpected(ErrorCode::TimeLimit, {std::to_string(limit->count())});
        // The statement is led to its end all the same: one left half-way keeps hold of the engine.
        if (stopped)
            duckdb_interrupt(m_handle->connection);
    }
    if (stopped)
        return *stopped;
    auto answer = std::make_unique<EngineAnswer::Handle>();
    if (duckdb_execute_pending(pending.handle, &answer->result) != DuckDBSuccess)
        return engineFailure(duckdb_result_error(&answer->result));
    return EngineAnswer(std::move(answer));
}

Expected<EngineAnswer> Engine::query(const std::string& statement, Progress& progress,
                                     std::optional<std::chrono::seconds> limit)
{
    const std::scoped_lock lock(m_mutex);
    return carryOut(statement, Delivery::Whole, progress, limit);
}

Expected<void> Engine::stream(const std::string& statement, Progress& progress,
                              const std::function<bool(const EngineChunk&)>& take)
{
    const std::scoped_lock lock(m_mutex);
    PERIMETER_TRY(EngineAnswer answer, carryOut(statement, Delivery::Streamed, progress, {}));
    while (const EngineChunk* chunk = answer.next()) {
        if (!take(*chunk))
            return {};
        if (!progress.advance(std::max(0.0, duckdb_query_progress(m_handle->connection).percentage) / 100)) {
            duckdb_interrupt(m_handle->connection);
            return Unexpected(ErrorCode::Cancelled);
        }
    }
    const std::optional<std::string> failure = answer.failure();
    return failure ? engineFailure(failure->c_str()) : Expected<void>();
}

Expected<std::unique_ptr<RowFold>> Engine::fold(const std::string& rows, std::string_view columns, RowFold::Start start,
                                                Progress& progress)
{
    const FoldRegistry::Entry entry(*m_handle->folds, std::move(start));
    const std::string statement = "SELECT " + std::string(foldFunction) + "(" + std::to_string(entry.number()) + ", " +
                                  std::string(columns) + ") FROM " + rows;
    PERIMETER_TRY(const EngineAnswer answer, query(statement, progress));
    return entry.result();
}

Expected<void> Engine::run(const std::string& statement, Progress& progress, std::optional<std::chrono::seconds> limit)
{
    const Expected<EngineAnswer> answer = query(statement, progress, limit);
    return answer ? Expected<void>() : answer.unexpected();
}

Expected<std::int64_t> Engine::count(const std::string& statement, Progress& progress,
                                     std::optional<std::chrono::seconds> limit)
{
    PERIMETER_TRY(EngineAnswer answer, query(statement, progress, limit));
    const EngineChunk* chunk = answer.next();
    return chunk && !chunk->isMissing(0, 0) ? chunk->integers(0)[0] : 0;
}

void Engine::drop(std::string_view kind, const std::string& name) noexcept
{
    NoProgress progress;
    const Expected<void> ignored = run("DROP " + std::string(kind) + " IF EXISTS " + quoteIdentifier(name), progress);
    static_cast<void>(ignored);
}

std::string Engine::freshName(std::string_view prefix)
{
    const std::scoped_lock lock(m_mutex);
    return std::string(prefix) + std::to_string(++m_names);
}

std::string Engine::present(const std::shared_ptr<const EngineNumbers>& numbers)
{
    return std::string(numbersFunction) + "(" + std::to_string(m_handle->numbers->add(numbers)) + ")";
}

} // namespace perimeter
