// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/points/point_pictures.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

constexpr std::size_t keptDots = 8;
constexpr std::size_t keptIndexes = 2; ///< beside those of the panes
/// A worker paints this part of a pane's width and height beyond each border, so that a hand that pans finds it there.
constexpr int marginPart = 8;
/// No mark is wider from its centre, in units of mark sizes.
constexpr double largestMark = 6;

bool nearly(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

bool isWhole(double pixels)
{
    return nearly(pixels, std::round(pixels), 0.02);
}

} // namespace

bool PointRequest::showsSame(const PointRequest& other) const
{
    return points == other.points && fit == other.fit && hue == other.hue && depth == other.depth &&
           theme == other.theme && pixelRatio == other.pixelRatio;
}

bool PointPicture::answers(const PointRequest& asked) const
{
    const RasterView& here = request.view;
    const RasterView& there = asked.view;
    const double right = here.column(there.xMin);
    const double down = here.row(there.yMax);
    return request.showsSame(asked) && nearly(here.xScale() * (there.xMax - there.xMin), there.width, 0.02) &&
           nearly(here.yScale() * (there.yMax - there.yMin), there.height, 0.02) && isWhole(right) && isWhole(down) &&
           right > -0.5 && down > -0.5 && right + there.width < here.width + 0.5 &&
           down + there.height < here.height + 0.5;
}

PointPictures::PointPictures(std::function<void()> arrived) : m_arrived(std::move(arrived))
{
    m_start.setSingleShot(true);
    m_start.setInterval(0);
    QObject::connect(&m_start, &QTimer::timeout, &m_start, [this] { startNext(); });
    m_jobs = std::make_unique<Jobs>(Jobs::Callbacks{
        .arrived = [this](const std::shared_ptr<const Delivery>& delivery) { take(*delivery); },
        .progressed = [](double) {},
        .finished =
            [this] {
                m_running.clear();
                startNext();
            },
    });
}

const PointPictures::Indexed* PointPictures::find(const PlacedPoints& points) const
{
    const auto found = std::ranges::find(m_indexed, points, &Indexed::points);
    return found == m_indexed.end() ? nullptr : &*found;
}

std::shared_ptr<const PlaceIndex> PointPictures::places(const PlacedPoints& points)
{
    const bool few = static_cast<std::size_t>(points.projection->points.rows()) <= paintedAtOnce;
    const Indexed* const found = find(points);
    return found ? found->places : few ? placesNow(points) : nullptr;
}

std::shared_ptr<const PlaceIndex> PointPictures::placesNow(const PlacedPoints& points)
{
    if (const Indexed* const found = find(points))
        return found->places;
    NoProgress progress;
    m_indexed.push_back(
        {points, PlaceIndex::build(placesOf(*points.projection, points.xScale, points.yScale), progress)});
    return m_indexed.back().places;
}

bool PointPictures::prepare(const std::vector<PointRequest>& panes)
{
    m_preparing = false;
    m_orders.clear();
    const auto missing = [this](const PointRequest& pane) { return pane.points.projection && !places(pane.points); };
    if (std::ranges::none_of(panes, missing)) {
        std::size_t others = 0;
        const auto shown = [&](const Indexed& indexed) {
            return std::ranges::any_of(panes, [&](const auto& pane) { return pane.points == indexed.points; });
        };
        // Newest last: the oldest that no pane shows go first.
        for (auto indexed = m_indexed.end(); indexed != m_indexed.begin();) {
            --indexed;
            if (!shown(*indexed) && ++others > keptIndexes)
                indexed = m_indexed.erase(indexed);
        }
        return true;
    }
    m_preparing = true;
    const auto underWay = [this](const PointRequest& pane) {
        return std::ranges::any_of(m_running, [&](const Order& order) { return order.request.points == pane.points; });
    };
    for (std::size_t pane = 0; pane < panes.size(); ++pane) {
        if (panes[pane].points.projection && !underWay(panes[pane]))
            order({pane, panes[pane], places(panes[pane].points)});
    }
    return false;
}

std::shared_ptr<const PointPicture> PointPictures::picture(std::size_t pane, const PointRequest& asked)
{
    if (pane >= m_pictures.size())
        m_pictures.resize(pane + 1);
    std::shared_ptr<const PointPicture>& newest = m_pictures[pane];
    if (newest && newest->answers(asked))
        return newest;
    const std::shared_ptr<const PlaceIndex> known = places(asked.points);
    // Marks that stand over the border are painted too: a crowd may lie just beyond it.
    const int beyond = static_cast<int>(std::ceil(largestMark * asked.pixelRatio));
    if (known && known->countWithin(asked.view.grown(beyond, beyond).rectangle()) <= paintedAtOnce)
        newest = std::make_shared<PointPicture>(paint(*known, asked, 0, 0, m_dots));
    else if (!m_preparing)
        order({pane, asked, known});
    return newest && newest->request.points == asked.points ? newest : nullptr;
}

PointPicture PointPictures::pictureNow(const PointRequest& asked)
{
    return paint(*placesNow(asked.points), asked, 0, 0, m_dots);
}

PointPicture PointPictures::paint(const PlaceIndex& places, const PointRequest& asked, int columns, int rows,
                                  std::vector<Dots>& dots)
{
    const MarkSize size = markSize(places.countWithin(asked.view.rectangle())).scaled(asked.pixelRatio);
    PointRequest request = asked;
    request.view = asked.view.grown(columns, rows);
    const PointRaster raster{places, request.view, size, request.theme};
    const bool isClassed = asked.fit && asked.fit->classes;
    if (asked.depth) {
        const std::span<const std::uint8_t> outlier =
            isClassed ? std::span<const std::uint8_t>(asked.fit->classes->outlier) : std::span<const std::uint8_t>();
        QImage image = raster.byDepth(*asked.depth, outlier);
        return {std::move(request), std::move(image)};
    }
    PointRequest plain = request;
    plain.fit = nullptr;
    plain.hue = {};
    auto found = std::ranges::find_if(
        dots, [&](const Dots& known) { return known.request == plain && known.size.dotDiameter == size.dotDiameter; });
    if (found == dots.end()) {
        dots.insert(dots.begin(), {plain, size, raster.dots()});
        if (dots.size() > keptDots)
            dots.pop_back();
        found = dots.begin();
    }
    PointPicture picture{std::move(request), found->image};
    if (isClassed)
        raster.addOutliers(picture.image, asked.fit->classes->outlier, asked.hue);
    return picture;
}

void PointPictures::work(const std::vector<Order>& orders, std::vector<Dots> dots, Progress& progress,
                         const Jobs::Deliver& deliver)
{
    auto delivery = std::make_shared<Delivery>();
    delivery->dots = std::move(dots);
    for (const Order& order : orders) {
        std::shared_ptr<const PlaceIndex> places = order.places;
        const PlacedPoints& points = order.request.points;
        const auto found = std::ranges::find(delivery->indexed, points, &Indexed::points);
        if (!places && found != delivery->indexed.end())
            places = found->places;
        if (!places) {
            places = PlaceIndex::build(placesOf(*points.projection, points.xScale, points.yScale), progress);
            if (!places)
                return;
            delivery->indexed.push_back({points, places});
        }
        if (!progress.advance(0))
            return;
        const RasterView& view = order.request.view;
        delivery->pictures.emplace_back(
            order.pane, std::make_shared<PointPicture>(paint(*places, order.request, view.width / marginPart,
                                                             view.height / marginPart, delivery->dots)));
    }
    deliver(std::move(delivery));
}

void PointPictures::order(Order order)
{
    const auto same = [&](const Order& other) { return other.pane == order.pane && other.request == order.request; };
    std::erase_if(m_orders, [&](const Order& other) { return other.pane == order.pane; });
    if (std::ranges::any_of(m_running, same))
        return;
    m_orders.push_back(std::move(order));
    m_start.start();
}

void PointPictures::startNext()
{
    // What runs is let finish: its picture is nearer to what is wanted than the one at hand, and a hand that moves
    // on and on would otherwise never see any.
    if (m_orders.empty() || !m_running.empty())
        return;
    m_running = std::exchange(m_orders, {});
    m_jobs->start([orders = m_running, dots = m_dots](Progress& progress, const Jobs::Deliver& deliver) {
        work(orders, dots, progress, deliver);
    });
}

void PointPictures::take(const Delivery& delivery)
{
    for (const Indexed& indexed : delivery.indexed) {
        if (!find(indexed.points))
            m_indexed.push_back(indexed);
    }
    m_dots = delivery.dots;
    for (const auto& [pane, picture] : delivery.pictures) {
        if (pane >= m_pictures.size())
            m_pictures.resize(pane + 1);
        std::shared_ptr<const PointPicture>& newest = m_pictures[pane];
        // Of points that were given up meanwhile nothing is shown.
        if (m_preparing || !newest || newest->request.points == picture->request.points)
            newest = picture;
    }
    m_arrived();
}

} // namespace perimeter
