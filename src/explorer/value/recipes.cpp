// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/value/recipes.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace perimeter {

namespace {

struct RecipeText {
    Q_DECLARE_TR_FUNCTIONS(RecipeText)
};

Recipe dnsFromMobileRecords()
{
    Preparation preparation{mobileUnits()};
    preparation.steps.push_back(Where{"service_id = 9000"});
    preparation = withRates(preparation);
    preparation.steps.push_back(OnePer{"subscriber", OnePer::Rule::First});
    return {
        "dns-mobile",
        RecipeText::tr("DNS sessions from mobile gateway records"),
        RecipeText::tr("The rows with service id 9000, their rates, and of every subscriber the first session: what "
                       "the scripts of the study of 2015 wrote."),
        {"service_id", "subscriber", "uplink", "downlink", "duration"},
        preparation.steps};
}

/// Connections that Zeek takes for DNS, with the study's names for their bytes.
Preparation dnsConnections()
{
    return withRates(
        {{Where{"service = 'dns'"}, Derive{"uplink", "orig_bytes", {}}, Derive{"downlink", "resp_bytes", {}}}});
}

Recipe dnsFromZeek()
{
    return {"dns-zeek",
            RecipeText::tr("DNS from a Zeek conn.log"),
            RecipeText::tr("The connections that Zeek takes for DNS, with orig_bytes as uplink and resp_bytes as "
                           "downlink, and their rates."),
            {"service", "orig_bytes", "resp_bytes", "duration"},
            dnsConnections().steps};
}

/// Of a query: the domain somebody registered, and the label that is left of it.
std::vector<PreparationStep> queryNames()
{
    return {Derive{"domain", "registered_domain(query)", {}}, Derive{"name", "subdomain(query)", {}}};
}

Recipe queriesFromZeek()
{
    using Function = Aggregate::Function;
    // Several queries within a second are not a higher rate than these in a second.
    const ZeroDivision atLeastASecond{ZeroDivision::Rule::Floor, 1};
    std::vector<PreparationStep> steps = queryNames();
    steps.push_back(Summarise{.by = {"id.orig_h", "domain"},
                              .aggregates = {{"queries", Function::Count},
                                             {"mean_length", Function::Mean, "length(query)"},
                                             {"longest", Function::Max, "length(query)"},
                                             {"label_entropy", Function::Mean, "entropy(name)"},
                                             {"unique_names", Function::Unique, "lower(query)"},
                                             {"record_types", Function::Unique, "qtype_name"},
                                             {"mean_answer", Function::Mean, "coalesce(length(answers), 0)"},
                                             {"largest_answer", Function::Max, "coalesce(length(answers), 0)"},
                                             {"first_query", Function::Min, "ts"},
                                             {"last_query", Function::Max, "ts"}}});
    steps.push_back(Derive{"query_rate", "queries / (last_query - first_query)", atLeastASecond});
    steps.push_back(Unit{{"query_rate"}, "1/s"});
    steps.push_back(Select{Select::Rule::Drop, {"first_query", "last_query"}});
    return {"dns-zeek-queries",
            RecipeText::tr("DNS queries from a Zeek dns.log, per client and registered domain"),
            RecipeText::tr("One row per client and registered domain: number of queries, mean and greatest length of "
                           "a query, entropy of what stands left of the registered domain (Shannon's, in bits, of its "
                           "characters; the mean over the queries), unique names, record types, length of the answers "
                           "in characters, and queries per second between the first and the last, which count as at "
                           "least a second apart. Which domains can be registered below a country is taken from a "
                           "short list."),
            {"ts", "id.orig_h", "query", "qtype_name", "answers"},
            steps};
}

Recipe sessionsWithQueries()
{
    std::vector<PreparationStep> steps = dnsConnections().steps;
    for (const PreparationStep& step : queryNames())
        steps.push_back(step);
    steps.push_back(Derive{"query_length", "length(query)", {}});
    steps.push_back(Derive{"label_entropy", "entropy(name)", {}});
    return {"dns-zeek-joined",
            RecipeText::tr("DNS from a Zeek conn.log joined with its dns.log by uid"),
            RecipeText::tr("The connections that Zeek takes for DNS, their bytes and rates, and of the first query of "
                           "each its length, registered domain, and the entropy of what stands left of that. Join the "
                           "dns.log by uid when you open the conn.log, or with --join dns.log:uid."),
            {"service", "orig_bytes", "resp_bytes", "duration", "query"},
            steps};
}

Recipe sessionsWithNext()
{
    std::vector<PreparationStep> steps = {Next{{"service", "id.resp_h"}, "id.orig_h", "ts"}};
    for (const PreparationStep& step : dnsConnections().steps)
        steps.push_back(step);
    steps.push_back(Derive{"then_http", "coalesce(next_service = 'http', false)", {}});
    return {"dns-zeek-next",
            RecipeText::tr("DNS from a Zeek conn.log with what the same client did next"),
            RecipeText::tr("The connections that Zeek takes for DNS, their bytes and rates, and of the client's next "
                           "connection its service and host, the seconds until it began, and whether it was HTTP."),
            {"ts", "id.orig_h", "id.resp_h", "service", "orig_bytes", "resp_bytes", "duration"},
            steps};
}

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

std::vector<PreparationStep> mobileUnits()
{
    return {Unit{{"uplink", "downlink"}, "bytes"}, Unit{{"duration"}, "s"}};
}

std::vector<Recipe> recipes()
{
    return {dnsFromMobileRecords(), dnsFromZeek(), queriesFromZeek(), sessionsWithQueries(), sessionsWithNext()};
}

std::vector<std::string> missingColumns(const Recipe& recipe, const Table& table)
{
    std::vector<std::string> missing;
    std::ranges::copy_if(recipe.columns, std::back_inserter(missing),
                         [&](const std::string& name) { return !table.column(name); });
    return missing;
}

const Recipe* findRecipe(const std::vector<Recipe>& all, const std::string& name)
{
    const auto found = std::ranges::find(all, name, &Recipe::name);
    return found == all.end() ? nullptr : &*found;
}

} // namespace perimeter
