// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/subcommand.h"

#include "cli/flags/options.h"
#include "explorer/value/exploration.h"

#include <utility>

namespace perimeter {

Expected<Action> actionOver(const Options& options, const std::function<Expected<void>(const Exploration&)>& act)
{
    Expected<Exploration> exploration = options.exploration();
    if (!exploration)
        return exploration.unexpected();
    return Action([exploration = std::move(*exploration), act] { return act(exploration); });
}

} // namespace perimeter
