// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/studies/sweep_stations.h"

#include "base/parallel.h"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <optional>
#include <utility>

namespace perimeter {

namespace {

using Fitted = Expected<std::shared_ptr<const DetectorFit>>;

/// Stations go to the chains by turns, so that what follows each other in a chain is near to it.
constexpr std::size_t chainsAtOnce = 2;
/// The fits of the window itself are chain 0.
constexpr std::size_t firstChain = 1;

/// Which station is next, and whose turn it is to be told of.
class StationOrder {
public:
    StationOrder(Pipeline& pipeline, const std::vector<SweepStation>& stations, std::size_t chains,
                 const StationTaker& take, Progress& progress)
        : m_pipeline(pipeline), m_stations(stations), m_take(take), m_progress(progress), m_fits(stations.size()),
          m_next(chains), m_isBusy(chains, false)
    {
        std::iota(m_next.begin(), m_next.end(), std::size_t{0});
    }

    /// Fits the next station of the chain that is behind, of those that nobody works at. False where nothing is left.
    bool fitNext()
    {
        const std::optional<std::size_t> chain = takeChain();
        if (!chain)
            return false;
        try {
            const SweepStation& station = m_stations[m_next[*chain]];
            leaveChain(*chain, m_pipeline.fit(station.exploration, station.point.detector, m_progress,
                                              static_cast<int>(firstChain + *chain)));
        } catch (...) {
            // The other chain does not go on for nothing.
            const std::lock_guard lock(m_mutex);
            m_isOver = true;
            throw;
        }
        return true;
    }

    [[nodiscard]] bool wasCancelled() const { return m_isOver; }

private:
    std::optional<std::size_t> takeChain()
    {
        const std::lock_guard lock(m_mutex);
        std::optional<std::size_t> behind;
        for (std::size_t chain = 0; chain < m_next.size(); ++chain)
            if (!m_isBusy[chain] && m_next[chain] < m_stations.size() && (!behind || m_next[chain] < m_next[*behind]))
                behind = chain;
        if (!behind || m_isOver)
            return std::nullopt;
        m_isBusy[*behind] = true;
        return behind;
    }

    void leaveChain(std::size_t chain, Fitted fit)
    {
        const std::lock_guard lock(m_mutex);
        m_isBusy[chain] = false;
        m_isOver = m_isOver || (!fit && fit.error().code == ErrorCode::Cancelled);
        m_fits[m_next[chain]] = std::move(fit);
        m_next[chain] += m_next.size();
        ++m_done;
        for (; !m_isOver && m_told < m_fits.size() && m_fits[m_told]; ++m_told)
            m_take(m_stations[m_told], *std::exchange(m_fits[m_told], std::nullopt));
        m_isOver = !m_progress.moveTo(static_cast<double>(m_done) / static_cast<double>(m_stations.size())) || m_isOver;
    }

    Pipeline& m_pipeline;
    const std::vector<SweepStation>& m_stations;
    const StationTaker& m_take;
    StillProgress m_progress;
    std::mutex m_mutex;
    std::vector<std::optional<Fitted>> m_fits; ///< those not told of yet
    std::vector<std::size_t> m_next;           ///< of each chain
    std::vector<bool> m_isBusy;
    std::size_t m_done = 0;
    std::size_t m_told = 0;
    bool m_isOver = false;
};

SweepStation stationAt(const Exploration& exploration, SweepPlan::Over over, double value)
{
    SweepStation station{.point = {.value = value}, .exploration = withSwept(exploration, over, value)};
    station.point.kernel = station.exploration.settings.svm.kernel;
    return station;
}

} // namespace

std::vector<SweepStation> stationsOf(const Exploration& exploration, const SweepPlan& plan)
{
    std::vector<SweepStation> stations;
    for (const double value : plan.values()) {
        SweepStation station = stationAt(exploration, plan.over, value);
        for (const DetectorKind detector : sweptDetectors(plan.over)) {
            if (!plan.detectors.empty() && std::ranges::find(plan.detectors, detector) == plan.detectors.end())
                continue;
            station.point.detector = detector;
            stations.push_back(station);
        }
    }
    return stations;
}

Expected<void> fitStations(Pipeline& pipeline, const std::vector<SweepStation>& stations, const StationTaker& take,
                           Progress& progress)
{
    if (stations.empty())
        return {};
    const SweepStation& first = stations.front();
    ProgressPart preparing(progress, 0, 0.05);
    PERIMETER_TRY(const std::shared_ptr<const Projection> points, pipeline.projection(first.exploration, preparing));
    // What all stations learn from is found once; they tell themselves where that fails.
    const Expected<std::shared_ptr<const Binned>> cells =
        pipeline.binned(first.exploration, first.point.detector, preparing);
    if (!cells && cells.error().code == ErrorCode::Cancelled)
        return cells.unexpected();
    // A pass over a table that is not held uses all threads as it is, and all covariances of a sweep are one.
    const bool isDivided = (points)->isHeld() && first.point.detector == DetectorKind::OneClassSvm;
    ProgressPart fitting(progress, 0.05, 1);
    StationOrder order(pipeline, stations, isDivided ? chainsAtOnce : 1, take, fitting);
    inParallel(isDivided ? chainsAtOnce : 1, 1, [&](std::size_t, std::size_t) {
        while (order.fitNext())
            ;
    });
    return order.wasCancelled() ? Expected<void>(Unexpected(ErrorCode::Cancelled)) : Expected<void>();
}

} // namespace perimeter
