// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/expression_functions.h"

#include "data/engine/quoting.h"
#include "data/expression/domain_names.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace perimeter {

namespace {

using Arguments = ExpressionFunction::Arguments;
constexpr ColumnKind numberKind = ColumnKind::Number;
constexpr ColumnKind booleanKind = ColumnKind::Boolean;
constexpr ColumnKind textKind = ColumnKind::Text;

/// None of them makes a text longer than its arguments, reads anything but its arguments, or differs from call to call.
/// Logarithms of numbers not above 0 are missing; TRY makes the rest missing outside their domain.
constexpr std::array functions = {
    ExpressionFunction{"abs", 1, 1, Arguments::Number, numberKind, "abs($1)"},
    ExpressionFunction{"acos", 1, 1, Arguments::Number, numberKind, "TRY(acos($1))"},
    ExpressionFunction{"asin", 1, 1, Arguments::Number, numberKind, "TRY(asin($1))"},
    ExpressionFunction{"atan", 1, 1, Arguments::Number, numberKind, "atan($1)"},
    ExpressionFunction{"atan2", 2, 2, Arguments::Number, numberKind, "atan2($1, $2)"},
    ExpressionFunction{"cbrt", 1, 1, Arguments::Number, numberKind, "cbrt($1)"},
    ExpressionFunction{"ceil", 1, 1, Arguments::Number, numberKind, "ceil($1)"},
    ExpressionFunction{"ceiling", 1, 1, Arguments::Number, numberKind, "ceil($1)"},
    ExpressionFunction{"coalesce", 1, 32, Arguments::Alike, numberKind, "coalesce($*)"},
    ExpressionFunction{"contains", 2, 2, Arguments::Text, booleanKind, "contains($1, $2)"},
    ExpressionFunction{"cos", 1, 1, Arguments::Number, numberKind, "TRY(cos($1))"},
    ExpressionFunction{"day", 1, 1, Arguments::Time, numberKind, "day($1)"},
    ExpressionFunction{"ends_with", 2, 2, Arguments::Text, booleanKind, "ends_with($1, $2)"},
    ExpressionFunction{"entropy", 1, 1, Arguments::Text, numberKind, "list_entropy(string_split($1, ''))"},
    ExpressionFunction{"epoch", 1, 1, Arguments::Time, numberKind, "epoch($1)"},
    ExpressionFunction{"exp", 1, 1, Arguments::Number, numberKind, "exp($1)"},
    ExpressionFunction{"floor", 1, 1, Arguments::Number, numberKind, "floor($1)"},
    ExpressionFunction{"greatest", 1, 32, Arguments::Alike, numberKind, "greatest($*)"},
    ExpressionFunction{"hour", 1, 1, Arguments::Time, numberKind, "hour($1)"},
    ExpressionFunction{"if", 3, 3, Arguments::Choice, numberKind, "CASE WHEN $1 THEN $2 ELSE $3 END"},
    ExpressionFunction{"isfinite", 1, 1, Arguments::Number, booleanKind, "isfinite($1)"},
    ExpressionFunction{"isinf", 1, 1, Arguments::Number, booleanKind, "isinf($1)"},
    ExpressionFunction{"isnan", 1, 1, Arguments::Number, booleanKind, "isnan($1)"},
    ExpressionFunction{"isodow", 1, 1, Arguments::Time, numberKind, "isodow($1)"},
    ExpressionFunction{"least", 1, 32, Arguments::Alike, numberKind, "least($*)"},
    ExpressionFunction{"left", 2, 2, Arguments::TextCount, textKind, "left($1, $2)"},
    ExpressionFunction{"length", 1, 1, Arguments::Text, numberKind, "length($1)"},
    ExpressionFunction{"ln", 1, 1, Arguments::Number, numberKind, "ln(nullif(greatest($1, 0), 0))"},
    ExpressionFunction{"log", 1, 1, Arguments::Number, numberKind, "log10(nullif(greatest($1, 0), 0))"},
    ExpressionFunction{"log10", 1, 1, Arguments::Number, numberKind, "log10(nullif(greatest($1, 0), 0))"},
    ExpressionFunction{"log1p", 1, 1, Arguments::Number, numberKind, "ln(nullif(greatest(1 + $1, 0), 0))"},
    ExpressionFunction{"log2", 1, 1, Arguments::Number, numberKind, "log2(nullif(greatest($1, 0), 0))"},
    ExpressionFunction{"lower", 1, 1, Arguments::Text, textKind, "lower($1)"},
    ExpressionFunction{"ltrim", 1, 1, Arguments::Text, textKind, "ltrim($1)"},
    ExpressionFunction{"minute", 1, 1, Arguments::Time, numberKind, "minute($1)"},
    ExpressionFunction{"mod", 2, 2, Arguments::Number, numberKind, "($1 % nullif($2, 0))"},
    ExpressionFunction{"month", 1, 1, Arguments::Time, numberKind, "month($1)"},
    ExpressionFunction{"nullif", 2, 2, Arguments::Alike, numberKind, "nullif($1, $2)"},
    ExpressionFunction{"pow", 2, 2, Arguments::Number, numberKind, "TRY(pow($1, $2))"},
    ExpressionFunction{"power", 2, 2, Arguments::Number, numberKind, "TRY(pow($1, $2))"},
    ExpressionFunction{"regexp_matches", 2, 2, Arguments::Text, booleanKind, "regexp_matches($1, $2)"},
    ExpressionFunction{"registered_domain", 1, 1, Arguments::Text, textKind,
                       "coalesce(nullif(regexp_extract(lower(rtrim($1, '.')), $d, 2), ''), lower(rtrim($1, '.')))"},
    ExpressionFunction{"right", 2, 2, Arguments::TextCount, textKind, "right($1, $2)"},
    ExpressionFunction{"round", 1, 2, Arguments::Number, numberKind, "round($*)"},
    ExpressionFunction{"rtrim", 1, 1, Arguments::Text, textKind, "rtrim($1)"},
    ExpressionFunction{"second", 1, 1, Arguments::Time, numberKind, "second($1)"},
    ExpressionFunction{"sign", 1, 1, Arguments::Number, numberKind, "sign($1)"},
    ExpressionFunction{"sin", 1, 1, Arguments::Number, numberKind, "TRY(sin($1))"},
    ExpressionFunction{"sqrt", 1, 1, Arguments::Number, numberKind, "TRY(sqrt($1))"},
    ExpressionFunction{"starts_with", 2, 2, Arguments::Text, booleanKind, "starts_with($1, $2)"},
    ExpressionFunction{"subdomain", 1, 1, Arguments::Text, textKind, "regexp_extract(lower(rtrim($1, '.')), $d, 1)"},
    ExpressionFunction{"substr", 2, 3, Arguments::TextCount, textKind, "substr($*)"},
    ExpressionFunction{"substring", 2, 3, Arguments::TextCount, textKind, "substr($*)"},
    ExpressionFunction{"tan", 1, 1, Arguments::Number, numberKind, "TRY(tan($1))"},
    ExpressionFunction{"trim", 1, 1, Arguments::Text, textKind, "trim($1)"},
    ExpressionFunction{"trunc", 1, 1, Arguments::Number, numberKind, "trunc($1)"},
    ExpressionFunction{"upper", 1, 1, Arguments::Text, textKind, "upper($1)"},
    ExpressionFunction{"year", 1, 1, Arguments::Time, numberKind, "year($1)"},
};

} // namespace

const ExpressionFunction* findFunction(std::string_view name)
{
    const auto* found = std::ranges::find(functions, name, &ExpressionFunction::name);
    return found != functions.end() ? found : nullptr;
}

std::vector<std::string> functionNames()
{
    std::vector<std::string> names;
    std::ranges::transform(functions, std::back_inserter(names),
                           [](const ExpressionFunction& function) { return std::string(function.name); });
    return names;
}

std::string callPattern(std::string_view pattern, std::span<const std::string> arguments)
{
    std::string sql;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '$') {
            sql += pattern[i];
            continue;
        }
        const char which = pattern[++i];
        if (which == 'd') {
            sql += quoteLiteral(domainPattern());
            continue;
        }
        if (which != '*') {
            sql += arguments[static_cast<std::size_t>(which - '1')];
            continue;
        }
        for (std::size_t a = 0; a < arguments.size(); ++a)
            sql += (a ? ", " : "") + arguments[a];
    }
    return sql;
}

} // namespace perimeter
