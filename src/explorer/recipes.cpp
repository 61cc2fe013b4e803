// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/recipes.h"

#include <QCoreApplication>

#include <algorithm>

namespace perimeter {

namespace {

struct RecipeText {
    Q_DECLARE_TR_FUNCTIONS(RecipeText)
};

/// Bytes per second; where a session has no duration, the byte count itself, as in the study of 2015.
std::vector<PreparationStep> rates()
{
    return {Derive{"uplink_rate", "uplink / duration", {}}, Derive{"downlink_rate", "downlink / duration", {}}};
}

std::vector<PreparationStep> joined(std::vector<PreparationStep> first, const std::vector<PreparationStep>& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

std::vector<Recipe> recipes()
{
    return {
        {"dns-mobile", RecipeText::tr("DNS sessions from mobile gateway records"),
         RecipeText::tr("The rows with service id 9000, their rates, and of every subscriber the first session: what "
                        "the scripts of the study of 2015 wrote. Columns: service_id, subscriber, uplink, downlink, "
                        "duration."),
         joined(joined({Where{"service_id = 9000"}}, rates()), {OnePer{"subscriber", OnePer::Rule::First}})},
        {"dns-zeek", RecipeText::tr("DNS from a Zeek conn.log"),
         RecipeText::tr("The connections that Zeek takes for DNS, with orig_bytes as uplink and resp_bytes as "
                        "downlink, and their rates."),
         joined({Where{"service = 'dns'"}, Derive{"uplink", "orig_bytes", {}}, Derive{"downlink", "resp_bytes", {}}},
                rates())},
    };
}

const Recipe* findRecipe(const std::vector<Recipe>& all, const std::string& name)
{
    const auto found = std::ranges::find(all, name, &Recipe::name);
    return found == all.end() ? nullptr : &*found;
}

} // namespace perimeter
