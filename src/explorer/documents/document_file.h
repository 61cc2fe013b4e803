// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/documents/document.h"

#include <string>

namespace perimeter {

/// Writes a document by temporary file, flush and rename; the version that was there becomes PATH.bak. At any moment
/// one of both is whole at `path`. Data in the document's folder or below are stated by their way from it, so that the
/// folder can move; others by their absolute path. Errors: CannotWrite.
[[nodiscard]] Expected<void> writeDocument(const Document& document, const std::string& path);

/// Reads a document that may hold anything. The paths of its data are absolute; no file but the document is touched.
/// Errors: those of opening a file and of parseDocument().
[[nodiscard]] Expected<Document> readDocument(const std::string& path);

} // namespace perimeter
