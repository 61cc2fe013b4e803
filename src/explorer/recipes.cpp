// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/recipes.h"

#include <QCoreApplication>

#include <algorithm>

namespace perimeter {

namespace {

struct RecipeText {
    Q_DECLARE_TR_FUNCTIONS(RecipeText)
};

} // namespace

Preparation withRates(Preparation preparation)
{
    const auto makes = [&](const std::string& name) {
        return std::ranges::any_of(preparation.steps, [&](const PreparationStep& step) {
            const Derive* const derive = std::get_if<Derive>(&step);
            return derive && derive->name == name;
        });
    };
    for (const std::string bytes : {"uplink", "downlink"})
        if (!makes(bytes + "_rate"))
            preparation.steps.push_back(Derive{bytes + "_rate", bytes + " / duration", {}});
    return preparation;
}

std::vector<Recipe> recipes()
{
    Preparation mobile = withRates({{Where{"service_id = 9000"}}});
    mobile.steps.push_back(OnePer{"subscriber", OnePer::Rule::First});
    const Preparation zeek = withRates(
        {{Where{"service = 'dns'"}, Derive{"uplink", "orig_bytes", {}}, Derive{"downlink", "resp_bytes", {}}}});
    return {
        {"dns-mobile", RecipeText::tr("DNS sessions from mobile gateway records"),
         RecipeText::tr("The rows with service id 9000, their rates, and of every subscriber the first session: what "
                        "the scripts of the study of 2015 wrote. Columns: service_id, subscriber, uplink, downlink, "
                        "duration."),
         mobile.steps},
        {"dns-zeek", RecipeText::tr("DNS from a Zeek conn.log"),
         RecipeText::tr("The connections that Zeek takes for DNS, with orig_bytes as uplink and resp_bytes as "
                        "downlink, and their rates."),
         zeek.steps},
    };
}

const Recipe* findRecipe(const std::vector<Recipe>& all, const std::string& name)
{
    const auto found = std::ranges::find(all, name, &Recipe::name);
    return found == all.end() ? nullptr : &*found;
}

} // namespace perimeter
