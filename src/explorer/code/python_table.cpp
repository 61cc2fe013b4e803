// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/code/python_table.h"

#include "explorer/code/command_text.h"
#include "explorer/code/pandas_writer.h"

#include <algorithm>
#include <set>

namespace perimeter {

namespace {

constexpr std::size_t widest = 79; ///< PEP 8

/// Preparation in pandas, as far as it has got.
class TranslatedSteps {
public:
    explicit TranslatedSteps(std::vector<Column> columns) : m_columns(std::move(columns)) {}

    [[nodiscard]] bool add(const PreparationStep& step)
    {
        if (const Where* const where = std::get_if<Where>(&step))
            return translate(*where);
        if (const Derive* const derive = std::get_if<Derive>(&step))
            return translate(*derive);
        if (const OnePer* const onePer = std::get_if<OnePer>(&step))
            return translate(*onePer);
        if (const Select* const select = std::get_if<Select>(&step))
            return translate(*select);
        // A unit changes no value.
        return std::holds_alternative<Unit>(step);
    }
    /// The column is needed: from the file, unless a step has made it.
    void need(const std::string& name)
    {
        if (!m_made.contains(name))
            m_read.insert(name);
    }
    [[nodiscard]] bool makes(const std::string& name) const { return m_made.contains(name); }
    [[nodiscard]] const std::string& code() const { return m_code; }
    [[nodiscard]] const std::set<std::string>& read() const { return m_read; }

private:
    void need(const PandasExpression& expression)
    {
        for (const std::string& name : expression.columns)
            need(name);
    }

    bool translate(const Where& step)
    {
        const std::optional<PandasExpression> filter = pandasFilter(step, m_columns);
        if (!filter)
            return false;
        need(*filter);
        m_code += "data = data[" + filter->code + "].copy()\n";
        return true;
    }

    bool translate(const Derive& step)
    {
        const std::optional<PandasExpression> values = pandasColumn(step, m_columns);
        if (!values)
            return false;
        need(*values);
        m_code += "data[" + pythonString(step.name) + "] = " + values->code + "\n";
        m_made.insert(step.name);
        std::erase_if(m_columns, [&](const Column& column) { return column.name == step.name; });
        m_columns.push_back({step.name, ColumnKind::Number});
        return true;
    }

    bool translate(const OnePer& step)
    {
        const auto key = std::ranges::find(m_columns, step.column, &Column::name);
        const bool picks = step.rule == OnePer::Rule::First || step.rule == OnePer::Rule::Last;
        if (!picks || key == m_columns.end() || (key->kind != ColumnKind::Number && key->kind != ColumnKind::Text))
            return false;
        need(step.column);
        const std::string name = pythonString(step.column);
        const std::string keep = step.rule == OnePer::Rule::Last ? ", keep=\"last\"" : "";
        m_code += "data = data.dropna(subset=[" + name + "])\n";
        m_code += "data = data.drop_duplicates(" + name + keep + ").copy()\n";
        return true;
    }

    bool translate(const Select& step)
    {
        std::erase_if(m_columns, [&](const Column& column) {
            const bool isNamed = std::ranges::find(step.columns, column.name) != step.columns.end();
            return isNamed != (step.rule == Select::Rule::Keep);
        });
        return true;
    }

    std::vector<Column> m_columns;
    std::set<std::string> m_made;
    std::set<std::string> m_read;
    std::string m_code;
};

ColumnKind kindOf(const Table& table, const std::string& name)
{
    const Expected<Column> column = table.column(name);
    return column ? column->kind : ColumnKind::Text;
}

/// TranslatedSteps and columns that pandas can read and carry out; nothing where it takes Perimeter.
std::optional<TranslatedSteps> translated(const Exploration& exploration, const Table& opened,
                                          const std::vector<std::string>& columns, const std::string& label)
{
    if (opened.format() != Format::Delimited || !opened.dialect() || !exploration.source.joins.empty())
        return std::nullopt;
    TranslatedSteps steps(opened.columns());
    for (const PreparationStep& step : exploration.preparation.steps)
        if (!steps.add(step))
            return std::nullopt;
    for (const std::string& name : columns) {
        if (!steps.makes(name) && kindOf(opened, name) != ColumnKind::Number)
            return std::nullopt;
        steps.need(name);
    }
    if (!label.empty())
        steps.need(label);
    return steps;
}

std::string encodingName(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
        break;
    case Encoding::Utf16LittleEndian:
        return "utf-16-le";
    case Encoding::Utf16BigEndian:
        return "utf-16-be";
    case Encoding::Latin1:
        return "latin-1";
    }
    return "utf-8";
}

std::string character(char c)
{
    return pythonString(std::string_view(&c, 1));
}

std::vector<std::string> dialectArguments(const Dialect& dialect)
{
    std::vector<std::string> arguments = {"sep=" + character(dialect.delimiter)};
    if (!dialect.quote)
        arguments.emplace_back("quoting=csv.QUOTE_NONE");
    else if (*dialect.quote != '"')
        arguments.push_back("quotechar=" + character(*dialect.quote));
    if (dialect.decimal != '.')
        arguments.push_back("decimal=" + character(dialect.decimal));
    if (dialect.encoding != Encoding::Utf8)
        arguments.push_back("encoding=" + pythonString(encodingName(dialect.encoding)));
    return arguments;
}

/// What makes pandas read the columns as Perimeter did: their types, and what is missing in each.
std::vector<std::string> columnArguments(const Table& table, const std::set<std::string>& columns)
{
    std::vector<std::string> names, types, missing;
    bool hasText = false;
    for (const std::string& name : columns) {
        const ColumnKind kind = kindOf(table, name);
        names.push_back(pythonString(name));
        hasText = hasText || kind == ColumnKind::Text;
        if (kind == ColumnKind::Number || kind == ColumnKind::Duration)
            types.push_back(pythonString(name) + ": float");
        else if (kind == ColumnKind::Text)
            types.push_back(pythonString(name) + ": str");
        missing.push_back(pythonString(name) + (kind == ColumnKind::Text ? ": [\"\"]" : ": missing"));
    }
    return {wrapped("usecols=[", names, "]", 4), wrapped("dtype={", types, "}", 4), "keep_default_na=False",
            hasText ? wrapped("na_values={", missing, "}", 4) : "na_values=missing", "float_precision=\"round_trip\""};
}

std::string readCode(const std::string& path, std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), pythonString(path));
    return "missing = [\"\", \"NA\", \"N/A\", \"null\", \"NULL\"]\n" +
           wrapped("data = pd.read_csv(", arguments, ")", 0) + "\n";
}

std::string readFile(const Exploration& exploration, const Table& opened, const std::set<std::string>& columns)
{
    const Dialect& dialect = *opened.dialect();
    std::vector<std::string> arguments = dialectArguments(dialect);
    const auto isRenamed = [](const Notice& notice) { return notice.code == NoticeCode::ColumnRenamed; };
    const bool namesAreItsOwn =
        dialect.header && exploration.source.dialect.names.empty() && std::ranges::none_of(opened.notices(), isRenamed);
    if (!namesAreItsOwn) {
        std::vector<std::string> names;
        for (const Column& column : opened.columns())
            names.push_back(pythonString(column.name));
        arguments.emplace_back(dialect.header ? "header=0" : "header=None");
        arguments.push_back(wrapped("names=[", names, "]", 4));
    }
    const auto isText = [&](const std::string& name) { return kindOf(opened, name) == ColumnKind::Text; };
    // Blanks around a number mean nothing; in a text they do.
    if (dialect.delimiter != ' ' && std::ranges::none_of(columns, isText))
        arguments.emplace_back("skipinitialspace=True");
    for (const std::string& argument : columnArguments(opened, columns))
        arguments.push_back(argument);
    return readCode(exploration.source.path, arguments) + "data.index += 1  # as Perimeter numbers the rows\n";
}

std::string readPrepared(const Outcome& outcome, const std::vector<std::string>& columns, const std::string& label)
{
    std::set<std::string> names(columns.begin(), columns.end());
    if (!label.empty())
        names.insert(label);
    std::string code = commented("The rows are prepared by Perimeter. Run this first:");
    code += commented(shellText(prepareCommand(outcome.exploration, "prepared.csv")));
    code += readCode("prepared.csv", columnArguments(*outcome.table, names));
    for (const std::string& name : names) {
        const std::string column = "data[" + pythonString(name) + "]";
        if (kindOf(*outcome.table, name) != ColumnKind::Time)
            continue;
        code += column;
        code += " = (\n    pd.to_datetime(";
        code += column;
        code += ") - pd.Timestamp(0)\n) / pd.Timedelta(seconds=1)\n";
    }
    return code;
}

std::string labelledRows(const RowLabels& labels, RowLabel which)
{
    std::string rows;
    for (const RowLabels::Entry& entry : labels.entries())
        if (entry.label == which)
            rows += (rows.empty() ? "" : ", ") + std::to_string(entry.row.value);
    return rows;
}

/// `label` of every row of `data`, missing where it has none.
std::string labelCode(const LabelSource& labels, bool numbersRows)
{
    std::string code = labels.column.empty() ? "label = pd.Series(np.nan, index=data.index)\n"
                                             : "label = data[" + pythonString(labels.column) + "].astype(float)\n";
    if (labels.byHand.isEmpty())
        return code;
    if (!numbersRows)
        return code + commented("Labels given by hand are left out: the prepared file does not number its rows.");
    for (const RowLabel which : {RowLabel::Outlier, RowLabel::Inlier})
        if (const std::string rows = labelledRows(labels.byHand, which); !rows.empty())
            code += wrapped("label[label.index.isin([", {rows},
                            "])] = " + std::string(which == RowLabel::Outlier ? "1" : "0"), 0) +
                    "\n";
    return code;
}

} // namespace

PythonTable pythonTable(const Outcome& outcome, const Table& opened, const std::vector<std::string>& columns,
                        bool withLabels)
{
    const Exploration& exploration = outcome.exploration;
    const std::string label = withLabels ? exploration.labels.column : "";
    const std::optional<TranslatedSteps> steps = translated(exploration, opened, columns, label);
    PythonTable table;
    table.numbersRows = steps.has_value();
    if (steps) {
        table.usesCsv = !opened.dialect()->quote;
        table.code = readFile(exploration, opened, steps->read()) + steps->code();
    } else {
        table.code = readPrepared(outcome, columns, label);
    }
    if (withLabels)
        table.code += labelCode(exploration.labels, table.numbersRows);
    return table;
}

std::string wrapped(const std::string& open, const std::vector<std::string>& items, const std::string& close,
                    std::size_t indent)
{
    std::string line = open;
    for (std::size_t i = 0; i < items.size(); ++i)
        line += (i ? ", " : "") + items[i];
    line += close;
    if (indent + line.size() <= widest && line.find('\n') == std::string::npos)
        return line;
    const std::string margin = "\n" + std::string(indent + 4, ' ');
    std::string lines = open;
    std::size_t width = widest; // of the line being filled
    for (const std::string& item : items) {
        const bool isBroken = item.find('\n') != std::string::npos;
        const bool fits = width + item.size() + 2 <= widest && !isBroken;
        lines += (fits ? " " : margin) + item + ",";
        width = isBroken ? widest : fits ? width + item.size() + 2 : indent + 4 + item.size() + 1;
    }
    return lines + "\n" + std::string(indent, ' ') + close;
}

} // namespace perimeter
