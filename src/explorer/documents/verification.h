// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/documents/data_files.h"

#include <QStringList>

namespace perimeter {

/// Whether what made a figure still makes it.
struct Verification {
    std::vector<DataFile> files = {}; ///< the data as they were found
    std::string version = {};         ///< of the program that wrote the figure
    bool isAltered = false;           ///< the recipe is not as it was written
    bool isSealed = true;             ///< it could be told if it were
    bool hasFindings = false;         ///< the recipe says what was found
    std::vector<Difference> differences = {};

    [[nodiscard]] bool areDataSame() const;
    /// The same data, a recipe known to be unaltered and the same result; by whichever version.
    [[nodiscard]] bool isSame() const;
};

/// Explores the document's exploration anew with the data found for it. Errors: DataMissing; those of exploring.
[[nodiscard]] Expected<Verification> verify(const Document& document, const std::vector<DataFile>& files,
                                            Pipeline& pipeline, Progress& progress);

/// What a verification found, a sentence each; the first is the verdict.
[[nodiscard]] QStringList sentencesOf(const Verification& verification);

} // namespace perimeter
