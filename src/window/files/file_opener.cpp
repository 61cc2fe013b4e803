// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/files/file_opener.h"

#include <algorithm>

namespace perimeter {

namespace {

bool isCertain(const Source& source)
{
    const Expected<Preview> preview = previewFile(source.path, source.dialect);
    if (!preview)
        return false;
    const auto isAxis = [](const Column& column) { return column.kind != ColumnKind::Text; };
    return std::ranges::count_if(preview->columns, isAxis) >= 2;
}

} // namespace

FileOpener::FileOpener(QObject* parent)
    : QObject(parent), m_jobs({.arrived =
                                   [this](const Finding& finding) {
                                       if (finding.certain)
                                           Q_EMIT certain(finding.source);
                                       else
                                           Q_EMIT doubtful(finding.source);
                                   },
                               .progressed = [](double) {},
                               .finished = [] {}})
{
}

void FileOpener::look(const QString& path)
{
    Source source;
    source.path = path.toStdString();
    m_jobs.start([source](Progress&, const auto& deliver) { deliver(Finding{source, isCertain(source)}); });
}

} // namespace perimeter
