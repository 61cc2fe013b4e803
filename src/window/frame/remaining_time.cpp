// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/frame/remaining_time.h"

#include <algorithm>

namespace perimeter {

namespace {

using std::chrono::milliseconds;

/// Work that takes no longer needs no estimate.
constexpr milliseconds untold(2000);
/// The rate is that of the later half of the time, or of so long.
constexpr milliseconds lately(4000);
constexpr milliseconds standstill(8000);
constexpr double leastGain = 0.002;
/// Of the time gone: a rate so low says that work stands rather than how long it takes.
constexpr double mostToTell = 10;

milliseconds since(milliseconds elapsed)
{
    return elapsed - std::max(lately, elapsed / 2);
}

} // namespace

void RemainingTime::take(Milliseconds elapsed, double share)
{
    if (!m_samples.empty())
        share = std::max(share, m_samples.back().share);
    m_samples.push_back({elapsed, share});
    while (m_samples.size() > 2 && m_samples[1].elapsed < since(elapsed))
        m_samples.pop_front();
}

std::optional<RemainingTime::Milliseconds> RemainingTime::at(Milliseconds elapsed) const
{
    if (elapsed < untold || m_samples.empty())
        return std::nullopt;
    const auto recent = std::ranges::find_if(m_samples, [&](const Sample& sample) {
        return sample.elapsed >= since(elapsed) || &sample == &m_samples.back();
    });
    const Sample& first = recent == m_samples.begin() ? *recent : *(recent - 1);
    const double gained = m_samples.back().share - first.share;
    if (gained < leastGain || m_samples.back().elapsed + standstill < elapsed)
        return std::nullopt;
    const auto spent = static_cast<double>((elapsed - first.elapsed).count());
    const double left = spent * (1 - m_samples.back().share) / gained;
    if (left > mostToTell * static_cast<double>(elapsed.count()))
        return std::nullopt;
    return milliseconds(static_cast<milliseconds::rep>(left));
}

} // namespace perimeter
