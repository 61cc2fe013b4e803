// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/cell_visit.h"
#include "explorer/stages/fit.h"

#include <optional>

namespace perimeter {

/// From what a detector learned of cells to the classes of every row. The level of the frontier is that of all rows:
/// the threshold of a covariance is their percentile, and ρ of a one-class SVM is lowered where more than νn rows would
/// be outliers. Only rows near to the level are looked at: cells wholly on one side are known by their ranges. What is
/// learned must outlive this.
class Conclusion {
public:
    Conclusion(const TrainingPoints& training, const Learned& learned, double contamination);

    /// The cells, marked with 1, whose rows take() has to see, all of them and once.
    [[nodiscard]] const std::vector<std::uint8_t>& wanted() const { return m_wanted; }
    /// Rows of other cells are passed over. Errors: Cancelled.
    [[nodiscard]] Expected<void> take(const RowBlock& block, Progress& progress);
    /// Level and classes, after the last row.
    void finish(DetectorFit& fit);

private:
    /// A row near to the level: how far out it is, d² or −(f + ρ), and where it is drawn.
    struct Near {
        double farness;
        std::uint32_t drawn;
    };
    void bracket(double rank, double second, std::optional<ValueRange> level);
    void decideCells();
    void mark(std::uint32_t drawn);
    [[nodiscard]] RowBlock wantedOf(const RowBlock& block) const;
    [[nodiscard]] Expected<Eigen::VectorXd> farnessOf(const RowMatrix& points, Progress& progress) const;
    [[nodiscard]] std::vector<Near>::iterator nthFarthest(double rank);
    void placeThreshold(CovarianceModel& model);
    void placeRho(OneClassSvm& model);

    const Binned& m_binned;
    const Learned& m_learned;
    std::optional<OneClassSvm> m_sum; ///< the one-class SVM without its ρ
    std::vector<ValueRange> m_ranges; ///< of the cells' farness
    std::vector<std::uint8_t> m_wanted;
    std::vector<CellSide> m_sides;
    std::vector<std::uint8_t> m_outlier; ///< per drawn point
    double m_outliers = 0;
    double m_mayDiffer = 0;

    PercentilePlace m_place;      ///< of the level among all rows, from the farthest
    double m_low = 0, m_high = 0; ///< it lies between these
    double m_beyond = 0;          ///< rows beyond `m_high`
    std::vector<Near> m_near;
};

/// The classes by values at every point, as `decision` or `squaredDistances` of the model give them.
[[nodiscard]] Classes classesByValues(const OneClassSvm& model, const Eigen::VectorXd& decision);
[[nodiscard]] Classes classesByValues(const CovarianceModel& model, const Eigen::VectorXd& squaredDistances);

} // namespace perimeter
