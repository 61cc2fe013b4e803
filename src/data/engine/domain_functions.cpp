// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/engine/domain_functions.h"

#include "data/engine/domain_names.h"
#include "data/engine/fold_function.h"

namespace perimeter {

namespace {

template <std::string_view DomainParts::*Part>
void givePart(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output)
{
    const EngineChunk names = chunkOf(input, 0);
    duckdb_vector_ensure_validity_writable(output);
    std::uint64_t* const validity = duckdb_vector_get_validity(output);
    for (std::size_t row = 0; row < names.rows(); ++row) {
        if (names.isMissing(0, row)) {
            duckdb_validity_set_row_invalid(validity, row);
            continue;
        }
        const std::string name(names.text(0, row));
        const std::string_view part = splitDomain(name).*Part;
        duckdb_vector_assign_string_element_len(output, row, part.data(), part.size());
    }
}

bool registerPart(duckdb_connection connection, const char* name, duckdb_scalar_function_t give)
{
    duckdb_scalar_function function = duckdb_create_scalar_function();
    duckdb_logical_type text = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
    duckdb_scalar_function_set_name(function, name);
    duckdb_scalar_function_add_parameter(function, text);
    duckdb_scalar_function_set_return_type(function, text);
    duckdb_scalar_function_set_function(function, give);
    duckdb_destroy_logical_type(&text);
    const bool isRegistered = duckdb_register_scalar_function(connection, function) == DuckDBSuccess;
    duckdb_destroy_scalar_function(&function);
    return isRegistered;
}

} // namespace

bool registerDomainFunctions(duckdb_connection connection)
{
    return registerPart(connection, "registered_domain", givePart<&DomainParts::registered>) &&
           registerPart(connection, "subdomain", givePart<&DomainParts::subdomain>);
}

} // namespace perimeter
