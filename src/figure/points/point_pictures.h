// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/jobs.h"
#include "explorer/studies/point_depth.h"
#include "figure/points/point_raster.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

/// Points on the axes of a pane.
struct PlacedPoints {
    std::shared_ptr<const Projection> projection;
    AxisScale xScale = AxisScale::Linear;
    AxisScale yScale = AxisScale::Linear;

    bool operator==(const PlacedPoints&) const = default;
};

/// What a picture of points is to show.
struct PointRequest {
    PlacedPoints points;
    std::shared_ptr<const DetectorFit> fit; ///< null, or without classes: no outliers
    QColor hue;
    std::shared_ptr<const PointDepth> depth = {}; ///< colours in place of grey and hue; or null
    Theme theme;
    double pixelRatio = 1; ///< pixels of the image to a unit of mark sizes
    RasterView view;

    bool operator==(const PointRequest&) const = default;
    /// Equal but for the view.
    [[nodiscard]] bool showsSame(const PointRequest& other) const;
};

struct PointPicture {
    PointRequest request; ///< its view may reach beyond the one asked for
    QImage image;

    /// Whether the picture has, pixel by pixel, what is asked for.
    [[nodiscard]] bool answers(const PointRequest& asked) const;
};

/// The pictures of the points of all panes. Few points are painted at once; many by a worker, which the newest picture
/// stands in for meanwhile. Dots are painted once for all panes that show the same points and view.
class PointPictures {
public:
    /// `arrived` is called when a worker has finished pictures or, for prepare(), places.
    explicit PointPictures(std::function<void()> arrived);

    /// As many points in view are painted at once: it takes no longer than what else a frame has to paint.
    static constexpr std::size_t paintedAtOnce = 60000;

    /// The index of the points; null where a worker has to build it first, see prepare().
    [[nodiscard]] std::shared_ptr<const PlaceIndex> places(const PlacedPoints& points);
    /// The same, built here and now if need be.
    [[nodiscard]] std::shared_ptr<const PlaceIndex> placesNow(const PlacedPoints& points);
    /// Whether everything asked for can be painted. If not, a worker sees to it, first pictures included.
    [[nodiscard]] bool prepare(const std::vector<PointRequest>& panes);

    /// The picture asked for, or the newest of that pane until it is there; null where there was none.
    [[nodiscard]] std::shared_ptr<const PointPicture> picture(std::size_t pane, const PointRequest& asked);
    /// The picture asked for, painted here and now.
    [[nodiscard]] PointPicture pictureNow(const PointRequest& asked);

private:
    /// The dots of a view, without anything of a detector.
    struct Dots {
        PointRequest request;
        MarkSize size;
        QImage image;
    };
    struct Indexed {
        PlacedPoints points;
        std::shared_ptr<const PlaceIndex> places;
    };
    struct Order {
        std::size_t pane = 0;
        PointRequest request;
        std::shared_ptr<const PlaceIndex> places; ///< null: to be built
    };
    struct Delivery {
        std::vector<Indexed> indexed;
        std::vector<Dots> dots;
        std::vector<std::pair<std::size_t, std::shared_ptr<const PointPicture>>> pictures;
    };
    using Jobs = JobRunner<std::shared_ptr<const Delivery>>;

    /// `asked` with a margin around its view; `dots` are those at hand, the newest first.
    static PointPicture paint(const PlaceIndex& places, const PointRequest& asked, int columns, int rows,
                              std::vector<Dots>& dots);
    static void work(const std::vector<Order>& orders, std::vector<Dots> dots, Progress& progress,
                     const Jobs::Deliver& deliver);
    [[nodiscard]] const Indexed* find(const PlacedPoints& points) const;
    void order(Order order);
    void startNext();
    void take(const Delivery& delivery);

    std::function<void()> m_arrived;
    std::vector<Indexed> m_indexed;                              ///< newest last
    std::vector<Dots> m_dots;                                    ///< newest first, few
    std::vector<std::shared_ptr<const PointPicture>> m_pictures; ///< newest, of each pane
    std::vector<Order> m_orders;                                 ///< painted next
    std::vector<Order> m_running;
    bool m_preparing = false;
    QTimer m_start; ///< so that the orders of all panes are carried out together
    std::unique_ptr<Jobs> m_jobs;
};

} // namespace perimeter
