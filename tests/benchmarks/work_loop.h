// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/stopwatch.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace perimeter::benchmarks {

/// What one piece of work took, and what it is to be told with: support vectors, h, the objective.
struct Answer {
    double milliseconds = 0;
    std::map<std::string, double> facts = {};
    std::string error = {};
};

using Arguments = std::vector<std::string>;
using Work = std::function<Answer(const Arguments&)>;

/// Does the works asked for on standard input, a line `NAME ARGUMENT…` each, and answers each with a line of JSON:
/// {"ms": 1.5, "facts": {"support vectors": 12}} or {"error": "…"}. So a program is started once, reads its data once,
/// and can be asked by turns with others.
int serveWorks(const std::map<std::string, Work>& works);

} // namespace perimeter::benchmarks
