// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/exploration.h"

#include <QString>

#include <string>
#include <vector>

namespace perimeter {

/// A figure of the study of 2015 as an exploration of other data: axes, scaling, detectors, layout and view.
struct Preset {
    std::string name; ///< on the command line
    QString title;
    QString description;
};

[[nodiscard]] std::vector<Preset> presets();
[[nodiscard]] bool isPreset(const std::string& name);

/// The figure over the data of an exploration: of it the source and the preparation stay, to which rates are added
/// where the figure needs them. Axes that are named stay too.
[[nodiscard]] Exploration applyPreset(const std::string& name, const Exploration& exploration);

/// What presets show where there are no other data: the bundled sample's DNS sessions, one per subscriber. Synthetic.
[[nodiscard]] Exploration presetSample();

} // namespace perimeter
