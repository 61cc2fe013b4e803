// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/statistics.h"

#include "data/aggregates/order_statistics.h"
#include "data/engine/quoting.h"
#include "data/table/table_content.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>

namespace perimeter {

namespace {

/// Rows from the start that tell about where the columns lie.
constexpr int fewRows = 20'000;
/// So many deviations away from the mean, sums about another place are as good as about the mean.
constexpr double nearMean = 30;

/// Near to the means, by a few rows; 0 where these say nothing.
Expected<std::vector<double>> provisionalCentres(Engine& engine, const ScaledColumnsSql& sql, std::size_t columns,
                                                 Progress& progress)
{
    std::string averages;
    std::string values;
    for (std::size_t c = 0; c < columns; ++c) {
        const std::string name = "g" + std::to_string(c);
        averages += (c ? ", " : "") + std::string("avg(") + name + ")";
        values += (c ? ", " : "") + sql.transformed(c) + " AS " + name;
    }
    PERIMETER_TRY(EngineAnswer answer, engine.query("SELECT " + averages + " FROM (SELECT " + values + " FROM " +
                                                        sql.rows() + " LIMIT " + std::to_string(fewRows) + ")",
                                                    progress));
    const EngineChunk* chunk = answer.next();
    std::vector<double> centres(columns, 0.0);
    for (std::size_t c = 0; c < columns; ++c)
        if (!chunk->isMissing(c, 0) && std::isfinite(chunk->doubles(c)[0]))
            centres[c] = chunk->doubles(c)[0];
    return centres;
}

/// A sum that rounding leaves all but alone (Neumaier 1974).
struct Sum {
    double value = 0, lost = 0;

    void add(double term)
    {
        const double sum = value + term;
        lost += std::abs(value) >= std::abs(term) ? (value - sum) + term : (term - sum) + value;
        value = sum;
    }
    [[nodiscard]] double total() const { return value + lost; }
};

/// What one pass tells of a column.
struct Gathered {
    std::int64_t present = 0;
    double minimum = std::numeric_limits<double>::infinity();
    double maximum = -std::numeric_limits<double>::infinity();
    Sum deviations, squares; ///< from the centre

    void join(const Gathered& other)
    {
        present += other.present;
        minimum = std::min(minimum, other.minimum);
        maximum = std::max(maximum, other.maximum);
        for (const double term : {other.deviations.value, other.deviations.lost})
            deviations.add(term);
        for (const double term : {other.squares.value, other.squares.lost})
            squares.add(term);
    }
};

class StatisticsFold final : public RowFold {
public:
    explicit StatisticsFold(const std::vector<double>& centres) : m_centres(centres), m_columns(centres.size()) {}

    void take(const EngineChunk& rows) override
    {
        m_rows += static_cast<std::int64_t>(rows.rows());
        for (std::size_t c = 0; c < m_columns.size(); ++c)
            takeColumn(rows, c);
    }

    void join(RowFold& other) override
    {
        const auto& part = dynamic_cast<StatisticsFold&>(other);
        m_rows += part.m_rows;
        for (std::size_t c = 0; c < m_columns.size(); ++c)
            m_columns[c].join(part.m_columns[c]);
    }

    [[nodiscard]] std::int64_t rows() const { return m_rows; }
    [[nodiscard]] const Gathered& column(std::size_t c) const { return m_columns[c]; }

private:
    void takeColumn(const EngineChunk& rows, std::size_t c)
    {
        Gathered& column = m_columns[c];
        const double centre = m_centres[c];
        // Few enough for plain sums.
        double deviations = 0, squares = 0;
        for (std::size_t row = 0; row < rows.rows(); ++row) {
            if (rows.isMissing(c, row))
                continue;
            const double value = rows.doubles(c)[row];
            ++column.present;
            column.minimum = std::min(column.minimum, value);
            column.maximum = std::max(column.maximum, value);
            deviations += value - centre;
            squares += (value - centre) * (value - centre);
        }
        column.deviations.add(deviations);
        column.squares.add(squares);
    }

    const std::vector<double>& m_centres;
    std::int64_t m_rows = 0;
    std::vector<Gathered> m_columns;
};

/// Everything but the quartiles, from sums of deviations from the centres and of their squares. `isNear` tells whether
/// these were near enough to the means.
Expected<TableStatistics> sumUp(Engine& engine, const ScaledColumnsSql& sql, const std::vector<double>& centres,
                                bool& isNear, Progress& progress)
{
    std::string values = sql.transformed(0);
    for (std::size_t c = 1; c < centres.size(); ++c)
        values += ", " + sql.transformed(c);
    PERIMETER_TRY(const std::unique_ptr<RowFold> folded,
                  engine.fold(
                      sql.rows(), values, [&centres] { return std::make_unique<StatisticsFold>(centres); }, progress));
    const auto& fold = dynamic_cast<const StatisticsFold&>(*folded);
    TableStatistics statistics{.rows = fold.rows(), .columns = {}};
    isNear = true;
    for (std::size_t c = 0; c < centres.size(); ++c) {
        ColumnStatistics& column = statistics.columns.emplace_back();
        const Gathered& of = fold.column(c);
        column.undefined = statistics.rows - of.present;
        if (of.present == 0)
            continue;
        column.minimum = of.minimum;
        column.maximum = of.maximum;
        const auto n = static_cast<double>(of.present);
        const double shift = of.deviations.total() / n;
        // Rounding may carry the mean of equal values past them.
        column.mean = std::clamp(centres[c] + shift, column.minimum, column.maximum);
        const double variance = of.squares.total() / n - shift * shift;
        column.deviation = column.minimum < column.maximum && variance > 0 ? std::sqrt(variance) : 0;
        isNear = isNear && std::abs(shift) <= nearMean * column.deviation;
    }
    return statistics;
}

Expected<void> addQuartiles(Engine& engine, const ScaledColumnsSql& sql, TableStatistics& statistics,
                            Progress& progress)
{
    for (std::size_t c = 0; c < statistics.columns.size(); ++c) {
        ColumnStatistics& column = statistics.columns[c];
        const std::int64_t last = statistics.rows - column.undefined - 1;
        if (last < 0)
            continue;
        std::vector<std::int64_t> ranks;
        for (const double share : {0.25, 0.5, 0.75}) {
            const auto below = static_cast<std::int64_t>(share * static_cast<double>(last));
            ranks.insert(ranks.end(), {below, std::min(below + 1, last)});
        }
        const EngineValues values{sql.transformed(c), sql.rows(), last + 1, column.minimum, column.maximum};
        PERIMETER_TRY(const std::vector<double> found, valuesAtRanks(engine, values, ranks, progress));
        const std::array<double*, 3> targets = {&column.lowerQuartile, &column.median, &column.upperQuartile};
        for (std::size_t q = 0; q < targets.size(); ++q) {
            const double position = 0.25 * static_cast<double>(q + 1) * static_cast<double>(last);
            *targets[q] = std::lerp((found)[2 * q], (found)[2 * q + 1], position - std::floor(position));
        }
    }
    return {};
}

} // namespace

Expected<TableStatistics> summarise(const Table& table, std::span<const ScaledColumn> columns, Quartiles quartiles,
                                    Progress& progress)
{
    PERIMETER_TRY(const ScaledColumnsSql sql, ScaledColumnsSql::over(table, columns));
    Engine& engine = *table.content().parts().engine;
    PERIMETER_TRY(std::vector<double> centres, provisionalCentres(engine, sql, columns.size(), progress));
    bool isNear = false;
    ProgressPart summing(progress, 0, 0.4);
    Expected<TableStatistics> statistics = sumUp(engine, sql, centres, isNear, summing);
    if (statistics && !isNear) {
        for (std::size_t c = 0; c < columns.size(); ++c)
            (centres)[c] = statistics->columns[c].mean;
        ProgressPart again(progress, 0.4, 0.8);
        statistics = sumUp(engine, sql, centres, isNear, again);
    }
    if (!statistics)
        return statistics;
    statistics->leftOut = table.rows() - statistics->rows;
    ProgressPart ordering(progress, 0.8, 1);
    if (quartiles == Quartiles::Counted)
        PERIMETER_CHECK(addQuartiles(engine, sql, *statistics, ordering));
    return statistics;
}

} // namespace perimeter
