// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/kernels/kernel.h"
#include "detectors/rows/points.h"

#include <cstddef>
#include <span>
#include <vector>

namespace perimeter {

/// Points column by column, each column padded to whole vectors of every instruction set, for arithmetic on many points
/// at a time. What stands in the padding is finite and of no account.
class VectorPoints {
public:
    static constexpr std::size_t lanes = 16;

    VectorPoints() = default;
    explicit VectorPoints(const PointsRef& points);
    /// The chosen ones of other points, in that order.
    VectorPoints(const VectorPoints& points, std::span<const Eigen::Index> chosen);

    /// One of other points with as many columns more, as the last.
    void append(const VectorPoints& points, std::size_t point);
    /// A point less; the last one takes its place.
    void remove(std::size_t point);
    void clear() { m_size = 0; }

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::size_t columns() const { return m_columns; }
    [[nodiscard]] std::size_t padded() const { return (m_size + lanes - 1) / lanes * lanes; }
    [[nodiscard]] const double* column(std::size_t column) const { return m_values.data() + column * m_room; }
    [[nodiscard]] double at(std::size_t point, std::size_t column) const { return this->column(column)[point]; }

private:
    std::size_t m_size = 0;
    std::size_t m_columns = 0;
    std::size_t m_room = 0; ///< of a column; whole lanes
    std::vector<double> m_values;
};

/// k(xᵢ, xₜ) of two of the points.
[[nodiscard]] double kernelAt(const Kernel& kernel, const VectorPoints& points, std::size_t i, std::size_t t);

/// k(xᵢ, yₜ) for one of the points and every one of the others. `values` has room for the padding of the others.
void kernelValues(const Kernel& kernel, const VectorPoints& points, std::size_t i, const VectorPoints& others,
                  double* values);

/// k(xᵢ, xₜ) of all pairs of the points.
[[nodiscard]] Eigen::MatrixXd kernelMatrix(const Kernel& kernel, const VectorPoints& points);

/// k(xᵢ, xₜ) for one point i and every t, as float: what a solver of the dual works with. `row` has room for the
/// padding.
void kernelRow(const Kernel& kernel, const VectorPoints& points, std::size_t i, float* row);

/// sums[t] += first·firstRow[t] + second·secondRow[t], of rows and sums with room for the padding.
void addTwoRows(double first, const float* firstRow, double second, const float* secondRow, std::span<double> sums);

/// sums[t] += Σ weights[i]·k(cᵢ, xₜ) over the centres from `first` to before `last`, in their order, in double. A sum
/// depends on nothing but its point. `sums` has room for the padding of the points.
void addKernelSums(const Kernel& kernel, const VectorPoints& centres, std::span<const double> weights,
                   std::size_t first, std::size_t last, const VectorPoints& points, double* sums);

/// Σ wᵢ cᵢ: the one centre that a linear kernel's sum comes to.
[[nodiscard]] Eigen::RowVectorXd linearSum(const VectorPoints& centres, std::span<const double> weights);

/// addKernelSums() over all centres, looking at the progress now and then; as a linearSum() or a PolynomialSum where these
/// do. False when cancelled.
[[nodiscard]] bool addKernelSums(const Kernel& kernel, const VectorPoints& centres, std::span<const double> weights,
                                 const VectorPoints& points, double* sums, Progress& progress);

} // namespace perimeter
