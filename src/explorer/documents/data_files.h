// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/documents/document.h"

#include <string>
#include <vector>

namespace perimeter {

/// Where a data file that a document names was found.
struct DataFile {
    enum class State {
        Same,    ///< its content is what it was
        Unknown, ///< it is there, and the document does not say what its content was
        Changed, ///< a file is there, and its content is another
        Missing
    };
    State state = State::Missing;
    std::string path;      ///< of the file found, or that was not
    bool isChosen = false; ///< the user has said to take it whatever its state
};

/// Looks for the data of a document: the file it names, else one of that name in one of the folders or among the
/// bundled samples. A file is read only if it is a regular one as large as it was, and only to take its fingerprint:
/// nothing of it is shown unless it is the same. In the order of the source and its joins. Errors: Cancelled.
[[nodiscard]] Expected<std::vector<DataFile>> findData(const Document& document,
                                                       const std::vector<std::string>& folders, Progress& progress);

/// The exploration with the files where they were found.
[[nodiscard]] Exploration withData(Exploration exploration, const std::vector<DataFile>& files);

} // namespace perimeter
