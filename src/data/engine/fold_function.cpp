// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/engine/fold_function.h"

#include <exception>
#include <utility>

namespace perimeter {

FoldRegistry::Entry::Entry(FoldRegistry& registry, RowFold::Start start) : m_registry(registry)
{
    const std::scoped_lock lock(registry.m_mutex);
    m_number = ++registry.m_last;
    registry.m_folds.emplace(m_number, Fold{std::move(start)});
}

FoldRegistry::Entry::~Entry()
{
    const std::scoped_lock lock(m_registry.m_mutex);
    m_registry.m_folds.erase(m_number);
}

std::unique_ptr<RowFold> FoldRegistry::Entry::result() const
{
    const std::scoped_lock lock(m_registry.m_mutex);
    Fold& fold = m_registry.m_folds.at(m_number);
    // Without a row nothing was begun.
    return fold.whole ? std::move(fold.whole) : fold.start();
}

std::unique_ptr<RowFold> FoldRegistry::begin(std::int64_t number)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_folds.find(number);
    return found == m_folds.end() ? nullptr : found->second.start();
}

void FoldRegistry::finish(std::int64_t number, std::unique_ptr<RowFold> whole)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_folds.find(number);
    if (found != m_folds.end())
        found->second.whole = std::move(whole);
}

namespace {

/// What the engine keeps for each of its threads; it moves this about as bytes.
struct State {
    std::int64_t number;
    RowFold* part;
};

State& stateOf(duckdb_aggregate_state state)
{
    return *reinterpret_cast<State*>(state);
}

FoldRegistry& registryOf(duckdb_function_info info)
{
    return *static_cast<FoldRegistry*>(duckdb_aggregate_function_get_extra_info(info));
}

/// No exception may pass through the engine's C interface.
template <typename Work>
void guarded(duckdb_function_info info, Work&& work)
{
    try {
        work();
    } catch (const std::exception& failure) {
        duckdb_aggregate_function_set_error(info, failure.what());
    }
}

idx_t stateSize(duckdb_function_info)
{
    return sizeof(State);
}

void initialise(duckdb_function_info, duckdb_aggregate_state state)
{
    stateOf(state) = {0, nullptr};
}

void update(duckdb_function_info info, duckdb_data_chunk chunk, duckdb_aggregate_state* states)
{
    if (duckdb_data_chunk_get_size(chunk) == 0)
        return;
    guarded(info, [&] {
        // Statements group by nothing: all rows have one state.
        State& state = stateOf(states[0]);
        if (!state.part) {
            state.number =
                *static_cast<const std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0)));
            state.part = registryOf(info).begin(state.number).release();
        }
        if (!state.part)
            return duckdb_aggregate_function_set_error(info, "this fold is gone");
        state.part->take(chunkOf(chunk, 1));
    });
}

void combine(duckdb_function_info info, duckdb_aggregate_state* sources, duckdb_aggregate_state* targets, idx_t count)
{
    guarded(info, [&] {
        for (idx_t i = 0; i < count; ++i) {
            State& source = stateOf(sources[i]);
            State& target = stateOf(targets[i]);
            if (!target.part)
                std::swap(source, target);
            else if (source.part)
                target.part->join(*source.part);
        }
    });
}

void finalise(duckdb_function_info info, duckdb_aggregate_state* states, duckdb_vector result, idx_t count,
              idx_t offset)
{
    guarded(info, [&] {
        auto* const values = static_cast<bool*>(duckdb_vector_get_data(result));
        for (idx_t i = 0; i < count; ++i) {
            State& state = stateOf(states[i]);
            values[offset + i] = state.part != nullptr;
            if (state.part)
                registryOf(info).finish(state.number, std::unique_ptr<RowFold>(std::exchange(state.part, nullptr)));
        }
    });
}

void destroy(duckdb_aggregate_state* states, idx_t count)
{
    for (idx_t i = 0; i < count; ++i)
        delete std::exchange(stateOf(states[i]).part, nullptr);
}

duckdb_aggregate_function foldOf(int columns, FoldRegistry* registry)
{
    duckdb_aggregate_function function = duckdb_create_aggregate_function();
    duckdb_aggregate_function_set_name(function, foldFunction);
    const auto with = [](duckdb_type id, auto&& use) {
        duckdb_logical_type type = duckdb_create_logical_type(id);
        use(type);
        duckdb_destroy_logical_type(&type);
    };
    const auto add = [&](duckdb_logical_type type) { duckdb_aggregate_function_add_parameter(function, type); };
    with(DUCKDB_TYPE_BIGINT, add);
    for (int column = 0; column < columns; ++column)
        with(DUCKDB_TYPE_DOUBLE, add);
    with(DUCKDB_TYPE_BOOLEAN,
         [&](duckdb_logical_type type) { duckdb_aggregate_function_set_return_type(function, type); });
    duckdb_aggregate_function_set_functions(function, stateSize, initialise, update, combine, finalise);
    duckdb_aggregate_function_set_destructor(function, destroy);
    duckdb_aggregate_function_set_special_handling(function); // missing values are passed on
    duckdb_aggregate_function_set_extra_info(function, registry, nullptr);
    return function;
}

} // namespace

bool registerFolds(duckdb_connection connection, FoldRegistry* registry)
{
    duckdb_aggregate_function_set set = duckdb_create_aggregate_function_set(foldFunction);
    bool isComplete = true;
    for (int columns = 1; columns <= mostFolded; ++columns) {
        duckdb_aggregate_function function = foldOf(columns, registry);
        isComplete = duckdb_add_aggregate_function_to_set(set, function) == DuckDBSuccess && isComplete;
        duckdb_destroy_aggregate_function(&function);
    }
    const bool isRegistered = duckdb_register_aggregate_function_set(connection, set) == DuckDBSuccess;
    duckdb_destroy_aggregate_function_set(&set);
    return isComplete && isRegistered;
}

} // namespace perimeter
