// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "explorer/report/report.h"

#include <QByteArray>
#include <QLocale>

#include <cstddef>
#include <string>

namespace perimeter {

/// The resolution of one of `panes` panes in a report's figure.
[[nodiscard]] PaneSize reportPaneSize(std::size_t panes);

/// The report of a complete outcome with its figure, as HTML or PDF by the path's extension, whole or not at all. The
/// file carries the recipe. Paints, so it belongs to the thread of the window. Errors: those of exportFigure() and of
/// writing a file, ReportFormatUnknown.
[[nodiscard]] Expected<void> writeReport(const Outcome& outcome, const ReportInput& input, const QLocale& locale,
                                         const std::string& path);

} // namespace perimeter
