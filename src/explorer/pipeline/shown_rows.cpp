// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/pipeline/shown_rows.h"

#include <QCoreApplication>
#include <QStringList>

namespace perimeter {

namespace {

struct ShownText {
    Q_DECLARE_TR_FUNCTIONS(ShownText)
};

/// The ends of an axis in original units: comparing values with them spares a logarithm per row.
struct Ends {
    Ends(AxisScale scale, double from, double to)
        : isLog(scale == AxisScale::Log), least(fromAxis(scale, from)), most(fromAxis(scale, to))
    {
    }
    bool isLog;
    double least, most;
};

} // namespace

ShownRows shownRows(const PaneOutcome& pane)
{
    const Projection& rows = *pane.points->projection;
    ShownRows counts{.shown = rows.rowsUsed, .leftOut = rows.rowsLeftOut};
    const Plane& plane = pane.plane;
    const Ends x(plane.xScale, plane.xMin, plane.xMax);
    const Ends y(plane.yScale, plane.yMin, plane.yMax);
    const bool isCut = pane.plan.exploration.view.has_value();
    if (!pane.drawn || (!isCut && !x.isLog && !y.isLog))
        return counts;
    const Projection& drawn = *pane.drawn;
    for (Eigen::Index point = 0; point < drawn.points.rows(); ++point) {
        const double atX = drawn.points(point, 0);
        const double atY = drawn.points(point, 1);
        const bool isOff = (x.isLog && !(atX > 0)) || (y.isLog && !(atY > 0));
        const bool isOut = isCut && (atX < x.least || atX > x.most || atY < y.least || atY > y.most);
        if (!isOff && !isOut)
            continue;
        const std::int64_t count = drawn.counts.empty() ? 1 : drawn.counts[static_cast<std::size_t>(point)];
        (isOff ? counts.offAxis : counts.outOfView) += count;
        counts.shown -= count;
    }
    return counts;
}

QString shownWords(const ShownRows& rows, const QLocale& locale)
{
    const auto number = [&](std::int64_t count) { return locale.toString(static_cast<qlonglong>(count)); };
    QStringList words = {rows.shown == 1 ? ShownText::tr("1 row shown")
                                         : ShownText::tr("%1 rows shown").arg(number(rows.shown)),
                         ShownText::tr("%1 left out").arg(number(rows.leftOut))};
    if (rows.offAxis > 0)
        words.append(ShownText::tr("%1 not on a log axis").arg(number(rows.offAxis)));
    if (rows.outOfView > 0)
        words.append(ShownText::tr("%1 outside the view").arg(number(rows.outOfView)));
    return words.join(QStringLiteral(" · "));
}

QString shownSentence(const ShownRows& rows, const QLocale& locale)
{
    const auto number = [&](std::int64_t count) { return locale.toString(static_cast<qlonglong>(count)); };
    QStringList sentences = {
        rows.shown == 1
            ? ShownText::tr("1 row is shown, %1 left out.").arg(number(rows.leftOut))
            : ShownText::tr("%1 rows are shown, %2 left out.").arg(number(rows.shown), number(rows.leftOut))};
    if (rows.offAxis == 1)
        sentences.append(ShownText::tr("1 more was learned from but has no place on a logarithmic axis."));
    else if (rows.offAxis > 0)
        sentences.append(ShownText::tr("%1 more were learned from but have no place on a logarithmic axis.")
                             .arg(number(rows.offAxis)));
    if (rows.outOfView == 1)
        sentences.append(ShownText::tr("1 more was learned from but is outside the view."));
    else if (rows.outOfView > 0)
        sentences.append(
            ShownText::tr("%1 more were learned from but are outside the view.").arg(number(rows.outOfView)));
    return sentences.join(u' ');
}

} // namespace perimeter
