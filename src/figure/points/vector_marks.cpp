// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/points/vector_marks.h"

#include "figure/points/depth_colour.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace perimeter {

namespace {

/// Shades of a crowd, half an octave of marks each.
constexpr std::size_t shades = 14;
/// Viewers take long over paths of very many pieces.
constexpr std::size_t marksInAPath = 250;
/// Where marks are very many, those are left out that stand this part of their size beside another.
constexpr double leastDistance = 0.125;

QColor over(QRgb premultiplied, const QColor& surface)
{
    const int through = 255 - qAlpha(premultiplied);
    const auto channel = [through](int top, int below) { return std::min(255, top + (below * through + 127) / 255); };
    return {channel(qRed(premultiplied), surface.red()), channel(qGreen(premultiplied), surface.green()),
            channel(qBlue(premultiplied), surface.blue())};
}

std::size_t shadeOf(float ink)
{
    return ink <= 1 ? 0 : std::min(static_cast<std::size_t>(std::lround(2 * std::log2(ink))), shades - 1);
}

/// Calls `mark` with the entry and the place in pixels of every point in view that `wanted` takes.
template <typename Wanted, typename Mark>
void visit(const PointRaster& raster, Wanted wanted, Mark mark)
{
    const RasterView& view = raster.view;
    raster.places.visitWithin(view.rectangle(), [&](std::size_t first, std::size_t last) {
        for (std::size_t entry = first; entry < last; ++entry) {
            const QPointF place(view.column(raster.places.x()[entry]), view.row(raster.places.y()[entry]));
            if (place.x() >= 0 && place.x() <= view.width && place.y() >= 0 && place.y() <= view.height &&
                wanted(raster.places.points()[entry]))
                mark(entry, place);
        }
    });
}

/// Marks on `paper` by the shade of the crowd that each stands in.
template <typename Wanted>
std::vector<MarkGroup> byShade(const PointRaster& raster, MarkGroup::Shape shape, const Ink& ink, const Tones& tones,
                               const QColor& paper, Wanted wanted)
{
    std::vector<MarkGroup> groups(shades);
    for (std::size_t shade = 0; shade < shades; ++shade) {
        const float marks = std::exp2(static_cast<float>(shade) / 2);
        groups[shade] = {.shape = shape, .colour = over(tones(marks), paper), .centres = {}};
    }
    visit(raster, wanted, [&](std::size_t, const QPointF& place) {
        const int x = std::min(static_cast<int>(place.x()), raster.view.width - 1);
        const int y = std::min(static_cast<int>(place.y()), raster.view.height - 1);
        groups[shadeOf(ink.row(y)[x])].centres.push_back(place);
    });
    return groups;
}

/// The places on whole units, each once, row by row.
std::vector<QPointF> distinct(const MarkGroup& marks, const QPointF& origin, double unitsPerPixel, int grid)
{
    std::vector<std::pair<int, int>> places; // y, x
    places.reserve(marks.centres.size());
    const auto whole = [&](double pixel) { return grid * qRound(pixel * unitsPerPixel / grid); };
    for (const QPointF& centre : marks.centres)
        places.emplace_back(whole(origin.y() + centre.y()), whole(origin.x() + centre.x()));
    std::ranges::sort(places);
    const auto repeated = std::ranges::unique(places);
    places.erase(repeated.begin(), repeated.end());
    std::vector<QPointF> points;
    points.reserve(places.size());
    for (const auto& [y, x] : places)
        points.emplace_back(x, y);
    return points;
}

/// A mark with everything outside of the axes cut away.
QPainterPath cut(const QPointF& centre, MarkGroup::Shape shape, double reach, const QRectF& axes)
{
    QPainterPath mark;
    if (shape == MarkGroup::Shape::Dot)
        mark.addEllipse(centre, reach, reach);
    else
        mark.addPolygon(QPolygonF{centre + QPointF(0, -reach), centre + QPointF(reach, 0), centre + QPointF(0, reach),
                                  centre + QPointF(-reach, 0), centre + QPointF(0, -reach)});
    QPainterPath inside;
    inside.addRect(axes);
    return mark.intersected(inside);
}

/// Marks as short strokes: a dot is the round ends of one, a diamond one as wide as it is long.
void stroke(QPainter& painter, const std::vector<QPointF>& centres, const QPointF& from, const QPointF& to)
{
    QPainterPath path;
    for (std::size_t i = 0; i < centres.size(); ++i) {
        path.moveTo(centres[i] + from);
        path.lineTo(centres[i] + to);
        if ((i + 1) % marksInAPath == 0 || i + 1 == centres.size()) {
            painter.drawPath(path);
            path = QPainterPath();
        }
    }
}

} // namespace

std::vector<MarkGroup> VectorMarks::dots(std::span<const std::uint8_t> outlier) const
{
    return byShade(raster, MarkGroup::Shape::Dot, raster.dotInk(), raster.dotTones(), raster.theme.surface,
                   [&](std::uint32_t point) { return outlier.empty() || outlier[point] == 0; });
}

std::vector<MarkGroup> VectorMarks::diamonds(std::span<const std::uint8_t> outlier, const QColor& hue) const
{
    // In a picture every outlier lies on a dot.
    const QColor dot = over(raster.dotTones()(1), raster.theme.surface);
    return byShade(raster, MarkGroup::Shape::Diamond, raster.diamondInk(outlier), raster.diamondTones(hue), dot,
                   [&](std::uint32_t point) { return outlier[point] != 0; });
}

std::vector<MarkGroup> VectorMarks::byDepth(const PointDepth& depth, std::span<const std::uint8_t> outlier,
                                            MarkGroup::Shape shape) const
{
    std::vector<MarkGroup> groups(PointDepth::levels + 1);
    for (std::size_t level = 0; level < groups.size(); ++level)
        groups[PointDepth::levels - level] = {
            .shape = shape, .colour = depthColour(level, raster.theme), .centres = {}};
    const bool wantsOutliers = shape == MarkGroup::Shape::Diamond;
    visit(
        raster, [&](std::uint32_t point) { return (!outlier.empty() && outlier[point] != 0) == wantsOutliers; },
        [&](std::size_t entry, const QPointF& place) {
            const std::size_t level = depth.level[raster.places.points()[entry]];
            groups[PointDepth::levels - level].centres.push_back(place);
        });
    return groups;
}

void drawMarks(QPainter& painter, const MarkGroup& marks, const MarkSize& size, const QRectF& axes,
               const PrintSettings& print)
{
    const double units = print.unitsPerPixel;
    const bool isDot = marks.shape == MarkGroup::Shape::Dot;
    const double reach = (isDot ? size.dotDiameter / 2 : size.diamondRadius) * units;
    const bool crowded = marks.centres.size() > print.vectorPoints;
    const int grid = crowded ? std::max(1, qRound(2 * reach * leastDistance)) : 1;
    std::vector<QPointF> whole = distinct(marks, axes.topLeft(), units, grid);
    const QRectF border(axes.topLeft() * units, axes.size() * units);
    const QRectF within = border.adjusted(reach, reach, -reach, -reach);
    const auto onBorder =
        std::ranges::stable_partition(whole, [&](const QPointF& centre) { return within.contains(centre); });
    painter.save();
    painter.scale(1 / units, 1 / units);
    painter.setPen(Qt::NoPen);
    painter.setBrush(marks.colour);
    for (const QPointF& centre : onBorder)
        painter.drawPath(cut(centre, marks.shape, reach, border));
    whole.erase(onBorder.begin(), onBorder.end());
    painter.setBrush(Qt::NoBrush);
    const double half = std::round(reach / 2);
    painter.setPen(QPen(marks.colour, isDot ? 2 * reach : 2 * std::sqrt(2.0) * half, Qt::SolidLine,
                        isDot ? Qt::RoundCap : Qt::FlatCap));
    // No stroke is so short that it has no direction, or it would not be drawn.
    stroke(painter, whole, isDot ? QPointF() : QPointF(-half, half), isDot ? QPointF(1, 0) : QPointF(half, -half));
    painter.restore();
}

} // namespace perimeter
