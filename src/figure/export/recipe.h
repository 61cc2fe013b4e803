// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/documents/document.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace perimeter {

// A figure carries its recipe: the text of a document, as XMP metadata in PDF, as <metadata> in SVG, as text in PNG.

/// The XMP packet that holds a recipe.
[[nodiscard]] QByteArray asXmp(const std::string& recipe);
/// An SVG document with the recipe after its opening tag.
[[nodiscard]] QByteArray withRecipe(const QByteArray& svg, const std::string& recipe);
/// A recipe as the text of an image.
[[nodiscard]] QString asImageText(const std::string& recipe);
/// The key of the text of a PNG that is the recipe.
[[nodiscard]] QString recipeKey();

/// The recipe of a figure in any of the formats, which are told by their content. Errors: those of opening a file;
/// NoRecipe.
[[nodiscard]] Expected<std::string> readRecipe(const std::string& path);

/// A document, or that which a figure carries, told by the name's end. Errors: those of readDocument() and
/// readRecipe().
[[nodiscard]] Expected<Document> openAsDocument(const std::string& path);

} // namespace perimeter
