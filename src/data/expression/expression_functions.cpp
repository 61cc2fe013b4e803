// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/expression_functions.h"

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
constexpr std::array functions = {
    ExpressionFunction{"abs", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"acos", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"asin", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"atan", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"atan2", 2, 2, Arguments::Number, numberKind},
    ExpressionFunction{"cbrt", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"ceil", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"ceiling", 1, 1, Arguments::Number, numberKind, "ceil"},
    ExpressionFunction{"coalesce", 1, 32, Arguments::Alike, numberKind},
    ExpressionFunction{"contains", 2, 2, Arguments::Text, booleanKind},
    ExpressionFunction{"cos", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"day", 1, 1, Arguments::Time, numberKind},
    ExpressionFunction{"ends_with", 2, 2, Arguments::Text, booleanKind},
    ExpressionFunction{"entropy", 1, 1, Arguments::Text, numberKind},
    ExpressionFunction{"epoch", 1, 1, Arguments::Time, numberKind},
    ExpressionFunction{"exp", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"floor", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"greatest", 1, 32, Arguments::Alike, numberKind},
    ExpressionFunction{"hour", 1, 1, Arguments::Time, numberKind},
    ExpressionFunction{"if", 3, 3, Arguments::Choice, numberKind},
    ExpressionFunction{"isfinite", 1, 1, Arguments::Number, booleanKind},
    ExpressionFunction{"isinf", 1, 1, Arguments::Number, booleanKind},
    ExpressionFunction{"isnan", 1, 1, Arguments::Number, booleanKind},
    ExpressionFunction{"isodow", 1, 1, Arguments::Time, numberKind},
    ExpressionFunction{"least", 1, 32, Arguments::Alike, numberKind},
    ExpressionFunction{"left", 2, 2, Arguments::TextCount, textKind},
    ExpressionFunction{"length", 1, 1, Arguments::Text, numberKind},
    ExpressionFunction{"ln", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"log", 1, 1, Arguments::Number, numberKind, "log10"},
    ExpressionFunction{"log10", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"log1p", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"log2", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"lower", 1, 1, Arguments::Text, textKind},
    ExpressionFunction{"ltrim", 1, 1, Arguments::Text, textKind},
    ExpressionFunction{"minute", 1, 1, Arguments::Time, numberKind},
    ExpressionFunction{"mod", 2, 2, Arguments::Number, numberKind},
    ExpressionFunction{"month", 1, 1, Arguments::Time, numberKind},
    ExpressionFunction{"nullif", 2, 2, Arguments::Alike, numberKind},
    ExpressionFunction{"pow", 2, 2, Arguments::Number, numberKind},
    ExpressionFunction{"power", 2, 2, Arguments::Number, numberKind, "pow"},
    ExpressionFunction{"regexp_matches", 2, 2, Arguments::Text, booleanKind},
    ExpressionFunction{"registered_domain", 1, 1, Arguments::Text, textKind},
    ExpressionFunction{"right", 2, 2, Arguments::TextCount, textKind},
    ExpressionFunction{"round", 1, 2, Arguments::Number, numberKind},
    ExpressionFunction{"rtrim", 1, 1, Arguments::Text, textKind},
    ExpressionFunction{"second", 1, 1, Arguments::Time, numberKind},
    ExpressionFunction{"sign", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"sin", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"sqrt", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"starts_with", 2, 2, Arguments::Text, booleanKind},
    ExpressionFunction{"subdomain", 1, 1, Arguments::Text, textKind},
    ExpressionFunction{"substr", 2, 3, Arguments::TextCount, textKind},
    ExpressionFunction{"substring", 2, 3, Arguments::TextCount, textKind, "substr"},
    ExpressionFunction{"tan", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"trim", 1, 1, Arguments::Text, textKind},
    ExpressionFunction{"trunc", 1, 1, Arguments::Number, numberKind},
    ExpressionFunction{"upper", 1, 1, Arguments::Text, textKind},
    ExpressionFunction{"year", 1, 1, Arguments::Time, numberKind},
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

} // namespace perimeter
