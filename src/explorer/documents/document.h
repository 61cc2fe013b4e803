// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "explorer/documents/findings.h"
#include "explorer/documents/source_json.h"
#include "explorer/storage/fingerprint.h"
#include "explorer/value/exploration.h"
#include "explorer/value/figure_style.h"

#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// The newest format of documents, which is written. Format 1 had no style of a figure.
inline constexpr int documentFormat = 2;

/// An exploration with what tells its data again. Saved it is a document; in a figure it is the figure's recipe, and
/// has what was found as well.
struct Document {
    Exploration exploration;
    std::vector<Fingerprint> files = {};   ///< of the source and its joins; empty where none was taken
    std::optional<Findings> findings = {}; ///< in figures
    std::optional<FigureStyle> style = {}; ///< in figures: how they are drawn
    std::string version = {};              ///< of the program that wrote it
    /// It was changed after it was written, by something else. One without a seal cannot tell.
    bool isAltered = false;
    bool isSealed = true; ///< as read
};

/// What an outcome's figure carries: its exploration, what it came to, and this program's version.
[[nodiscard]] Document documentOf(const Outcome& outcome, std::vector<Fingerprint> files);

/// Says nothing of where data lie.
[[nodiscard]] std::string noPath(const std::string& path);
[[nodiscard]] std::string absolutePath(const std::string& path);

/// The document as JSON. `statedPath` says what it tells of where the data lie: nothing, for a figure that tells only
/// their names.
[[nodiscard]] std::string asDocument(const Document& document, const StatedPath& statedPath);

/// Reads a document that may hold anything; `path` is for errors. The paths of its data are as they stand in it.
/// Errors: NotADocument, DocumentCutOff, DocumentTooNew, DocumentDamaged; those of check().
[[nodiscard]] Expected<Document> parseDocument(const std::string& text, const std::string& path);

} // namespace perimeter
