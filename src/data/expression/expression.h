// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "data/expression/term.h"
#include "data/table/table.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perimeter {

/// What an expression may name, and how its errors name it.
struct ExpressionScope {
    std::string step; ///< "where", "derive NAME" or "summarise NAME", first argument of every error
    std::span<const Column> columns;
};

/// An expression, read and checked.
struct Expression {
    TermPointer term;
    std::vector<std::string> columns = {}; ///< it names
    std::string unit = {}; ///< of times, durations, a column, or a column divided by a column; else empty
};

/// Reads an expression:
///   columns      name, "any name", id.orig_h (dots need no quotes where such a column exists)
///   constants    1.5e3, 'text' ('' for a quote), true, false, null
///   operators    + - * / % ^ **, || (text), = == <> != < <= > >=, and or not, between, in (…), like, ilike,
///                is [not] null
///   choices      case [x] when … then … else … end, if(c, a, b), coalesce, nullif
///   conversions  cast(x as double|bigint|varchar|boolean|timestamp), x::double; what cannot be converted is missing
///   functions    abs sign round floor ceil trunc sqrt cbrt exp ln log log10 log2 log1p pow sin cos tan asin acos atan
///                atan2 mod least greatest isnan isinf isfinite; lower upper trim ltrim rtrim length left right substr
///                contains starts_with ends_with regexp_matches; entropy registered_domain subdomain; year month day
///                hour minute second isodow epoch
/// log is base 10. A function outside its domain (ln 0) is missing. entropy is Shannon's, in bits, of the characters of
/// a text. registered_domain(a.b.example.co.uk.) is example.co.uk, subdomain of it a.b: see engine/domain_names.h. Errors
/// (Expression…) name the position in characters from 1.
[[nodiscard]] Expected<Expression> parseExpression(std::string_view expression, const ExpressionScope& scope);

} // namespace perimeter
