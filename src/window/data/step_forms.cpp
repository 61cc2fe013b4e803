// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/data/step_forms.h"

#include "data/steps/step_text.h"
#include "explorer/wording/phrasing.h"
#include "window/data/preparation_edits.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

struct StepFormsText {
    Q_DECLARE_TR_FUNCTIONS(StepForms)
};

StepForm derivedForm()
{
    return {
        StepFormsText::tr("&Derived column"),
        StepFormsText::tr("rate = uplink / duration"),
        StepFormsText::tr(
            "A column computed from the others: a name, an equals sign and an expression. Press Enter to apply it."),
        StepFormsText::tr(
            "Write a derived column as a name, an equals sign and an expression over the columns, as in rate = "
            "uplink / duration."),
        {StepFormsText::tr("÷ 0: numerator"), StepFormsText::tr("÷ 0: missing"), StepFormsText::tr("÷ at least")},
        StepFormsText::tr(
            "What a division by zero gives: the numerator itself, as in the study of 2015; no value, so that the row "
            "is left out of axes with this column; or the quotient by a smallest divisor. The rows it touches are "
            "counted.")};
}

StepForm columnsForm()
{
    return {StepFormsText::tr("Col&umns"),
            StepFormsText::tr("uplink, downlink"),
            StepFormsText::tr(
                "Names of columns with commas between them. Those of the file are still there for the steps before."),
            StepFormsText::tr("Name columns with commas between them."),
            {StepFormsText::tr("keep only these"), StepFormsText::tr("drop these")},
            StepFormsText::tr("Whether the columns named are kept or dropped.")};
}

StepForm onePerForm()
{
    return {
        StepFormsText::tr("&One row per"),
        StepFormsText::tr("subscriber"),
        StepFormsText::tr("The column of whose values one row each is kept. Rows in which it is missing are left out."),
        StepFormsText::tr("Name a column."),
        {StepFormsText::tr("the first"), StepFormsText::tr("the last"), StepFormsText::tr("the largest"),
         StepFormsText::tr("the sum")},
        StepFormsText::tr(
            "Which row: the first or last of the file; the one with the largest sum of numbers; or one with the "
            "numbers of all added up and the rest from the first.")};
}

} // namespace

StepKind kindOf(const PreparationStep& step)
{
    // In the order of the variant's alternatives.
    static constexpr std::array kinds = {StepKind::Filter,  StepKind::Derived, StepKind::OnePer, StepKind::Columns,
                                         StepKind::Summary, StepKind::Next,    StepKind::Unit};
    static_assert(kinds.size() == std::variant_size_v<PreparationStep>);
    return kinds[step.index()];
}

StepForm formOf(StepKind kind)
{
    switch (kind) {
    case StepKind::Filter:
        return {StepFormsText::tr("&Filter"),
                StepFormsText::tr("duration > 0"),
                StepFormsText::tr(
                    "Keeps the rows for which an expression is true, as in service_id = 9000 and duration > 0. Press "
                    "Enter to apply it; an empty field keeps every row."),
                {}};
    case StepKind::Derived:
        return derivedForm();
    case StepKind::Columns:
        return columnsForm();
    case StepKind::OnePer:
        return onePerForm();
    case StepKind::Summary:
        return {
            StepFormsText::tr("&Summary"), StepFormsText::tr("n = count(), top = max(up) by user"),
            StepFormsText::tr(
                "One row per combination of values: aggregates, the word by, and columns. The aggregates are count, "
                "unique, mean, deviation, sum, min, max, first and last of an expression."),
            StepFormsText::tr(
                "Write a summary as aggregates, the word by and columns, as in n = count(), top = max(uplink) by "
                "subscriber.")};
    case StepKind::Next:
        return {
            StepFormsText::tr("&Next of the same"), StepFormsText::tr("service by user order ts"),
            StepFormsText::tr(
                "Adds what the next row of the same key has: columns, the word by, the key, the word order, and the "
                "time that orders the rows. The new columns are next_… and until_next."),
            StepFormsText::tr(
                "Write columns, the word by, the key, the word order and a time, as in service by id.orig_h order "
                "ts.")};
    case StepKind::Unit:
        return {StepFormsText::tr("Uni&t"), StepFormsText::tr("uplink = bytes"),
                StepFormsText::tr("The unit that columns are in, for axis titles and derived rates. No value changes."),
                StepFormsText::tr("Write columns, an equals sign and their unit, as in uplink, downlink = bytes.")};
    }
    return {};
}

StepInput inputOf(const PreparationStep& step)
{
    switch (kindOf(step)) {
    case StepKind::Filter:
        return {text(std::get<Where>(step).expression)};
    case StepKind::Derived: {
        const Derive& derive = std::get<Derive>(step);
        const ZeroDivision& zero = derive.zeroDivision;
        return {describeStep(step), static_cast<int>(zero.rule),
                zero.rule == ZeroDivision::Rule::Floor ? zero.floor : StepInput().floor};
    }
    case StepKind::Columns: {
        const Select& select = std::get<Select>(step);
        return {text(writeNames(select.columns)), static_cast<int>(select.rule)};
    }
    case StepKind::OnePer: {
        const OnePer& onePer = std::get<OnePer>(step);
        return {text(onePer.column), static_cast<int>(onePer.rule)};
    }
    case StepKind::Summary:
        return {text(writeSummarise(std::get<Summarise>(step)))};
    case StepKind::Next:
        return {text(writeNext(std::get<Next>(step)))};
    case StepKind::Unit: {
        const Unit& unit = std::get<Unit>(step);
        return {text(writeNames(unit.columns)) + QStringLiteral(" = ") + text(unit.unit)};
    }
    }
    return {};
}

bool hasFloor(StepKind kind, int rule)
{
    return kind == StepKind::Derived && rule == static_cast<int>(ZeroDivision::Rule::Floor);
}

std::optional<PreparationStep> stepOf(StepKind kind, const StepInput& input)
{
    const std::string line = input.line.trimmed().toStdString();
    if (line.empty())
        return std::nullopt;
    switch (kind) {
    case StepKind::Filter:
        return Where{line};
    case StepKind::Derived: {
        std::optional<Derive> derive = parseDerive(input.line);
        if (!derive)
            return std::nullopt;
        derive->zeroDivision.rule = static_cast<ZeroDivision::Rule>(input.rule);
        derive->zeroDivision.floor = hasFloor(kind, input.rule) ? input.floor : 0;
        return *derive;
    }
    case StepKind::Columns: {
        const std::vector<std::string> names = readNames(line);
        return names.empty() ? std::nullopt
                             : std::optional<PreparationStep>(Select{static_cast<Select::Rule>(input.rule), names});
    }
    case StepKind::OnePer:
        return OnePer{line, static_cast<OnePer::Rule>(input.rule)};
    case StepKind::Summary:
        return readSummarise(line);
    case StepKind::Next:
        return readNext(line);
    case StepKind::Unit: {
        const std::optional<Derive> pair = parseDerive(input.line);
        return pair ? std::optional<PreparationStep>(Unit{readNames(pair->name), pair->expression}) : std::nullopt;
    }
    }
    return std::nullopt;
}

} // namespace perimeter
