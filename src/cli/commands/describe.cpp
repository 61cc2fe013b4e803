// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/describe.h"

#include "cli/console/output.h"
#include "cli/flags/format_flags.h"
#include "cli/flags/options.h"
#include "data/aggregates/profile.h"
#include "explorer/pipeline/pipeline.h"
#include "explorer/storage/json_writer.h"
#include "explorer/value/words.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <memory>

namespace perimeter {

namespace {

struct DescribeFlags {
    Options options;
    FormatFlags format;
};

struct DescribeText {
    Q_DECLARE_TR_FUNCTIONS(DescribeText)
};

bool hasNumbers(const ColumnProfile& profile)
{
    return profile.column.kind != ColumnKind::Text && profile.rows > profile.missing + profile.nonFinite;
}

std::string dialectWord(std::optional<char> character)
{
    return character ? std::string(1, *character) : std::string("none");
}

void writeDialect(JsonWriter& json, const std::optional<Dialect>& dialect)
{
    json.key("dialect");
    if (!dialect) {
        json.null();
        return;
    }
    json.beginObject()
        .member("encoding", wordOf(encodingWords(), dialect->encoding))
        .member("delimiter", dialectWord(dialect->delimiter))
        .member("quote", dialectWord(dialect->quote))
        .member("decimal", dialectWord(dialect->decimal))
        .member("header", dialect->header)
        .endObject();
}

void writeProfile(JsonWriter& json, const ColumnProfile& profile)
{
    json.beginObject()
        .member("name", profile.column.name)
        .member("kind", wordOf(columnKindWords(), profile.column.kind))
        .member("unit", profile.column.unit)
        .member("axis", profile.column.kind != ColumnKind::Text)
        .member("rows", profile.rows)
        .member("missing", profile.missing)
        .member("non_finite", profile.nonFinite)
        .member("distinct", profile.distinct)
        .member("ties", profile.ties);
    if (hasNumbers(profile)) {
        json.member("minimum", profile.minimum)
            .member("lower_quartile", profile.lowerQuartile)
            .member("median", profile.median)
            .member("upper_quartile", profile.upperQuartile)
            .member("maximum", profile.maximum)
            .member("mean", profile.mean)
            .member("deviation", profile.deviation);
    }
    json.endObject();
}

std::string profilesJson(const Table& table, const std::vector<ColumnProfile>& profiles)
{
    JsonWriter json;
    json.beginObject().member("format", 1).member("file_format", wordOf(formatWords(), table.format()));
    writeDialect(json, table.dialect());
    json.key("rows").beginObject().member("in_file", table.rowsInFile()).member("read", table.rows()).endObject();
    json.key("columns").beginArray();
    for (const ColumnProfile& profile : profiles)
        writeProfile(json, profile);
    return json.endArray().endObject().text();
}

QString profilesText(const Table& table, const std::vector<ColumnProfile>& profiles)
{
    const QLocale locale;
    const auto whole = [&](std::int64_t number) { return locale.toString(static_cast<qlonglong>(number)); };
    const auto decimal = [&](double number) { return locale.toString(number, 'g', 6); };
    std::vector<std::vector<QString>> lines = {
        {DescribeText::tr("column"), DescribeText::tr("kind"), DescribeText::tr("missing"),
         DescribeText::tr("not finite"), DescribeText::tr("distinct"), DescribeText::tr("ties"),
         DescribeText::tr("minimum"), DescribeText::tr("median"), DescribeText::tr("maximum"), DescribeText::tr("mean"),
         DescribeText::tr("deviation")}};
    for (const ColumnProfile& profile : profiles) {
        std::vector<QString> line = {text(profile.column.name), nameOf(profile.column.kind), whole(profile.missing),
                                     whole(profile.nonFinite),  whole(profile.distinct),     whole(profile.ties)};
        if (hasNumbers(profile)) {
            for (const double number :
                 {profile.minimum, profile.median, profile.maximum, profile.mean, profile.deviation})
                line.push_back(decimal(number));
        }
        lines.push_back(std::move(line));
    }
    const QString rows = table.rows() == table.rowsInFile()
                             ? counted(table.rows(), DescribeText::tr("1 row"), DescribeText::tr("%1 rows"))
                             : counted(table.rows(), DescribeText::tr("1 row of %2 in the file"),
                                       DescribeText::tr("%1 rows of %2 in the file"))
                                   .arg(whole(table.rowsInFile()));
    return rows + u"\n\n" + alignColumns(lines);
}

Expected<void> describeColumns(const Exploration& exploration, PrintFormat format)
{
    Pipeline pipeline;
    NoProgress progress;
    PERIMETER_TRY(const Table table, pipeline.prepared(exploration, progress));
    PERIMETER_TRY(const std::vector<ColumnProfile> profiles, profileColumns(table, progress));
    printNotices(table.notices());
    if (format == PrintFormat::Json)
        print(profilesJson(table, profiles));
    else if (format == PrintFormat::Text)
        print(profilesText(table, profiles));
    else
        printTable(columnsTable(profiles, wordingOf(format)), format);
    return {};
}

} // namespace

Subcommand addDescribe(CLI::App& app)
{
    auto flags = std::make_shared<DescribeFlags>();
    CLI::App* const command = app.add_subcommand("describe", "Columns, types, ranges, missing values and ties");
    flags->options.addPreparation(*command);
    flags->format.add(*command);
    return {command, [flags] {
                return actionOver(flags->options, [flags](const Exploration& exploration) {
                    return describeColumns(exploration, flags->format.format());
                });
            }};
}

} // namespace perimeter
