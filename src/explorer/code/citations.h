// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

namespace perimeter {

/// A work that a paragraph on methods may name.
enum class Citation { Perimeter, OneClassSvm, TwoClassSvm, Libsvm, FastMcd, ScikitLearn, Robustbase };

/// BibTeX of the works, an empty line between them.
[[nodiscard]] std::string bibtex(const std::set<Citation>& works);

} // namespace perimeter
