// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/report.h"

#include <QByteArray>
#include <QString>

namespace perimeter {

/// The figure of a report: as vectors, or as a picture beside an SVG that only carries the recipe.
struct ReportPicture {
    QByteArray svg;
    QByteArray png = {};
};

/// The report as one HTML page that fetches nothing and runs nothing, whatever names the data bear: the figure stands
/// in it, and a policy forbids the rest. It follows the reader's light or dark, and prints.
[[nodiscard]] QByteArray asHtml(const Report& report, const ReportPicture& picture);

/// The report in the HTML that QTextDocument lays out, for paper. In the figure's place stands figurePlace().
[[nodiscard]] QString asRichText(const Report& report);
[[nodiscard]] QString figurePlace();

} // namespace perimeter
