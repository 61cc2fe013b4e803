// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/report/report.h"

#include <QByteArray>
#include <QString>

namespace perimeter {

/// The report as one HTML page that fetches nothing and runs nothing, whatever names the data bear: the figure stands
/// in it as SVG, and a policy forbids the rest. It follows the reader's light or dark, and prints.
[[nodiscard]] QByteArray asHtml(const Report& report, const QByteArray& figureSvg);

/// The report in the HTML that QTextDocument lays out, for paper. In the figure's place stands figurePlace().
[[nodiscard]] QString asRichText(const Report& report);
[[nodiscard]] QString figurePlace();

} // namespace perimeter
