// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/report/report.h"

#include "base/version.h"
#include "explorer/code/command_steps.h"
#include "explorer/code/command_text.h"
#include "explorer/code/methods_text.h"
#include "explorer/pipeline/files_read.h"
#include "explorer/pipeline/shown_rows.h"
#include "explorer/report/report_parts.h"
#include "explorer/wording/line_names.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

/// A number with the sign that the text around it has; locales' own is a hyphen.
std::string withMinus(QString number)
{
    return number.replace(u'-', QChar(0x2212)).toStdString();
}

QString fileName(const std::string& path)
{
    return QFileInfo(text(path)).fileName();
}

/// The points of the first pane that has them; null where none has.
const ScaledPoints* firstPoints(const Outcome& outcome)
{
    for (const PaneOutcome& pane : outcome.panes)
        if (pane.points)
            return pane.points.get();
    return nullptr;
}

QString usualTitle(const Outcome& outcome)
{
    const QString file = fileName(outcome.exploration.source.path);
    const ScaledPoints* const points = firstPoints(outcome);
    if (!points)
        return ReportText::tr("Outliers in %1").arg(file);
    const std::vector<Column>& features = points->projection->features;
    return ReportText::tr("Outliers in %1: %2 against %3").arg(file, text(features[1].name), text(features[0].name));
}

QString bylineOf(const ReportInput& input)
{
    const QString version = text(programVersion());
    return input.date.isValid() ? ReportText::tr("Written by Perimeter %1 on %2.")
                                      .arg(version, QLocale().toString(input.date, QLocale::LongFormat))
                                : ReportText::tr("Written by Perimeter %1.").arg(version);
}

ReportTableBlock filesTable(const std::vector<Fingerprint>& files)
{
    TableText table;
    for (const QString& name : {ReportText::tr("File"), ReportText::tr("bytes"), ReportText::tr("SHA-256")})
        table.header.push_back(name.toStdString());
    table.columns = {TableText::Cells::Text, TableText::Cells::Number, TableText::Cells::Text};
    for (const Fingerprint& file : files)
        table.rows.push_back({file.name, shownCount(file.bytes), file.sha256});
    return {ReportText::tr("The data, by their content."), std::move(table)};
}

/// The steps as the flags of the command line, with what each leaves, where every step is a flag of its own.
std::optional<ReportTableBlock> stepsTable(const Preparation& preparation,
                                           const std::vector<Expected<StepCount>>& counts)
{
    if (preparation.steps.empty())
        return std::nullopt;
    TableText table;
    for (const QString& name : {ReportText::tr("Step"), ReportText::tr("rows after it"), ReportText::tr("left out")})
        table.header.push_back(name.toStdString());
    for (std::size_t i = 0; i < preparation.steps.size(); ++i) {
        std::string name;
        for (const auto& [flag, value] : stepFlags(Preparation{.steps = {preparation.steps[i]}}).flags)
            name += (name.empty() ? "" : " ") + flag + ' ' + value;
        if (name.empty())
            name = ReportText::tr("a step that no flag can say").toStdString();
        const bool isCounted = i < counts.size() && counts[i];
        table.rows.push_back(
            {name, isCounted ? shownCount(counts[i]->rows) : "–", isCounted ? shownCount(counts[i]->leftOut) : "–"});
    }
    return ReportTableBlock{ReportText::tr("Preparation, in this order, as the flags of perimeter."), std::move(table)};
}

ReportTableBlock rowsTable(const Outcome& outcome, const Projection& projection)
{
    TableText table;
    for (const QString& name : {ReportText::tr("Rows"), ReportText::tr("count")})
        table.header.push_back(name.toStdString());
    const auto add = [&](const QString& name, std::int64_t count) {
        table.rows.push_back({name.toStdString(), shownCount(count)});
    };
    add(ReportText::tr("in the file"), outcome.table->rowsInFile());
    add(ReportText::tr("after the preparation"), projection.rowsRead);
    add(ReportText::tr("left out: without a finite value of %1 or %2")
            .arg(text(projection.features[0].name), text(projection.features[1].name)),
        projection.rowsLeftOut);
    add(ReportText::tr("used"), projection.rowsUsed);
    return {ReportText::tr("Rows read, left out and used."), std::move(table)};
}

ReportTableBlock axesTable(const Exploration& exploration, const ScaledPoints& points)
{
    TableText table;
    for (const QString& name :
         {ReportText::tr("Axis"), ReportText::tr("column"), ReportText::tr("unit"), ReportText::tr("holds"),
          ReportText::tr("axis scale"), ReportText::tr("scaling"), ReportText::tr("centre"), ReportText::tr("spread")})
        table.header.push_back(name.toStdString());
    table.columns.assign(8, TableText::Cells::Text);
    table.columns[6] = table.columns[7] = TableText::Cells::Number;
    for (const Eigen::Index axis : {0, 1}) {
        const Column& column = points.projection->features[static_cast<std::size_t>(axis)];
        table.rows.push_back({axis == 0 ? "x" : "y", column.name, column.unit.empty() ? "–" : column.unit,
                              nameOf(column.kind).toStdString(),
                              nameOf(axis == 0 ? exploration.x.scale : exploration.y.scale).toStdString(),
                              nameOf(points.scaling.kind).toStdString(), shownExactly(points.scaling.center[axis]),
                              shownExactly(points.scaling.spread[axis])});
    }
    return {ReportText::tr("The features, and the way from their units to the space the detectors learn in: the value "
                           "less the centre, divided by the spread; of log1p, log(1 + x)."),
            std::move(table)};
}

void addData(Report& report, const Outcome& outcome, const ReportInput& input)
{
    report.blocks.emplace_back(ReportHeading{ReportText::tr("Data")});
    if (!input.files.empty())
        report.blocks.emplace_back(filesTable(input.files));
    if (std::optional<ReportTableBlock> steps = stepsTable(outcome.exploration.preparation, input.steps))
        report.blocks.emplace_back(*std::move(steps));
    if (const ScaledPoints* const points = firstPoints(outcome)) {
        report.blocks.emplace_back(rowsTable(outcome, *points->projection));
        report.blocks.emplace_back(axesTable(outcome.exploration, *points));
    }
}

QString axesOf(const Projection& projection)
{
    return ReportText::tr("%1 against %2").arg(text(projection.features[1].name), text(projection.features[0].name));
}

/// What the figure shows: the axes of each pane once, the frontiers, and the rows that are seen and that are not.
QString captionOf(const Outcome& outcome, const std::vector<ReportLine>& lines)
{
    QStringList axes;
    std::vector<std::pair<QString, ShownRows>> rows;
    for (const PaneOutcome& pane : outcome.panes) {
        if (!pane.points)
            continue;
        const std::pair<QString, ShownRows> shown(axesOf(*pane.points->projection), shownRows(pane));
        if (std::ranges::find(rows, shown) == rows.end())
            rows.push_back(shown);
        axes.append(shown.first);
    }
    axes.removeDuplicates();
    if (rows.empty() || lines.empty())
        return ReportText::tr("There is nothing learned to be seen.");
    QStringList names;
    // Where panes vary the axes, their names are in front already.
    for (const ReportLine& line : lines)
        if (const QString name = withoutAxes(line.line->plan, outcome.exploration); !names.contains(name))
            names.append(name);
    QStringList sentences = {ReportText::tr("%1 with the learned frontiers of: %2.")
                                 .arg(axes.join(QStringLiteral("; ")), names.join(QStringLiteral("; ")))};
    const bool isOne = std::ranges::all_of(rows, [&](const auto& each) { return each.second == rows.front().second; });
    if (isOne)
        sentences.append(shownSentence(rows.front().second, QLocale()));
    for (std::size_t i = 0; !isOne && i < rows.size(); ++i)
        sentences.append(ReportText::tr("%1: %2").arg(rows[i].first, shownSentence(rows[i].second, QLocale())));
    return sentences.join(u' ');
}

/// What was said on the way, each sentence once; errors of panes and lines as well.
QStringList noticesOf(const Outcome& outcome)
{
    QStringList sentences;
    for (const Notice& notice : outcome.table->notices())
        sentences.append(phrase(notice));
    for (const PaneOutcome& pane : outcome.panes) {
        if (pane.error)
            sentences.append(phrase(*pane.error));
        for (const LineOutcome& line : pane.lines) {
            if (line.error)
                sentences.append(
                    ReportText::tr("%1: %2").arg(nameOfLine(line.plan, outcome.exploration), phrase(*line.error)));
            if (!line.fit)
                continue;
            for (const Notice& notice : line.fit->notices)
                sentences.append(phrase(notice));
            if (line.fit->binned)
                for (const Notice& notice : line.fit->binned->notices)
                    sentences.append(phrase(notice));
        }
    }
    sentences.removeDuplicates();
    return sentences;
}

void addMethods(Report& report, const Outcome& outcome)
{
    const QString methods = text(methodsText(outcome));
    const qsizetype end = methods.indexOf(u"\n\n");
    report.blocks.emplace_back(ReportHeading{ReportText::tr("Methods")});
    report.blocks.emplace_back(ReportParagraph{methods.left(end)});
    report.blocks.emplace_back(ReportCode{methods.mid(end).trimmed()});
}

/// Where data lie is nobody's business but the writer's: the command names files alone.
Exploration withNamesAlone(Exploration exploration)
{
    exploration.source.path = fileName(exploration.source.path).toStdString();
    for (Join& join : exploration.source.joins)
        join.path = fileName(join.path).toStdString();
    return exploration;
}

void addReproduction(Report& report, const Outcome& outcome)
{
    Command command = renderCommand(withNamesAlone(outcome.exploration), "report.html");
    command.arguments.front() = "report";
    report.blocks.emplace_back(ReportHeading{ReportText::tr("To make this report again")});
    report.blocks.emplace_back(
        ReportParagraph{ReportText::tr("In the folder of the data, with Perimeter %1; the seed is %2.")
                            .arg(text(programVersion()), QString::number(outcome.exploration.settings.seed))});
    report.blocks.emplace_back(ReportCode{text(shellText(command)).trimmed()});
    report.blocks.emplace_back(ReportParagraph{
        ReportText::tr("This file carries the recipe of its figure: perimeter reproduce with the name of this file and "
                       "--verify says whether data and result are the same.")});
}

} // namespace

std::vector<ReportLine> reportLines(const Outcome& outcome)
{
    std::vector<ReportLine> lines;
    for (const PaneOutcome& pane : outcome.panes)
        for (const LineOutcome& line : pane.lines)
            if (line.fit && std::ranges::find(lines, line.fit, [](const ReportLine& each) { return each.line->fit; }) ==
                                lines.end())
                lines.push_back({nameOfLine(line.plan, outcome.exploration), &line});
    return lines;
}

std::string shownNumber(double value)
{
    return withMinus(QLocale().toString(value, 'g', 6));
}

std::string shownExactly(double value)
{
    // Digits are grouped only where there is no exponent.
    const double size = std::abs(value);
    const char format = size == 0 || (size >= 1e-4 && size < 1e15) ? 'f' : 'g';
    return withMinus(QLocale().toString(value, format, QLocale::FloatingPointShortest));
}

std::string shownValue(const Column& column, double value)
{
    constexpr double mostSeconds = 253402300800; // the year 10000
    if (column.kind != ColumnKind::Time || !(std::abs(value) < mostSeconds))
        return shownExactly(value);
    const auto milliseconds = static_cast<qint64>(std::floor(value * 1000 + 0.5));
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
    return QLocale()
        .toString(time, milliseconds % 1000 == 0 ? QStringLiteral("yyyy-MM-dd HH:mm:ss")
                                                 : QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"))
        .toStdString();
}

std::string shownCount(std::int64_t count)
{
    return QLocale().toString(static_cast<qlonglong>(count)).toStdString();
}

std::string shownShare(std::int64_t part, std::int64_t whole)
{
    if (whole == 0)
        return "–";
    const double share = 100 * static_cast<double>(part) / static_cast<double>(whole);
    return ReportText::tr("%1 %").arg(QLocale().toString(share, 'f', 2)).toStdString();
}

Expected<ReportInput> reportInput(Pipeline& pipeline, const Exploration& exploration, Progress& progress)
{
    PERIMETER_TRY(std::vector<Fingerprint> files, fingerprintsOf(pipeline, exploration.source, progress));
    return ReportInput{.files = std::move(files), .steps = countSteps(pipeline, exploration, progress)};
}

Report reportOf(const Outcome& outcome, const ReportInput& input)
{
    const std::vector<ReportLine> lines = reportLines(outcome);
    Report report{.title = input.title.isEmpty() ? usualTitle(outcome) : input.title,
                  .byline = bylineOf(input),
                  .blocks = {ReportFigure{captionOf(outcome, lines)}}};
    const auto append = [&](std::vector<ReportBlock> blocks) {
        std::ranges::move(blocks, std::back_inserter(report.blocks));
    };
    addData(report, outcome, input);
    if (!lines.empty())
        append(detectorBlocks(lines));
    if (const QStringList notices = noticesOf(outcome); !notices.isEmpty()) {
        report.blocks.emplace_back(ReportHeading{ReportText::tr("Notices")});
        report.blocks.emplace_back(ReportList{notices});
    }
    append(rowBlocks(lines, input.mostRows));
    addMethods(report, outcome);
    addReproduction(report, outcome);
    return report;
}

Expected<void> checkReportPath(const std::string& path)
{
    const QString extension = QFileInfo(text(path)).suffix().toLower();
    return extension == u"html" || extension == u"pdf" ? Expected<void>()
                                                       : Unexpected(ErrorCode::ReportFormatUnknown, {path});
}

} // namespace perimeter
