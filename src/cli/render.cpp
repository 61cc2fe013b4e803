// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "base/output_path.h"
#include "cli/output.h"
#include "explorer/documents/document.h"
#include "explorer/pipeline/files_read.h"
#include "explorer/pipeline/outcome.h"

#include <QCoreApplication>
#include <QLocale>

namespace perimeter {

namespace {

Expected<std::string> recipeOf(const Pipeline& pipeline, const Outcome& outcome, const FigureStyle& style,
                               RecipePaths paths, Progress& progress)
{
    if (paths == RecipePaths::None)
        return std::string();
    Expected<std::vector<Fingerprint>> files = fingerprintsOf(pipeline, outcome.exploration.source, progress);
    if (!files)
        return files.unexpected();
    Document document = documentOf(outcome, std::move(*files));
    document.style = style;
    return asDocument(document, paths == RecipePaths::Paths ? absolutePath : noPath);
}

} // namespace

Expected<void> render(const Exploration& exploration, const FigureStyle& style, const RenderOutput& output)
{
    const QString file = QString::fromStdString(output.path);
    if (const Expected<void> checked = checkOutputPath(output.path); !checked)
        return checked;
    if (const Expected<void> checked = checkTypeface(style); !checked)
        return checked;
    Pipeline pipeline;
    NoProgress progress;
    const std::size_t panes = planPanes(exploration).size();
    const Expected<Outcome> outcome = explore(pipeline, exploration, exportPaneSize(style, panes), progress);
    if (!outcome)
        return outcome.unexpected();
    const Expected<std::vector<Notice>> notices = noticesOf(*outcome);
    if (!notices)
        return notices.unexpected();
    const Expected<std::string> recipe = recipeOf(pipeline, *outcome, style, output.recipe, progress);
    if (!recipe)
        return recipe.unexpected();
    const QLocale locale;
    if (const Expected<void> written = exportFigure(buildScene(*outcome, locale), style, file, *recipe); !written)
        return written;
    printNotices(*notices);
    print(QCoreApplication::translate("Render", "Wrote %1 (%2 × %3 mm).")
              .arg(file, locale.toString(style.widthMm), locale.toString(style.heightMm)));
    return {};
}

} // namespace perimeter
