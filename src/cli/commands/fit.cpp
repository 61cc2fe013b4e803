// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/fit.h"

#include "base/output_path.h"
#include "cli/commands/fit/fit_json.h"
#include "cli/commands/fit/fit_rows.h"
#include "cli/console/output.h"
#include "cli/flags/format_flags.h"
#include "cli/flags/options.h"
#include "explorer/pipeline/outcome.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <memory>
#include <optional>
#include <string>

namespace perimeter {

namespace {

struct FitOutput {
    PrintFormat format = PrintFormat::Text;
    std::string rows; ///< path of the table of rows, or empty
};

struct FitFlags {
    Options options;
    FitOutput output;
    FormatFlags format;
};

struct FitText {
    Q_DECLARE_TR_FUNCTIONS(FitText)
};

QString fitText(const Outcome& outcome)
{
    const QLocale locale;
    const auto whole = [&](auto number) { return locale.toString(static_cast<qlonglong>(number)); };
    const Projection& projection = *outcome.panes.front().points->projection;
    std::vector<std::vector<QString>> lines = {{FitText::tr("detector"), FitText::tr("outliers"),
                                                FitText::tr("inliers"), FitText::tr("support vectors"),
                                                FitText::tr("h"), FitText::tr("ρ or threshold"), FitText::tr("ms")}};
    for (const PaneOutcome& pane : outcome.panes) {
        const LineOutcome& line = pane.lines.front();
        if (!line.fit || !line.fit->classes) {
            lines.push_back({nameOf(line.plan.detector), FitText::tr("no frontier")});
            continue;
        }
        const DetectorFit& fit = *line.fit;
        const OneClassSvm* const svm = fit.svm();
        lines.push_back({nameOf(fit.detector), whole(fit.classes->outliers), whole(fit.classes->inliers),
                         svm ? whole(svm->supportRows) : QString(), fit.robust() ? whole(fit.robust()->h) : QString(),
                         locale.toString(svm ? svm->rho : fit.covariance()->threshold, 'g', 6),
                         locale.toString(fit.milliseconds, 'f', 1)});
    }
    const QString rows = FitText::tr("%1 against %2: %3, %4 used, %5 left out")
                             .arg(text(projection.features[1].name), text(projection.features[0].name),
                                  counted(projection.rowsRead, FitText::tr("1 row read"), FitText::tr("%1 rows read")),
                                  whole(projection.rowsUsed), whole(projection.rowsLeftOut));
    return rows + u"\n\n" + alignColumns(lines);
}

Expected<void> fitDetectors(const Exploration& exploration, const FitOutput& output)
{
    PERIMETER_CHECK(checkOutputPath(output.rows));
    Pipeline pipeline;
    NoProgress progress;
    PERIMETER_TRY(const Outcome outcome, explore(pipeline, detectorByDetector(exploration), {}, progress));
    std::vector<Notice> notices = outcome.table->notices();
    std::optional<Error> failed;
    bool answered = false;
    for (const PaneOutcome& pane : outcome.panes) {
        if (pane.error)
            return Unexpected(*pane.error);
        const LineOutcome& line = pane.lines.front();
        if (line.fit)
            addNotices(notices, *line.fit);
        answered = answered || line.fit;
        if (line.error)
            failed = line.error;
    }
    // One detector without an answer is part of the result; none with one is a failure.
    if (!answered)
        return Unexpected(*failed);
    if (!output.rows.empty()) {
        PERIMETER_CHECK(writeRows(outcome, output.rows));
    }
    printNotices(notices);
    if (failed)
        printError(*failed);
    if (output.format == PrintFormat::Json)
        print(fitJson(outcome));
    else if (output.format == PrintFormat::Text)
        print(fitText(outcome));
    else
        printTable(fitTable(outcome, wordingOf(output.format)), output.format);
    return {};
}

} // namespace

Subcommand addFit(CLI::App& app)
{
    auto flags = std::make_shared<FitFlags>();
    CLI::App* const command = app.add_subcommand("fit", "Fit the detectors and count the outliers");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    flags->options.addLabels(*command, "");
    flags->format.add(*command);
    command->add_option("--rows", flags->output.rows, "Write every row's decision values and classes")
        ->type_name("OUT.csv");
    return {command, [flags] {
                return actionOver(flags->options, [flags](const Exploration& exploration) {
                    flags->output.format = flags->format.format();
                    return fitDetectors(exploration, flags->output);
                });
            }};
}

} // namespace perimeter
