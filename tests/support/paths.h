// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace perimeter::testing {

/// The path of a file in this repository: sourceFile("resources/samples/hbk.csv").
[[nodiscard]] QString sourceFile(const QString& name);

/// The path of a file in the folder `shared` beside the repository, which may not be there.
[[nodiscard]] QString sharedFile(const QString& name);

/// The path of the program that was built.
[[nodiscard]] QString program();

} // namespace perimeter::testing
