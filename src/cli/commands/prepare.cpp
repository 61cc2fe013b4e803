// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/prepare.h"

#include "base/output_path.h"
#include "cli/console/output.h"
#include "cli/flags/options.h"
#include "data/table/write.h"
#include "explorer/pipeline/pipeline.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <memory>
#include <string>

namespace perimeter {

namespace {

struct PrepareFlags {
    Options options;
    std::string output;
};

Expected<void> prepareFile(const Exploration& exploration, const std::string& path)
{
    PERIMETER_CHECK(checkOutputPath(path));
    Pipeline pipeline;
    NoProgress progress;
    PERIMETER_TRY(const Table table, pipeline.prepared(exploration, progress));
    PERIMETER_CHECK(writeTable(table, path, progress));
    printNotices(table.notices());
    const QLocale locale;
    print(QCoreApplication::translate("Prepare", "Wrote %1: %2 rows of %3.")
              .arg(QString::fromStdString(path), locale.toString(static_cast<qlonglong>(table.rows())),
                   locale.toString(static_cast<qlonglong>(table.rowsInFile()))));
    return {};
}

Expected<Action> planPrepare(const PrepareFlags& flags)
{
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    PERIMETER_CHECK(checkTablePath(flags.output));
    return Action([exploration = *exploration, output = flags.output] { return prepareFile(exploration, output); });
}

} // namespace

Subcommand addPrepare(CLI::App& app)
{
    auto flags = std::make_shared<PrepareFlags>();
    CLI::App* const command = app.add_subcommand("prepare", "Write the prepared rows as CSV or Parquet");
    flags->options.addPreparation(*command);
    command->add_option("-o,--output", flags->output, "Where to write")->required()->type_name("OUT.csv|parquet");
    return {command, [flags] { return planPrepare(*flags); }};
}

} // namespace perimeter
