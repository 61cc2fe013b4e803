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
    if (const Expected<void> checked = checkOutputPath(path); !checked)
        return checked;
    Pipeline pipeline;
    NoProgress progress;
    const Expected<Table> table = pipeline.prepared(exploration, progress);
    if (!table)
        return table.unexpected();
    if (const Expected<void> written = writeTable(*table, path, progress); !written)
        return written;
    printNotices(table->notices());
    const QLocale locale;
    print(QCoreApplication::translate("Prepare", "Wrote %1: %2 rows of %3.")
              .arg(QString::fromStdString(path), locale.toString(static_cast<qlonglong>(table->rows())),
                   locale.toString(static_cast<qlonglong>(table->rowsInFile()))));
    return {};
}

Expected<Action> planPrepare(const PrepareFlags& flags)
{
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    if (const Expected<void> checked = checkTablePath(flags.output); !checked)
        return checked.unexpected();
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
