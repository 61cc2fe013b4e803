// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/engine/numbers_function.h"

#include "data/engine/names.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <numeric>
#include <utility>
#include <vector>

namespace perimeter {

namespace {

/// The rows given out so far in one reading of numbers, and the columns asked for.
struct NumbersReading {
    std::atomic<std::size_t> next = 0;
    std::vector<std::size_t> columns;
};

template <typename T>
void destroy(void* object)
{
    delete static_cast<T*>(object);
}

using SharedNumbers = std::shared_ptr<const EngineNumbers>;

void bindNumbers(duckdb_bind_info info)
{
    duckdb_value parameter = duckdb_bind_get_parameter(info, 0);
    const std::int64_t number = duckdb_get_int64(parameter);
    duckdb_destroy_value(&parameter);
    SharedNumbers numbers = static_cast<NumbersRegistry*>(duckdb_bind_get_extra_info(info))->find(number);
    if (!numbers)
        return duckdb_bind_set_error(info, "these numbers are gone");
    const auto add = [info](const std::string& name, duckdb_type id) {
        duckdb_logical_type type = duckdb_create_logical_type(id);
        duckdb_bind_add_result_column(info, name.c_str(), type);
        duckdb_destroy_logical_type(&type);
    };
    for (std::size_t c = 0; c < numbers->columns.size(); ++c)
        add(engineColumn(c), numbers->columns[c].isDouble ? DUCKDB_TYPE_DOUBLE : DUCKDB_TYPE_BIGINT);
    add(rowColumn, DUCKDB_TYPE_BIGINT);
    duckdb_bind_set_cardinality(info, numbers->rows, true);
    duckdb_bind_set_bind_data(info, new SharedNumbers(std::move(numbers)), destroy<SharedNumbers>);
}

void beginNumbers(duckdb_init_info info)
{
    const auto& numbers = *static_cast<SharedNumbers*>(duckdb_init_get_bind_data(info));
    auto reading = std::make_unique<NumbersReading>();
    for (idx_t c = 0; c < duckdb_init_get_column_count(info); ++c)
        reading->columns.push_back(duckdb_init_get_column_index(info, c));
    duckdb_init_set_max_threads(info, 1 + numbers->rows / (std::size_t{1} << 16));
    duckdb_init_set_init_data(info, reading.release(), destroy<NumbersReading>);
}

void fillColumn(duckdb_vector vector, const EngineNumbers::Column& column, std::size_t from, std::size_t count)
{
    std::memcpy(duckdb_vector_get_data(vector), column.cells.data() + from, count * sizeof(std::uint64_t));
    if (column.isMissing.empty())
        return;
    duckdb_vector_ensure_validity_writable(vector);
    std::uint64_t* const validity = duckdb_vector_get_validity(vector);
    for (std::size_t row = from; row < from + count && row / 64 < column.isMissing.size(); ++row)
        if ((column.isMissing[row / 64] >> (row % 64)) & 1)
            duckdb_validity_set_row_invalid(validity, row - from);
}

void giveNumbers(duckdb_function_info info, duckdb_data_chunk chunk)
{
    const EngineNumbers& numbers = **static_cast<SharedNumbers*>(duckdb_function_get_bind_data(info));
    auto& reading = *static_cast<NumbersReading*>(duckdb_function_get_init_data(info));
    const std::size_t from = reading.next.fetch_add(duckdb_vector_size());
    const std::size_t count =
        from < numbers.rows ? std::min<std::size_t>(duckdb_vector_size(), numbers.rows - from) : 0;
    for (std::size_t place = 0; count > 0 && place < reading.columns.size(); ++place) {
        duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, place);
        if (reading.columns[place] < numbers.columns.size()) {
            fillColumn(vector, numbers.columns[reading.columns[place]], from, count);
            continue;
        }
        auto* const rows = static_cast<std::int64_t*>(duckdb_vector_get_data(vector));
        std::iota(rows, rows + count, static_cast<std::int64_t>(from) + 1);
    }
    duckdb_data_chunk_set_size(chunk, count);
}

} // namespace

bool registerNumbers(duckdb_connection connection, NumbersRegistry* registry)
{
    duckdb_table_function function = duckdb_create_table_function();
    duckdb_table_function_set_name(function, numbersFunction);
    duckdb_logical_type type = duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
    duckdb_table_function_add_parameter(function, type);
    duckdb_destroy_logical_type(&type);
    duckdb_table_function_set_extra_info(function, registry, nullptr);
    duckdb_table_function_set_bind(function, bindNumbers);
    duckdb_table_function_set_init(function, beginNumbers);
    duckdb_table_function_set_function(function, giveNumbers);
    duckdb_table_function_supports_projection_pushdown(function, true);
    const bool isRegistered = duckdb_register_table_function(connection, function) == DuckDBSuccess;
    duckdb_destroy_table_function(&function);
    return isRegistered;
}

void EngineNumbers::Column::setMissing(std::size_t row)
{
    isMissing.resize(std::max(isMissing.size(), row / 64 + 1), 0);
    isMissing[row / 64] |= std::uint64_t{1} << (row % 64);
}

std::size_t EngineNumbers::bytes() const
{
    std::size_t cells = 0;
    for (const Column& column : columns)
        cells += column.cells.capacity() + column.isMissing.capacity();
    return cells * sizeof(std::uint64_t);
}

} // namespace perimeter
