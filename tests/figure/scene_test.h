// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene/scene.h"
#include "support/paths.h"

namespace perimeter {

/// The scene of the stars in the cluster CYG OB1, explored with the defaults.
inline Scene starsScene(const std::function<void(Exploration&)>& change = {})
{
    Exploration exploration;
    exploration.source.path = testing::sourceFile("resources/samples/starsCYG.csv").toStdString();
    exploration.x.column = "log.Te";
    exploration.y.column = "log.light";
    if (change)
        change(exploration);
    Pipeline pipeline;
    NoProgress progress;
    const Expected<Outcome> outcome = explore(pipeline, exploration, {300, 300}, progress);
    if (!outcome)
        qFatal("the stars cannot be explored");
    return buildScene(*outcome, QLocale::c());
}

} // namespace perimeter
