// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "base/output_path.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/words.h"
#include "explorer/pipeline/pipeline.h"
#include "explorer/tables/experiment_table.h"

namespace perimeter {

namespace {

void printLayout(const TableText& table, PrintFormat format)
{
    if (format != PrintFormat::Text)
        return printTable(table, format);
    std::vector<std::vector<QString>> lines;
    const auto add = [&](const std::vector<std::string>& row) {
        std::vector<QString>& line = lines.emplace_back();
        for (const std::string& cell : row)
            line.push_back(QString::fromStdString(cell));
    };
    add(table.header);
    for (const std::vector<std::string>& row : table.rows)
        add(row);
    print(alignColumns(lines));
}

void printDocument(const Experiment& experiment, const ExperimentOutput& output)
{
    const QString comment = output.format == PrintFormat::Latex ? QStringLiteral("% ") : QString();
    printLayout(studyLayout(experiment), output.format);
    print(u'\n' + comment + noteUnder(experiment));
    if (!output.quotesStudy)
        return;
    print(u'\n' + comment + noteUnderStudy() + u'\n');
    printLayout(printedInStudy(), output.format);
}

/// Every test row of the first repetition with the decision value and class of each result.
Expected<void> writeTestRows(const Experiment& experiment, const std::string& path)
{
    return writeFile(path, [&](const Write& write) -> Expected<void> {
        std::string line = "row";
        for (const ExperimentResult& result : experiment.results) {
            const std::string name = joinedNames(result.features) + ": " + wordOf(detectorWords(), result.detector) +
                                     " nu=" + formatNumber(result.nu);
            line += ',' + csvCell(name + " decision") + ',' + csvCell(name + " class");
        }
        write(line + '\n');
        for (std::size_t row = 0; row < experiment.testRows.size(); ++row) {
            line = std::to_string(experiment.testRows[row].value);
            for (const ExperimentResult& result : experiment.results) {
                if (result.test)
                    line += ',' + formatNumber(result.test->decision[static_cast<Eigen::Index>(row)]) +
                            (result.test->outlier[row] ? ",-1" : ",1");
                else
                    line += ",,";
            }
            write(line + '\n');
        }
        return {};
    });
}

std::vector<Notice> noticesOf(const Table& table, const Experiment& experiment)
{
    std::vector<Notice> notices = table.notices();
    notices.insert(notices.end(), experiment.notices.begin(), experiment.notices.end());
    for (const ExperimentResult& result : experiment.results)
        notices.insert(notices.end(), result.notices.begin(), result.notices.end());
    return notices;
}

} // namespace

Expected<void> experiment(const Exploration& exploration, const ExperimentPlan& plan, const ExperimentOutput& output)
{
    if (const Expected<void> checked = checkOutputPath(output.rows); !checked)
        return checked;
    Pipeline pipeline;
    NoProgress progress;
    const Expected<Table> table = pipeline.prepared(exploration, progress);
    if (!table)
        return table.unexpected();
    const Expected<Experiment> done = runExperiment(*table, plan, progress);
    if (!done)
        return done.unexpected();
    // One result without an answer is part of the table; a table of none is a failure.
    std::optional<Error> failed;
    bool answered = false;
    for (const ExperimentResult& result : done->results) {
        answered = answered || !result.error;
        if (result.error)
            failed = result.error;
    }
    if (!answered)
        return Unexpected(*failed);
    if (!output.rows.empty())
        if (const Expected<void> written = writeTestRows(*done, output.rows); !written)
            return written;
    printNotices(noticesOf(*table, *done));
    switch (output.format) {
    case PrintFormat::Json:
        print(experimentJson(*done));
        break;
    case PrintFormat::Csv:
        printPart(asCsv(longLayout(*done)));
        break;
    case PrintFormat::Text:
    case PrintFormat::Markdown:
    case PrintFormat::Latex:
        printDocument(*done, output);
        break;
    }
    return {};
}

} // namespace perimeter
