// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"
#include "explorer/studies/point_depth.h"
#include "figure/scene/theme.h"

#include <QColor>
#include <QLocale>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

struct SceneLine {
    QString label;
    QColor hue;
    Qt::PenStyle pen = Qt::SolidLine;
    std::shared_ptr<const FrontierLines> frontier; ///< null where there is none (yet)
    bool provisional = false;                      ///< of an earlier exploration, until the new one arrives
};

struct ScenePane {
    QString title;
    QString letter = {}; ///< before the title, by which a text refers to the pane
    QColor hue;          ///< of the outliers and of the title's mark
    QString xTitle, yTitle;
    Plane plane; ///< the visible rectangle
    std::shared_ptr<const Projection> projection;
    std::shared_ptr<const DetectorFit> fit;       ///< its classes mark the points; null: no classes (yet)
    bool provisional = false;                     ///< the classes are of an earlier exploration
    std::shared_ptr<const PointDepth> depth = {}; ///< colours the points in place of their classes; or null
    std::shared_ptr<const Labels> labels = {};    ///< of the projection's points; null: none
    std::vector<SceneLine> lines;
    QString counts;    ///< the line under the pane: outliers, support vectors, h; before them its rows
    QString message;   ///< why there is nothing to see, else empty
    QString rows = {}; ///< shown and left out, where they are not those of every pane; in `counts`, too
};

/// What is painted, in words, numbers and colours: no computation is left.
struct Scene {
    std::vector<ScenePane> panes;
    int columns = 0;      ///< of panes; 0: up to four in a row
    QString title = {};   ///< above everything
    QString caption = {}; ///< under everything
    QString footer;       ///< rows shown and left out; empty where each pane has its own
    LegendPlace legend = LegendPlace::Below;
    bool grid = true;
    bool dimsProvisional = true; ///< what is provisional is seen to be so
};

/// `former` is what is on screen: where a line of the same points has no answer yet, it lends its classes and its
/// frontier as provisional, so that a control never empties a pane.
[[nodiscard]] Scene buildScene(const Outcome& outcome, const QLocale& locale, const Scene& former = {});

/// The scene with the points that a depth is known of coloured by it; null: by their classes.
[[nodiscard]] Scene withDepth(Scene scene, const std::shared_ptr<const PointDepth>& depth);
/// What the points of the first pane that has one are coloured by; or null.
[[nodiscard]] std::shared_ptr<const PointDepth> depthOf(const Scene& scene);

/// The scene with all that was learned marked as provisional: what is on screen once a control was moved.
[[nodiscard]] Scene provisionalScene(Scene scene);

} // namespace perimeter
