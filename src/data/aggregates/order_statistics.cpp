// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/order_statistics.h"

#include "data/engine/quoting.h"

#include <algorithm>
#include <map>

namespace perimeter {

namespace {

constexpr int bins = 16'384;
/// So many values are rather sorted than counted once more.
constexpr std::int64_t fewValues = 100'000;

struct Bin {
    std::int64_t count = 0;
    double minimum = 0, maximum = 0;
};

class Search {
public:
    Search(Engine& engine, const EngineValues& values, Progress& progress)
        : m_engine(engine), m_values(values), m_progress(progress)
    {
    }

    /// Finds the values at `ranks`, all of which lie in `within`; `before` values lie below it.
    Expected<void> narrow(const Bin& within, std::int64_t before, const std::vector<std::int64_t>& ranks)
    {
        if (within.minimum == within.maximum) {
            for (const std::int64_t rank : ranks)
                m_found[rank] = within.minimum;
            return {};
        }
        return within.count <= fewValues ? sort(within, before, ranks) : count(within, before, ranks);
    }

    [[nodiscard]] double found(std::int64_t rank) const { return m_found.at(rank); }

private:
    [[nodiscard]] std::string between(const Bin& within) const
    {
        return " FROM (SELECT " + m_values.value + " AS v FROM " + m_values.rows + ") WHERE v BETWEEN " +
               quoteNumber(within.minimum) + " AND " + quoteNumber(within.maximum);
    }

    Expected<void> sort(const Bin& within, std::int64_t before, const std::vector<std::int64_t>& ranks)
    {
        PERIMETER_TRY(EngineAnswer answer, m_engine.query("SELECT v" + between(within) + " ORDER BY v", m_progress));
        std::vector<double> sorted;
        while (const EngineChunk* chunk = answer.next())
            sorted.insert(sorted.end(), chunk->doubles(0).begin(), chunk->doubles(0).end());
        for (const std::int64_t rank : ranks)
            m_found[rank] = sorted[static_cast<std::size_t>(rank - before)];
        return {};
    }

    Expected<void> count(const Bin& within, std::int64_t before, const std::vector<std::int64_t>& ranks)
    {
        const double width = within.maximum / bins - within.minimum / bins;
        PERIMETER_TRY(EngineAnswer answer,
                      m_engine.query("SELECT count(*), min(v), max(v)" + between(within) +
                                         " GROUP BY least(floor((v - " + quoteNumber(within.minimum) + ") / " +
                                         quoteNumber(width) + "), " + std::to_string(bins - 1) + ") ORDER BY 2",
                                     m_progress));
        std::vector<Bin> found;
        while (const EngineChunk* chunk = answer.next())
            for (std::size_t r = 0; r < chunk->rows(); ++r)
                found.push_back({chunk->integers(0)[r], chunk->doubles(1)[r], chunk->doubles(2)[r]});
        for (const Bin& bin : found) {
            std::vector<std::int64_t> inside;
            std::ranges::copy_if(ranks, std::back_inserter(inside),
                                 [&](std::int64_t rank) { return rank >= before && rank < before + bin.count; });
            if (!inside.empty())
                PERIMETER_CHECK(narrow(bin, before, inside));
            before += bin.count;
        }
        return {};
    }

    Engine& m_engine;
    const EngineValues& m_values;
    Progress& m_progress;
    std::map<std::int64_t, double> m_found;
};

} // namespace

Expected<std::vector<double>> valuesAtRanks(Engine& engine, const EngineValues& values,
                                            const std::vector<std::int64_t>& ranks, Progress& progress)
{
    Search search(engine, values, progress);
    const Bin all{values.count, values.minimum, values.maximum};
    PERIMETER_CHECK(search.narrow(all, 0, ranks));
    std::vector<double> found;
    std::ranges::transform(ranks, std::back_inserter(found), [&](std::int64_t rank) { return search.found(rank); });
    return found;
}

} // namespace perimeter
