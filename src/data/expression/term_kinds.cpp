// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/term_kinds.h"

#include "base/text.h"
#include "data/expression/expression_functions.h"
#include "data/text/cell_kind.h"

#include <array>

namespace perimeter {

namespace {

using Operation = Term::Operation;

TermPointer convertedTo(const TermPointer& term, ColumnKind kind)
{
    return makeTerm({.operation = Operation::Convert, .kind = kind, .operands = {term}, .position = term->position});
}

/// A text constant as a constant of another kind; null where it is no text of that kind.
TermPointer constantOf(const std::string& text, ColumnKind kind, std::size_t position)
{
    const auto reads = [&](std::uint16_t cell) { return (classifyCell(text, '.') & cell) != 0; };
    switch (kind) {
    case ColumnKind::Time:
        return reads(CellTime) ? makeConstant(text, kind, position) : nullptr;
    case ColumnKind::Duration:
        return reads(CellDuration) ? makeConstant(text, kind, position) : nullptr;
    case ColumnKind::Number: {
        const std::optional<double> number = parseNumber(text);
        return number ? makeConstant(*number, kind, position) : nullptr;
    }
    case ColumnKind::Boolean:
        return reads(CellBoolean) ? convertedTo(makeConstant(text, ColumnKind::Text, position), kind) : nullptr;
    case ColumnKind::Text:
        break;
    }
    return nullptr;
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

TermPointer toNumber(const TermPointer& term)
{
    return term->isNull() ? makeConstant({}, ColumnKind::Number, term->position)
                          : convertedTo(term, ColumnKind::Number);
}

TermPointer toText(const TermPointer& term)
{
    if (term->kind == ColumnKind::Text)
        return term;
    return term->isNull() ? makeConstant({}, ColumnKind::Text, term->position) : convertedTo(term, ColumnKind::Text);
}

TermPointer comparable(const TermPointer& term, const Term& other)
{
    if (term->kind == other.kind || other.isNull())
        return term;
    if (term->isNull())
        return makeConstant({}, other.kind, term->position);
    if (const std::string* const text = term->text())
        if (TermPointer constant = constantOf(*text, other.kind, term->position))
            return constant;
    // The other side is the one to change: it will be, when its turn comes.
    if (const std::string* const text = other.text())
        return constantOf(*text, term->kind, other.position) ? term : nullptr;
    if (term->kind == ColumnKind::Text || other.kind == ColumnKind::Text)
        return nullptr;
    return toNumber(term);
}

TermPointer converted(const TermPointer& term, std::string_view type)
{
    static constexpr std::array<std::string_view, 6> reals = {"double",  "float",   "real",
                                                              "numeric", "decimal", "number"};
    static constexpr std::array<std::string_view, 4> wholes = {"integer", "int", "bigint", "smallint"};
    static constexpr std::array<std::string_view, 3> texts = {"varchar", "text", "string"};
    static constexpr std::array<std::string_view, 2> booleans = {"boolean", "bool"};
    const std::size_t position = term->position;
    if (isOneOf(type, reals))
        return convertedTo(term, ColumnKind::Number);
    if (isOneOf(type, wholes))
        return makeTerm({.operation = Operation::Call,
                         .operands = {convertedTo(term, ColumnKind::Number)},
                         .function = findFunction("round"),
                         .position = position});
    if (isOneOf(type, texts))
        return convertedTo(term, ColumnKind::Text);
    if (isOneOf(type, booleans))
        return convertedTo(term, ColumnKind::Boolean);
    if (type != "timestamp" && type != "date")
        return nullptr;
    const TermPointer time = term->kind == ColumnKind::Time ? term : convertedTo(term, ColumnKind::Time);
    if (type == "timestamp")
        return time;
    return makeTerm(
        {.operation = Operation::StartOfDay, .kind = ColumnKind::Time, .operands = {time}, .position = position});
}

std::string quotientUnit(const Term& a, const Term& b)
{
    const auto isPlain = [](const Term& term) {
        return !term.unit.empty() && term.kind != ColumnKind::Time && term.unit.find('/') == std::string::npos;
    };
    return isPlain(a) && isPlain(b) && a.unit != b.unit ? a.unit + "/" + b.unit : "";
}

} // namespace perimeter
