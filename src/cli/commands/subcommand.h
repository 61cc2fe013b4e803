// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <functional>

namespace CLI {
class App;
}

namespace perimeter {

class Options;
struct Exploration;

/// What a subcommand does once its arguments are known to be good: it writes its answer to standard output or to a
/// file, whole or not at all.
using Action = std::function<Expected<void>()>;

/// A subcommand with its flags. Once they are parsed, `plan` makes an action of them; its errors are those that the
/// arguments alone decide.
struct Subcommand {
    CLI::App* app = nullptr;
    std::function<Expected<Action>()> plan;
};

/// What is done with the exploration that options make, once they are good.
[[nodiscard]] Expected<Action> actionOver(const Options& options,
                                          const std::function<Expected<void>(const Exploration&)>& act);

} // namespace perimeter
