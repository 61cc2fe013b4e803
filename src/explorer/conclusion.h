// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/cell_visit.h"
#include "explorer/stages.h"

namespace perimeter {

/// From what a detector learned of cells to the classes of every row: cells wholly on one side by bounds, the rows of
/// the others one by one. The threshold of a covariance is that of all rows, of which only those near to it are looked
/// at. What is learned must outlive this.
class Conclusion {
public:
    Conclusion(const Lesson& lesson, const Learned& learned, double contamination);

    /// The cells, marked with 1, whose rows take() has to see, all of them and once.
    [[nodiscard]] const std::vector<std::uint8_t>& wanted() const { return m_wanted; }
    /// Rows of other cells are passed over. Errors: Cancelled.
    [[nodiscard]] Expected<void> take(const RowBlock& block, Progress& progress);
    /// Threshold and classes, after the last row.
    void finish(DetectorFit& fit);

private:
    struct Near {
        double squaredDistance;
        std::uint32_t drawn;
    };
    void decideBySides(const OneClassSvm& model);
    void decideByRanges(double contamination);
    void markOutside(std::size_t cell);
    void mark(std::uint32_t drawn);
    [[nodiscard]] RowBlock wantedOf(const RowBlock& block) const;
    [[nodiscard]] double threshold();

    const Binned& m_binned;
    const Learned& m_learned;
    std::vector<std::uint8_t> m_wanted;
    std::vector<CellSide> m_sides;
    std::vector<std::uint8_t> m_outlier; ///< per drawn point
    double m_outliers = 0;

    // Of a covariance: where the threshold lies among all squared distances.
    PercentilePlace m_place;
    double m_low = 0, m_high = 0; ///< it lies between these
    double m_beyond = 0;          ///< rows beyond `m_high`
    std::vector<Near> m_near;
};

/// The classes by values at every point, as `decision` or `squaredDistances` of the model give them.
[[nodiscard]] Classes classesByValues(const OneClassSvm& model, const Eigen::VectorXd& decision);
[[nodiscard]] Classes classesByValues(const CovarianceModel& model, const Eigen::VectorXd& squaredDistances);

} // namespace perimeter
