// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <duckdb.h>

namespace perimeter {

/// Makes registered_domain and subdomain functions of the engine: of names in lower case without a dot at their end.
[[nodiscard]] bool registerDomainFunctions(duckdb_connection connection);

} // namespace perimeter
