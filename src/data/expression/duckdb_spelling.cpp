// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/duckdb_spelling.h"

#include "data/engine/quoting.h"

#include <array>

namespace perimeter {

namespace {

using Operation = Term::Operation;
using Kind = ColumnKind;
using OperationPattern = SqlSpelling::OperationPattern;
using FunctionPattern = SqlSpelling::FunctionPattern;
using ConversionPattern = SqlSpelling::ConversionPattern;

constexpr std::array spelledOperations = {
    OperationPattern{Operation::Whole, "TRY_CAST($1 AS INTEGER)"},
    OperationPattern{Operation::StartOfDay, "CAST(CAST($1 AS DATE) AS TIMESTAMP)"},
    OperationPattern{Operation::Negate, "(-$1)"},
    OperationPattern{Operation::Add, "($1 + $2)"},
    OperationPattern{Operation::Subtract, "($1 - $2)"},
    OperationPattern{Operation::Multiply, "($1 * $2)"},
    OperationPattern{Operation::Divide, "($1 / $2)"},
    OperationPattern{Operation::Remainder, "($1 % nullif($2, 0))"},
    OperationPattern{Operation::Power, "TRY(pow($1, $2))"},
    // Cut at longestText, or a few steps that double a text would fill the memory.
    OperationPattern{Operation::Concatenate, "left($1 || $2, 10000)"},
    OperationPattern{Operation::Equal, "($1 = $2)"},
    OperationPattern{Operation::NotEqual, "($1 <> $2)"},
    OperationPattern{Operation::Less, "($1 < $2)"},
    OperationPattern{Operation::LessEqual, "($1 <= $2)"},
    OperationPattern{Operation::Greater, "($1 > $2)"},
    OperationPattern{Operation::GreaterEqual, "($1 >= $2)"},
    OperationPattern{Operation::Like, "($1 LIKE $2)"},
    OperationPattern{Operation::LikeAnyCase, "($1 ILIKE $2)"},
    OperationPattern{Operation::IsMissing, "($1 IS NULL)"},
    OperationPattern{Operation::IsPresent, "($1 IS NOT NULL)"},
    OperationPattern{Operation::Not, "(NOT $1)"},
    OperationPattern{Operation::And, "($1 AND $2)"},
    OperationPattern{Operation::Or, "($1 OR $2)"},
    OperationPattern{Operation::Between, "($1 AND $2)"},
};

/// Logarithms of numbers not above 0 are missing; TRY makes the rest missing outside their domain.
constexpr std::array spelledFunctions = {
    FunctionPattern{"abs", "abs($1)"},
    FunctionPattern{"acos", "TRY(acos($1))"},
    FunctionPattern{"asin", "TRY(asin($1))"},
    FunctionPattern{"atan", "atan($1)"},
    FunctionPattern{"atan2", "atan2($1, $2)"},
    FunctionPattern{"cbrt", "cbrt($1)"},
    FunctionPattern{"ceil", "ceil($1)"},
    FunctionPattern{"coalesce", "coalesce($*)"},
    FunctionPattern{"contains", "contains($1, $2)"},
    FunctionPattern{"cos", "TRY(cos($1))"},
    FunctionPattern{"day", "day($1)"},
    FunctionPattern{"ends_with", "ends_with($1, $2)"},
    FunctionPattern{"entropy", "list_entropy(string_split($1, ''))"},
    FunctionPattern{"epoch", "epoch($1)"},
    FunctionPattern{"exp", "exp($1)"},
    FunctionPattern{"floor", "floor($1)"},
    FunctionPattern{"greatest", "greatest($*)"},
    FunctionPattern{"hour", "hour($1)"},
    FunctionPattern{"isfinite", "isfinite($1)"},
    FunctionPattern{"isinf", "isinf($1)"},
    FunctionPattern{"isnan", "isnan($1)"},
    FunctionPattern{"isodow", "isodow($1)"},
    FunctionPattern{"least", "least($*)"},
    FunctionPattern{"left", "left($1, $2)"},
    FunctionPattern{"length", "length($1)"},
    FunctionPattern{"ln", "ln(nullif(greatest($1, 0), 0))"},
    FunctionPattern{"log10", "log10(nullif(greatest($1, 0), 0))"},
    FunctionPattern{"log1p", "ln(nullif(greatest(1 + $1, 0), 0))"},
    FunctionPattern{"log2", "log2(nullif(greatest($1, 0), 0))"},
    FunctionPattern{"lower", "lower($1)"},
    FunctionPattern{"ltrim", "ltrim($1)"},
    FunctionPattern{"minute", "minute($1)"},
    FunctionPattern{"mod", "($1 % nullif($2, 0))"},
    FunctionPattern{"month", "month($1)"},
    FunctionPattern{"nullif", "nullif($1, $2)"},
    FunctionPattern{"pow", "TRY(pow($1, $2))"},
    FunctionPattern{"regexp_matches", "regexp_matches($1, $2)"},
    FunctionPattern{"registered_domain", "registered_domain(lower(rtrim($1, '.')))"},
    FunctionPattern{"right", "right($1, $2)"},
    FunctionPattern{"round", "round($*)"},
    FunctionPattern{"rtrim", "rtrim($1)"},
    FunctionPattern{"second", "second($1)"},
    FunctionPattern{"sign", "sign($1)"},
    FunctionPattern{"sin", "TRY(sin($1))"},
    FunctionPattern{"sqrt", "TRY(sqrt($1))"},
    FunctionPattern{"starts_with", "starts_with($1, $2)"},
    FunctionPattern{"subdomain", "subdomain(lower(rtrim($1, '.')))"},
    FunctionPattern{"substr", "substr($*)"},
    FunctionPattern{"tan", "TRY(tan($1))"},
    FunctionPattern{"trim", "trim($1)"},
    FunctionPattern{"trunc", "trunc($1)"},
    FunctionPattern{"upper", "upper($1)"},
    FunctionPattern{"year", "year($1)"},
};

constexpr std::string_view numberAsTime = "make_timestamp(TRY_CAST(round(CAST($1 AS DOUBLE) * 1e6) AS BIGINT))";

constexpr std::array spelledConversions = {
    ConversionPattern{Kind::Number, Kind::Number, "CAST($1 AS DOUBLE)"},
    ConversionPattern{Kind::Duration, Kind::Number, "CAST($1 AS DOUBLE)"},
    ConversionPattern{Kind::Boolean, Kind::Number, "CAST($1 AS DOUBLE)"},
    ConversionPattern{Kind::Time, Kind::Number, "epoch($1)"},
    ConversionPattern{Kind::Text, Kind::Number, "TRY_CAST($1 AS DOUBLE)"},
    ConversionPattern{Kind::Number, Kind::Duration, "CAST($1 AS DOUBLE)"},
    ConversionPattern{Kind::Number, Kind::Text, "CAST($1 AS VARCHAR)"},
    ConversionPattern{Kind::Duration, Kind::Text, "CAST($1 AS VARCHAR)"},
    ConversionPattern{Kind::Boolean, Kind::Text, "CAST($1 AS VARCHAR)"},
    ConversionPattern{Kind::Time, Kind::Text, "CAST($1 AS VARCHAR)"},
    ConversionPattern{Kind::Text, Kind::Text, "$1"},
    ConversionPattern{Kind::Number, Kind::Boolean, "(CAST($1 AS DOUBLE) <> 0)"},
    ConversionPattern{Kind::Duration, Kind::Boolean, "(CAST($1 AS DOUBLE) <> 0)"},
    ConversionPattern{Kind::Boolean, Kind::Boolean, "$1"},
    ConversionPattern{Kind::Time, Kind::Boolean, "(epoch($1) <> 0)"},
    ConversionPattern{Kind::Text, Kind::Boolean, "TRY_CAST($1 AS BOOLEAN)"},
    ConversionPattern{Kind::Number, Kind::Time, numberAsTime},
    ConversionPattern{Kind::Duration, Kind::Time, numberAsTime},
    ConversionPattern{Kind::Boolean, Kind::Time, numberAsTime},
    ConversionPattern{Kind::Text, Kind::Time, "make_timestamp(epoch_us(TRY_CAST($1 AS TIMESTAMPTZ)))"},
};

static_assert(longestText == 10'000, "Concatenate is spelled with it");

std::string spelledConstant(const Term& term)
{
    struct Spelled {
        ColumnKind kind;

        std::string operator()(std::monostate) const { return "CAST(NULL AS " + std::string(duckdbType(kind)) + ")"; }
        std::string operator()(bool value) const { return value ? "true" : "false"; }
        std::string operator()(std::int64_t value) const { return "CAST(" + std::to_string(value) + " AS BIGINT)"; }
        std::string operator()(double value) const { return quoteNumber(value); }
        std::string operator()(const std::string& text) const
        {
            if (kind == ColumnKind::Time)
                return "make_timestamp(epoch_us(TRY_CAST(" + quoteLiteral(text) + " AS TIMESTAMPTZ)))";
            if (kind == ColumnKind::Duration)
                return "epoch(CAST(" + quoteLiteral(text) + " AS INTERVAL))";
            return quoteLiteral(text);
        }
    };
    return std::visit(Spelled{term.kind}, term.constant);
}

} // namespace

std::string_view duckdbType(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Number:
    case ColumnKind::Duration:
        return "DOUBLE";
    case ColumnKind::Boolean:
        return "BOOLEAN";
    case ColumnKind::Time:
        return "TIMESTAMP";
    case ColumnKind::Text:
        return "VARCHAR";
    }
    return "VARCHAR";
}

const SqlSpelling& duckdbSpelling()
{
    static constexpr SqlSpelling spelling = {spelledOperations, spelledFunctions, spelledConversions, spelledConstant};
    return spelling;
}

} // namespace perimeter
