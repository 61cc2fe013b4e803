// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/expression_value.h"

#include "base/text.h"
#include "data/engine/quoting.h"
#include "data/text/cell_kind.h"

#include <algorithm>
#include <array>

namespace perimeter {

namespace {

std::string textAsTime(const std::string& sql)
{
    return "make_timestamp(epoch_us(TRY_CAST(" + sql + " AS TIMESTAMPTZ)))";
}

bool isNumeric(ColumnKind kind)
{
    return kind == ColumnKind::Number || kind == ColumnKind::Duration || kind == ColumnKind::Boolean;
}

/// That of a column by a column: a unit by another. A quotient of quotients has none that people would write.
std::string quotientUnit(const Value& a, const Value& b)
{
    const auto isPlain = [](const Value& value) {
        return !value.unit.empty() && value.kind != ColumnKind::Time && value.unit.find('/') == std::string::npos;
    };
    return isPlain(a) && isPlain(b) && a.unit != b.unit ? a.unit + "/" + b.unit : "";
}

Value with(const Value& value, std::string sql, ColumnKind kind)
{
    return {.sql = std::move(sql), .kind = kind, .zero = value.zero, .position = value.position};
}

} // namespace

std::string_view kindName(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Number:
        return "number";
    case ColumnKind::Boolean:
        return "boolean";
    case ColumnKind::Time:
        return "time";
    case ColumnKind::Duration:
        return "duration";
    case ColumnKind::Text:
        return "text";
    }
    return "";
}

std::string asDouble(const Value& value)
{
    return value.kind == ColumnKind::Time ? "epoch(" + value.sql + ")" : "CAST(" + value.sql + " AS DOUBLE)";
}

std::string either(const std::string& a, const std::string& b)
{
    if (a.empty() || b.empty())
        return a + b;
    return "(" + a + " OR " + b + ")";
}

std::string zeroOfAll(std::span<const Value> values)
{
    std::string zero;
    for (const Value& value : values)
        zero = either(zero, value.zero);
    return zero;
}

Value divide(const Value& a, const Value& b, const ZeroDivision& rule)
{
    const std::string numerator = asDouble(a);
    const std::string divisor = asDouble(b);
    std::string affected = divisor + " = 0";
    std::string safe;
    switch (rule.rule) {
    case ZeroDivision::Rule::Keep:
        safe = "CASE WHEN " + affected + " THEN 1.0 ELSE " + divisor + " END";
        break;
    case ZeroDivision::Rule::LeaveOut:
        safe = "nullif(" + divisor + ", 0)";
        break;
    case ZeroDivision::Rule::Floor: {
        const std::string floor = "CAST(" + quoteLiteral(formatNumber(rule.floor)) + " AS DOUBLE)";
        affected = divisor + " < " + floor;
        safe = "CASE WHEN " + affected + " THEN " + floor + " ELSE " + divisor + " END";
        break;
    }
    }
    return {.sql = "(" + numerator + " / " + safe + ")",
            .kind = ColumnKind::Number,
            .zero = either(either(a.zero, b.zero), "coalesce(" + affected + ", false)"),
            .unit = quotientUnit(a, b),
            .position = a.position};
}

std::optional<Value> comparable(const Value& value, const Value& other)
{
    if (value.kind == other.kind || other.isNull)
        return value;
    if (value.isNull)
        return with(value, value.sql, other.kind);
    if (value.literal && other.kind == ColumnKind::Time && (classifyCell(*value.literal, '.') & CellTime))
        return with(value, textAsTime(value.sql), ColumnKind::Time);
    if (value.literal && other.kind == ColumnKind::Duration && (classifyCell(*value.literal, '.') & CellDuration))
        return with(value, "epoch(CAST(" + value.sql + " AS INTERVAL))", ColumnKind::Duration);
    if (value.literal && other.kind == ColumnKind::Number && parseNumber(*value.literal))
        return with(value, "CAST(" + value.sql + " AS DOUBLE)", ColumnKind::Number);
    if (value.literal && other.kind == ColumnKind::Boolean && (classifyCell(*value.literal, '.') & CellBoolean))
        return with(value, "CAST(" + value.sql + " AS BOOLEAN)", ColumnKind::Boolean);
    // The other side is the one to change: it will be, when its turn comes.
    if (other.literal)
        return comparable(other, value) ? std::optional(value) : std::nullopt;
    if (value.kind == ColumnKind::Text || other.kind == ColumnKind::Text)
        return std::nullopt;
    return isNumeric(value.kind) && value.kind != ColumnKind::Boolean
               ? with(value, value.sql, ColumnKind::Number)
               : with(value, asDouble(value), ColumnKind::Number);
}

std::optional<Value> convert(const Value& value, std::string_view type)
{
    static constexpr std::array<std::string_view, 6> reals = {"double",  "float",   "real",
                                                              "numeric", "decimal", "number"};
    static constexpr std::array<std::string_view, 4> wholes = {"integer", "int", "bigint", "smallint"};
    static constexpr std::array<std::string_view, 3> texts = {"varchar", "text", "string"};
    static constexpr std::array<std::string_view, 2> times = {"timestamp", "date"};
    static constexpr std::array<std::string_view, 2> booleans = {"boolean", "bool"};
    if (isOneOf(type, reals) || isOneOf(type, wholes)) {
        const std::string number =
            value.kind == ColumnKind::Text ? "TRY_CAST(" + value.sql + " AS DOUBLE)" : asDouble(value);
        return with(value, isOneOf(type, wholes) ? "round(" + number + ")" : number, ColumnKind::Number);
    }
    if (isOneOf(type, texts))
        return with(value, "CAST(" + value.sql + " AS VARCHAR)", ColumnKind::Text);
    if (isOneOf(type, booleans))
        return with(value,
                    value.kind == ColumnKind::Text ? "TRY_CAST(" + value.sql + " AS BOOLEAN)"
                                                   : "(" + asDouble(value) + " <> 0)",
                    ColumnKind::Boolean);
    if (!isOneOf(type, times))
        return std::nullopt;
    std::string time = value.sql;
    if (value.kind == ColumnKind::Text)
        time = textAsTime(value.sql);
    else if (value.kind != ColumnKind::Time)
        time = "make_timestamp(TRY_CAST(round(" + asDouble(value) + " * 1e6) AS BIGINT))";
    return with(value, type == "date" ? "CAST(CAST(" + time + " AS DATE) AS TIMESTAMP)" : time, ColumnKind::Time);
}

} // namespace perimeter
