// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "cli/commands/subcommand.h"
#include "explorer/value/exploration.h"
#include "explorer/value/figure_style.h"

#include <string>

namespace perimeter {

/// What a figure tells of how it was made.
enum class RecipePaths {
    Names, ///< of the data files the names and fingerprints
    Paths, ///< and where they lie
    None   ///< nothing at all
};

struct RenderOutput {
    std::string path;
    RecipePaths recipe = RecipePaths::Names;
};

/// Draws the figure and writes it as a file.
[[nodiscard]] Expected<void> render(const Exploration& exploration, const FigureStyle& style,
                                    const RenderOutput& output);

/// render: the figure as PDF, SVG or PNG.
[[nodiscard]] Subcommand addRender(CLI::App& app);

} // namespace perimeter
