// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/robust_rows.h"

#include "data/aggregates/row_parts.h"
#include "detectors/covariance/robust_zones.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

namespace perimeter {

namespace {

/// How far from what a million rows tell the distances that decide may lie, relative to them: several times the error
/// of a sample. Twice as much is tried where it was too little.
constexpr double widthOfMillion = 0.004;
constexpr double widest = 0.4;
constexpr std::size_t mostSingle = 5'000'000;

/// Scatters the numbers of rows (SplitMix64), so that nothing that returns in a table every so many rows decides which are
/// drawn.
std::uint64_t scattered(std::uint64_t number)
{
    number += 0x9E37'79B9'7F4A'7C15U;
    number = (number ^ (number >> 30)) * 0xBF58'476D'1CE4'E5B9U;
    number = (number ^ (number >> 27)) * 0x94D0'49BB'1331'11EBU;
    return number ^ (number >> 31);
}

/// About every so many rows one, with its number.
class SamplePart final : public RowPart {
public:
    struct Row {
        double number, x, y;
    };
    explicit SamplePart(std::int64_t every) : m_every(static_cast<std::uint64_t>(every)) {}

    void take(const ScaledRows& rows) override
    {
        for (std::size_t row = 0; row < rows.size(); ++row)
            if (scattered(static_cast<std::uint64_t>(rows.numbers[row])) % m_every == 0)
                m_rows.push_back({rows.numbers[row], rows.x[row], rows.y[row]});
    }
    void join(RowPart& other) override
    {
        std::ranges::move(dynamic_cast<SamplePart&>(other).m_rows, std::back_inserter(m_rows));
    }

    /// In the order of the table.
    [[nodiscard]] RowMatrix points()
    {
        std::ranges::sort(m_rows, {}, &Row::number);
        RowMatrix points(static_cast<Eigen::Index>(m_rows.size()), 2);
        for (std::size_t row = 0; row < m_rows.size(); ++row)
            points.row(static_cast<Eigen::Index>(row)) << m_rows[row].x, m_rows[row].y;
        return points;
    }

private:
    std::uint64_t m_every;
    std::vector<Row> m_rows;
};

/// The rows of a zone by their sums about a place.
struct ZoneSums {
    double rows = 0;
    Eigen::Vector2d sum = Eigen::Vector2d::Zero();
    Eigen::Vector3d products = Eigen::Vector3d::Zero(); ///< xx, xy, yy

    void add(double x, double y)
    {
        ++rows;
        sum += Eigen::Vector2d(x, y);
        products += Eigen::Vector3d(x * x, x * y, y * y);
    }
    void add(const ZoneSums& other)
    {
        rows += other.rows;
        sum += other.sum;
        products += other.products;
    }
};

/// Whole zones as sums, the rows of the others one by one.
class ZonesPart final : public RowPart {
public:
    explicit ZonesPart(const RobustZones& zones) : m_zones(zones), m_sums(zones.size()) {}

    void take(const ScaledRows& rows) override
    {
        // Chunks first by themselves: what is added to a large sum loses its last digits.
        std::vector<ZoneSums> sums(m_sums.size());
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const double x = rows.x[row];
            const double y = rows.y[row];
            const std::size_t zone = m_zones.zoneOf(m_zones.squaredDistance(x, y));
            if (!RobustZones::isSingle(zone))
                sums[zone].add(x - m_zones.location()[0], y - m_zones.location()[1]);
            else if (m_singles.size() <= mostSingle)
                m_singles.emplace_back(x, y);
        }
        for (std::size_t zone = 0; zone < sums.size(); ++zone)
            m_sums[zone].add(sums[zone]);
    }
    void join(RowPart& other) override
    {
        auto& part = dynamic_cast<ZonesPart&>(other);
        for (std::size_t zone = 0; zone < m_sums.size(); ++zone)
            m_sums[zone].add(part.m_sums[zone]);
        std::ranges::move(part.m_singles, std::back_inserter(m_singles));
    }

    [[nodiscard]] bool isTooMany() const { return m_singles.size() > mostSingle; }

    /// Zones first, then single rows in an order of their own, so that that of the threads decides nothing.
    [[nodiscard]] Cells cells()
    {
        std::ranges::sort(m_singles);
        std::vector<ZoneSums> whole;
        std::ranges::copy_if(m_sums, std::back_inserter(whole), [](const ZoneSums& zone) { return zone.rows > 0; });
        const auto zones = static_cast<Eigen::Index>(whole.size());
        const auto count = zones + static_cast<Eigen::Index>(m_singles.size());
        Cells cells{.width = 0, .means = RowMatrix(count, 2), .counts = Eigen::VectorXd::Ones(count), .scatter = {}};
        cells.scatter.setZero(count, 3);
        for (Eigen::Index zone = 0; zone < zones; ++zone) {
            const ZoneSums& of = whole[static_cast<std::size_t>(zone)];
            const Eigen::Vector2d shift = of.sum / of.rows;
            cells.counts[zone] = of.rows;
            cells.means.row(zone) = (m_zones.location() + shift).transpose();
            cells.scatter.row(zone) =
                (of.products - of.rows * Eigen::Vector3d(shift[0] * shift[0], shift[0] * shift[1], shift[1] * shift[1]))
                    .transpose();
        }
        for (std::size_t row = 0; row < m_singles.size(); ++row)
            cells.means.row(zones + static_cast<Eigen::Index>(row)) << m_singles[row].first, m_singles[row].second;
        return cells;
    }

private:
    const RobustZones& m_zones;
    std::vector<ZoneSums> m_sums;
    std::vector<std::pair<double, double>> m_singles;
};

template <typename Part>
using PartOf = Expected<std::unique_ptr<Part>>;

template <typename Part, typename... Arguments>
PartOf<Part> folded(const ScaledPoints& scaled, Progress& progress, const Arguments&... arguments)
{
    PERIMETER_TRY(std::unique_ptr<RowPart> part, foldRows(
                                                     *scaled.projection->table, scaled.columns(),
                                                     [&] { return std::make_unique<Part>(arguments...); }, progress));
    return std::unique_ptr<Part>(&dynamic_cast<Part&>(*part.release()));
}

} // namespace

Expected<std::optional<RobustCovariance>> learnRobustOfTable(const ScaledPoints& scaled, const RobustOptions& options,
                                                             std::int64_t mostSampled, Progress& progress)
{
    const std::int64_t rows = scaled.projection->rowsUsed;
    const std::int64_t every = (rows + mostSampled - 1) / mostSampled;
    ProgressPart sampling(progress, 0, 0.2);
    const PartOf<SamplePart> sample = folded<SamplePart>(scaled, sampling, every);
    if (!sample)
        return sample.unexpected();
    RowMatrix points = (*sample)->points();
    ProgressPart searching(progress, 0.2, 0.4);
    Expected<RobustCovariance> robust = learnRobustCovariance(points, options, searching);
    if (!robust)
        return robust.unexpected();
    if (robust->exactFit)
        return std::optional<RobustCovariance>();
    double width = widthOfMillion * std::sqrt(1e6 / static_cast<double>(points.rows()));
    RobustZones zones(*robust, Observed(points), options, width);
    points.resize(0, 2);
    for (double done = 0.4; width <= widest; width *= 2, done += 0.5 * (1 - done)) {
        ProgressPart looking(progress, done, done + 0.5 * (1 - done));
        const PartOf<ZonesPart> part = folded<ZonesPart>(scaled, looking, zones);
        if (!part)
            return part.unexpected();
        if ((*part)->isTooMany())
            return std::optional<RobustCovariance>();
        const Cells cells = (*part)->cells();
        robust = settleRobustCovariance(cells, options, zones.location(), zones.covariance());
        if (!robust)
            return robust.unexpected();
        if (robust->exactFit)
            return std::optional<RobustCovariance>();
        const Observed observed(cells);
        if (zones.serve(*robust, observed, options)) {
            robust->support.clear();
            return std::optional(std::move(*robust));
        }
        zones = RobustZones(*robust, observed, options, 2 * width);
    }
    return std::optional<RobustCovariance>();
}

} // namespace perimeter
