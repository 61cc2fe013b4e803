// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "explorer/storage/json_reader.h"

#include <string>

namespace perimeter {

/// What tells one kind of JSON document from others, and the errors that belong to it.
struct DocumentKind {
    const char* mark; ///< the member that every document of the kind has: the version of the program that wrote it
    int newestFormat;
    ErrorCode notOne;  ///< path
    ErrorCode cutOff;  ///< path, byte at which it is no JSON
    ErrorCode tooNew;  ///< path, format, newest format known
    ErrorCode damaged; ///< path, place in the document
};

/// The root of a document that may hold anything, once it is known to be of the kind and of no newer format.
[[nodiscard]] Expected<JsonMember> openDocument(const std::string& text, const std::string& path,
                                                const DocumentKind& kind);

} // namespace perimeter
