// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/plane/plane_order.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

/// A bucket is a sixteenth of an octave, from 2⁻²⁰ to 2¹²: distances of rows that count are about 1.
constexpr int Shift = 48;
constexpr std::uint64_t FirstBucket = std::uint64_t{1023 - 20} << 4;

std::size_t bucketOf(double distance, std::size_t buckets)
{
    const std::uint64_t leading = std::bit_cast<std::uint64_t>(distance) >> Shift;
    const std::uint64_t bucket = leading < FirstBucket ? 0 : leading - FirstBucket;
    return std::min<std::size_t>(bucket, buckets - 1);
}

double lowerEdge(std::size_t bucket)
{
    return bucket == 0 ? 0 : std::bit_cast<double>((FirstBucket + bucket) << Shift);
}

} // namespace

void PlaneOrder::measure(const PlaneRows& rows, const PlaneShape& shape)
{
    const std::size_t size = rows.size();
    m_distances.resize(size);
    double* const distances = m_distances.data();
    const double* const x = rows.x.data();
    const double* const y = rows.y.data();
    const PlaneShape by = shape;
    for (std::size_t row = 0; row < size; ++row) {
        const double u = x[row] - by.x;
        const double along = by.alongX * u;
        const double across = by.acrossX * u + by.acrossY * (y[row] - by.y);
        distances[row] = along * along + across * across;
    }
    if (!rows.plain()) {
        const double xx = by.alongX * by.alongX + by.acrossX * by.acrossX;
        const double xy = 2 * by.acrossX * by.acrossY;
        const double yy = by.acrossY * by.acrossY;
        for (std::size_t row = 0; row < size; ++row) {
            const PlaneSpread& spread = rows.spreads[row];
            distances[row] += std::max(0.0, xx * spread.xx + xy * spread.xy + yy * spread.yy);
        }
    }
    m_counts.fill(0);
    m_total = 0;
    if (rows.plain()) {
        for (std::size_t row = 0; row < size; ++row)
            m_counts[bucketOf(distances[row], Buckets)] += 1;
        m_total = static_cast<double>(size);
    } else {
        for (std::size_t row = 0; row < size; ++row) {
            m_counts[bucketOf(distances[row], Buckets)] += rows.weights[row];
            m_total += rows.weights[row];
        }
    }
}

void PlaneOrder::limit(const PlaneRows& rows, double count)
{
    std::size_t bucket = Buckets - 1;
    double below = m_total - m_counts[bucket];
    while (bucket > 0 && !(below < count))
        below -= m_counts[--bucket];
    m_sure = lowerEdge(bucket);
    const double end = bucket + 1 < Buckets ? lowerEdge(bucket + 1) : std::numeric_limits<double>::infinity();
    gatherBorder(end);
    if (rows.plain())
        limitPlain(count - below);
    else
        limitWeighted(rows, count - below);
}

void PlaneOrder::gatherBorder(double end)
{
    if (m_border.size() < m_distances.size())
        m_border.resize(m_distances.size());
    const double* const distances = m_distances.data();
    const double sure = m_sure;
    Place* place = m_border.data();
    // Every row is written and most are written over: a branch would be mispredicted too often.
    for (std::size_t row = 0; row < m_distances.size(); ++row) {
        *place = {distances[row], row};
        place += static_cast<std::ptrdiff_t>((distances[row] >= sure) & (distances[row] < end));
    }
    m_bordering = static_cast<std::size_t>(place - m_border.data());
}

void PlaneOrder::limitPlain(double left)
{
    const auto first = m_border.begin();
    const auto last = first + (static_cast<std::ptrdiff_t>(left) - 1);
    std::nth_element(first, last, first + static_cast<std::ptrdiff_t>(m_bordering));
    m_last = *last;
    m_lastPart = 1;
    m_bordering = static_cast<std::size_t>(left);
}

void PlaneOrder::limitWeighted(const PlaneRows& rows, double left)
{
    // What is halved is half of what was left; what lies before it counts wholly.
    auto first = m_border.begin();
    auto end = first + static_cast<std::ptrdiff_t>(m_bordering);
    while (end - first > 1) {
        const auto middle = first + (end - first) / 2;
        std::nth_element(first, middle, end);
        double before = 0;
        for (auto place = first; place != middle; ++place)
            before += rows.weights[place->row];
        if (left > before) {
            left -= before;
            first = middle;
        } else {
            end = middle;
        }
    }
    m_last = *first;
    m_lastPart = std::min(left, rows.weights[first->row]);
    m_bordering = static_cast<std::size_t>(first - m_border.begin()) + 1;
}

void PlaneOrder::addNearest(const PlaneRows& rows, PlaneSums& sums) const
{
    sums.addBelow(rows, m_distances, m_sure);
    for (std::size_t i = 0; i < m_bordering; ++i) {
        const std::size_t row = m_border[i].row;
        sums.add(rows, row, row == m_last.row ? m_lastPart : rows.plain() ? 1 : rows.weights[row]);
    }
}

ChosenRows PlaneOrder::nearest(const PlaneRows& rows) const
{
    ChosenRows chosen;
    for (std::size_t row = 0; row < m_distances.size(); ++row) {
        if (!counts(row))
            continue;
        chosen.rows.push_back(static_cast<Eigen::Index>(row));
        if (!rows.plain())
            chosen.weights.push_back(row == m_last.row ? m_lastPart : rows.weights[row]);
    }
    return chosen;
}

} // namespace perimeter
