// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/cell_visit.h"
#include "explorer/stages/refinement/moment_error.h"
#include "explorer/stages/refinement/near_rows.h"
#include "field/cell_bounds.h"

#include <Eigen/Core>

#include <cstdint>
#include <optional>
#include <vector>

namespace perimeter {

/// From the one-class SVM of cells to that of every row. Cells that the frontier may cross are divided into their rows,
/// of which those near to it get an α of their own; all others are wholly outside, α at its bound, or wholly inside,
/// and count through their moments. Where a row turns out to be on another side than was taken for granted, it is done
/// again from the better fit.
class Refinement {
public:
    /// `ofCells` has a frontier, and `ranges` are those of f + ρ over each cell.
    Refinement(const Binned& binned, const OneClassSvmOptions& options, OneClassSvm ofCells,
               std::vector<ValueRange> ranges);

    /// False where more rows lie on the frontier than can be fitted: the model is then of no use. Errors: Cancelled,
    /// those of the engine and of refineOneClassSvm.
    [[nodiscard]] Expected<bool> run(Progress& progress);

    [[nodiscard]] OneClassSvm& model() { return m_model; }
    /// How far f may be from that of a fit to every row alone: by what moments leave out, and where the fits were too
    /// many, by the change of the last.
    [[nodiscard]] double uncertainty() const;
    [[nodiscard]] std::vector<ValueRange>& ranges() { return m_ranges; }

private:
    /// What a fit took for granted: rows farther than `margin` from the frontier of `model` are on that side.
    struct Granted {
        OneClassSvm model;
        std::vector<CellSide> sides;
        double margin = 0;
    };
    /// Outliers of a cell that the frontier may cross: count, and sums of deviations from the cell's mean and of their
    /// products.
    struct Part {
        double count = 0;
        Eigen::RowVector2d sum = Eigen::RowVector2d::Zero();
        Eigen::RowVector3d products = Eigen::RowVector3d::Zero();
    };
    /// Rows wholly outside in cells that the frontier may cross: of coarse cells one by one, x and y in turn.
    struct Outside {
        std::vector<Part> parts; ///< of each cell
        std::vector<double> singles;
    };
    /// The ranges of the model.
    [[nodiscard]] Expected<void> bound(Progress& progress);
    /// How many rows the last fit took for granted wrongly, and what is near to the frontier of m_model now.
    [[nodiscard]] Expected<void> look(Progress& progress);
    [[nodiscard]] Expected<void> take(const RowBlock& block, Progress& progress);
    void judge(std::uint32_t cell, double before, double now);
    void sort(std::uint32_t cell, const Eigen::RowVector2d& row, double f);
    void add(Outside& outside, std::uint32_t cell, const Eigen::RowVector2d& row) const;
    [[nodiscard]] SettledRows settled(const Outside& outside);
    /// Whether bounds alone tell that no row is on another side than the last fit took for granted, because f changed by
    /// less than the margin.
    [[nodiscard]] Expected<bool> isProven(Progress& progress) const;
    /// Of cells that were made one, a bound on f tells little, but they hold few rows.
    [[nodiscard]] bool isWide(std::size_t cell) const;
    /// Whether a row beyond a margin has come to the other side, by more than rounding.
    [[nodiscard]] bool isOtherSide(double before, double now, double margin) const;
    /// Fits to what is near, until no row of it is taken for granted wrongly: first to groups of neighbours where it is
    /// too much for one fit, then to the rows nearest to the frontier.
    [[nodiscard]] Expected<void> fitNear(Progress& progress);
    /// What is near, in those that lie within a margin, and with all others the rows outside.
    struct Divided {
        SettledRows outside;
        std::vector<NearRow> near;
    };
    [[nodiscard]] Divided divide(double margin);
    /// A fit that was made: by how much it changed f at what is near, and f there before.
    struct NearFit {
        double change = 0;
        bool isSingle = false; ///< whether every point of it was a row
        std::vector<double> before;
    };
    /// To what is near within a margin, as so many points at the most; nothing where that holds too few rows.
    [[nodiscard]] Expected<std::optional<NearFit>> fitWithin(double margin, std::size_t most, Progress& progress);
    /// What is near is divided for the next fit as it was for this one.
    void divideAgain(const NearFit& fit);
    /// f of the model at what is near; how much it changed at the most.
    [[nodiscard]] Expected<double> update(double margin, Progress& progress);

    const Binned& m_binned;
    const OneClassSvmOptions& m_options;
    OneClassSvm m_model;
    std::vector<ValueRange> m_ranges;
    double m_outliers; ///< νn
    double m_margin;
    std::vector<CellSide> m_sides;
    std::vector<std::uint8_t> m_coarse; ///< of each cell, 0 or 1
    std::optional<MomentError> m_error;
    std::optional<Granted> m_granted;

    std::vector<NearRow> m_near; ///< within the margin at the last look
    std::vector<NearRow> m_far;  ///< those beyond it in wide cells, of what was looked at
    Outside m_outside;           ///< the others at the last look
    double m_unsettled = 0; ///< rows near that the last fit took for granted wrongly, and one where it was to groups
    double m_wrong = 0;     ///< rows
    double m_change = 0;    ///< of f at a row, at the most, by the last fit
    double m_leftOut = 0;   ///< of f, by the moments of rows outside, at the most
};

} // namespace perimeter
