// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "base/output_path.h"
#include "cli/output.h"
#include "explorer/documents/data_files.h"
#include "explorer/wording/phrasing.h"
#include "figure/export/recipe.h"
#include "figure/export/report_file.h"

#include <QCoreApplication>
#include <QDate>
#include <QDir>
#include <QFileInfo>

namespace perimeter {

namespace {

/// The document's exploration over its data, which must be what they were.
Expected<Exploration> explorationOf(const std::string& path, Progress& progress)
{
    const Expected<Document> document = openAsDocument(path);
    if (!document)
        return document.unexpected();
    const std::string beside = QFileInfo(text(path)).absolutePath().toStdString();
    const Expected<std::vector<DataFile>> files =
        findData(*document, {beside, QDir::currentPath().toStdString()}, progress);
    if (!files)
        return files.unexpected();
    for (const DataFile& file : *files) {
        if (file.state == DataFile::State::Missing)
            return Unexpected(ErrorCode::DataMissing, {QFileInfo(text(file.path)).fileName().toStdString()});
        if (file.state == DataFile::State::Changed)
            return Unexpected(ErrorCode::DataChanged, {file.path});
    }
    return withData(document->exploration, *files);
}

} // namespace

Expected<void> report(const Exploration& exploration, const ReportOutput& output)
{
    if (const Expected<void> checked = checkOutputPath(output.path); !checked)
        return checked;
    Pipeline pipeline;
    NoProgress progress;
    const Expected<Outcome> outcome =
        explore(pipeline, exploration, reportPaneSize(planPanes(exploration).size()), progress);
    if (!outcome)
        return outcome.unexpected();
    const Expected<std::vector<Notice>> notices = noticesOf(*outcome);
    if (!notices)
        return notices.unexpected();
    Expected<ReportInput> input = reportInput(pipeline, outcome->exploration, progress);
    if (!input)
        return input.unexpected();
    input->title = text(output.title);
    input->mostRows = output.mostRows;
    input->date = QDate::currentDate();
    if (const Expected<void> written = writeReport(*outcome, *input, QLocale(), output.path); !written)
        return written;
    printNotices(*notices);
    print(QCoreApplication::translate("Report", "Wrote %1.").arg(text(output.path)));
    return {};
}

Expected<void> reportOfDocument(const std::string& document, const ReportOutput& output)
{
    NoProgress progress;
    const Expected<Exploration> exploration = explorationOf(document, progress);
    return exploration ? report(*exploration, output) : exploration.unexpected();
}

} // namespace perimeter
