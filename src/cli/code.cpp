// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/output.h"
#include "explorer/code/command_text.h"
#include "explorer/code/methods_text.h"
#include "explorer/code/python_text.h"

#include <QCoreApplication>

#include <cstdio>

namespace perimeter {

namespace {

/// What the exploration learns, or why there is nothing to write about.
Expected<Outcome> learnAll(Pipeline& pipeline, const Exploration& exploration)
{
    NoProgress progress;
    // No frontier is written down: a coarse one costs least.
    Expected<Outcome> outcome = explore(pipeline, exploration, {.columns = 16, .rows = 16}, progress);
    if (!outcome)
        return outcome;
    for (const PaneOutcome& pane : outcome->panes) {
        if (pane.error)
            return Unexpected(*pane.error);
        for (const LineOutcome& line : pane.lines)
            if (line.error)
                printError(*line.error);
    }
    return outcome;
}

Expected<std::string> textOf(const Exploration& exploration, CodeOutput::Kind kind)
{
    if (kind == CodeOutput::Kind::Command)
        return commandText(exploration);
    Pipeline pipeline;
    const Expected<Outcome> outcome = learnAll(pipeline, exploration);
    if (!outcome)
        return outcome.unexpected();
    if (kind == CodeOutput::Kind::Methods)
        return methodsText(*outcome);
    NoProgress progress;
    const Expected<Table> opened = pipeline.table(exploration.source, progress);
    if (!opened)
        return opened.unexpected();
    return pythonText(*outcome, *opened);
}

} // namespace

Expected<void> writeCode(const Exploration& exploration, const CodeOutput& output)
{
    const Expected<std::string> code = textOf(exploration, output.kind);
    if (!code)
        return code.unexpected();
    if (output.path.empty()) {
        std::fwrite(code->data(), 1, code->size(), stdout);
        return {};
    }
    if (const Expected<void> written = writeText(output.path, *code); !written)
        return written.unexpected();
    print(QCoreApplication::translate("Code", "Wrote %1.").arg(QString::fromStdString(output.path)));
    return {};
}

} // namespace perimeter
