// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/storage/json_reader.h"
#include "explorer/storage/json_writer.h"
#include "explorer/value/figure_style.h"
#include "explorer/value/words.h"

namespace perimeter {

// The words of the command line and of documents.
[[nodiscard]] const Words<ThemeKind>& themeWords();
[[nodiscard]] const Words<Palette>& paletteWords();
[[nodiscard]] const Words<LegendPlace>& legendWords();
[[nodiscard]] const Words<FigurePreset>& presetWords();

void writeFigureStyle(JsonWriter& json, const FigureStyle& style);
[[nodiscard]] FigureStyle readFigureStyle(const JsonMember& member);

} // namespace perimeter
