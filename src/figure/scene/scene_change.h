// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene/scene.h"

namespace perimeter {

/// What has to be painted anew when one scene follows another.
struct SceneChange {
    bool frame = false;   ///< titles, axes, legend: everything, in effect
    bool learned = false; ///< classes and frontiers
    bool notes = false;   ///< counts and messages
};

[[nodiscard]] SceneChange changeBetween(const Scene& from, const Scene& to);

} // namespace perimeter
