// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/output.h"
#include "explorer/documents/verification.h"
#include "explorer/value/variations.h"
#include "explorer/wording/phrasing.h"
#include "figure/export/recipe.h"

#include <QDir>
#include <QFileInfo>

namespace perimeter {

namespace {

/// The data as named, or looked for beside the figure and here.
Expected<std::vector<DataFile>> dataOf(Document document, const ReproduceInput& input, Progress& progress)
{
    Source& source = document.exploration.source;
    if (!input.data.empty() && input.data.size() != 1 + source.joins.size())
        return Unexpected(ErrorCode::FlagInvalid,
                          {"--data", std::to_string(input.data.size()), std::to_string(1 + source.joins.size())});
    for (std::size_t i = 0; i < input.data.size(); ++i)
        (i == 0 ? source.path : source.joins[i - 1].path) = input.data[i];
    const std::string beside = QFileInfo(text(input.figure)).absolutePath().toStdString();
    return findData(document, {beside, QDir::currentPath().toStdString()}, progress);
}

Expected<void> writeAnew(const Document& document, const Exploration& exploration, const FigureFlags& figure,
                         const RenderOutput& output)
{
    const std::size_t panes = planPanes(exploration).size();
    const Expected<FigureStyle> style = figure.over(document.style.value_or(FigureStyle()), panes);
    if (!style)
        return style.unexpected();
    if (const Expected<void> checked = checkExport(*style, panes, QString::fromStdString(output.path)); !checked)
        return checked;
    return render(exploration, *style, output);
}

} // namespace

Expected<void> reproduce(const ReproduceInput& input, const FigureFlags& figure, const std::string& output)
{
    const Expected<Document> document = openAsDocument(input.figure);
    if (!document)
        return document.unexpected();
    NoProgress progress;
    const Expected<std::vector<DataFile>> files = dataOf(*document, input, progress);
    if (!files)
        return files.unexpected();
    Pipeline pipeline;
    const Expected<Verification> verification = verify(*document, *files, pipeline, progress);
    if (!verification)
        return verification.unexpected();
    for (const QString& sentence : sentencesOf(*verification))
        print(sentence);
    if (input.verify && !verification->isSame())
        return Unexpected(ErrorCode::NotVerified, {input.figure});
    return output.empty()
               ? Expected<void>()
               : writeAnew(*document, withData(document->exploration, *files), figure, RenderOutput{.path = output});
}

} // namespace perimeter
