// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/plane/plane_rows.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace perimeter {

/// Rows by their distance from a shape and then by their number, as far as the nearest of them need an order: distances
/// are counted by the leading bits of their representation, and only the rows about the limit are compared. The
/// distance of a row that stands for many is their mean distance.
class PlaneOrder {
public:
    void measure(const PlaneRows& rows, const PlaneShape& shape);
    /// Limits the nearest rows to a weight of `count`, which is positive and at most that of all rows; the last one
    /// counts in part where it stands for more.
    void limit(const PlaneRows& rows, double count);

    [[nodiscard]] const std::vector<double>& distances() const { return m_distances; }
    [[nodiscard]] double farthest() const { return m_last.distance; }
    [[nodiscard]] double total() const { return m_total; }

    /// Whether a row is among the nearest.
    [[nodiscard]] bool counts(std::size_t row) const { return !(m_last < Place{m_distances[row], row}); }
    void addNearest(const PlaneRows& rows, PlaneSums& sums) const;
    [[nodiscard]] ChosenRows nearest(const PlaneRows& rows) const;

private:
    struct Place {
        double distance = 0;
        std::size_t row = 0;
        bool operator<(const Place& other) const
        {
            return distance < other.distance || (distance == other.distance && row < other.row);
        }
    };
    static constexpr std::size_t Buckets = 512;

    void gatherBorder(double end);
    void limitPlain(double left);
    void limitWeighted(const PlaneRows& rows, double left);

    std::vector<double> m_distances;
    std::array<double, Buckets> m_counts{};
    double m_total = 0;
    double m_sure = 0;           ///< rows nearer than this count wholly
    std::vector<Place> m_border; ///< the others that count, so many of them
    std::size_t m_bordering = 0;
    Place m_last; ///< the farthest of them, of which so much counts
    double m_lastPart = 1;
};

} // namespace perimeter
