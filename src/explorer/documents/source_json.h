// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/source.h"
#include "explorer/storage/fingerprint.h"
#include "explorer/storage/json_reader.h"
#include "explorer/storage/json_writer.h"

#include <functional>
#include <string>
#include <vector>

namespace perimeter {

/// What a document says of where a file lies: a path, or nothing.
using StatedPath = std::function<std::string(const std::string& path)>;

/// An array of the source's file and the files joined to it: name, fingerprint where there is one, dialect as chosen.
void writeSource(JsonWriter& json, const Source& source, const std::vector<Fingerprint>& files,
                 const StatedPath& statedPath);

/// A source as it was written; its paths are those stated, or else the names of the files.
struct StatedSource {
    Source source;
    std::vector<Fingerprint> files;
};
[[nodiscard]] StatedSource readSource(const JsonMember& data);

} // namespace perimeter
