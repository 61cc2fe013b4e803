// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "detectors/svm/one_class_svm.h"
#include "field/interpolation.h"

#include <Eigen/Core>

#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

/// exp(−40) = 4e-18 is nothing beside the rbf kernel's 1, and what is left out below it is never a denormal number.
inline constexpr double negligibleExponent = 40;

/// Values of a decision function on a grid, and the patch they were interpolated from, if they were: it answers for
/// places between the nodes faster than the support vectors do.
struct DecisionGrid {
    RowMatrix values;
    std::optional<ChebyshevPatch> patch;
};

/// The decision function of a one-class SVM over two features in scaled space, laid out for many evaluations: support
/// vectors column by column, equal ones merged; for the rbf kernel in strips along x, ordered by y within each, so that
/// those out of reach are passed over.
class DecisionSurface {
public:
    explicit DecisionSurface(const OneClassSvm& model);

    [[nodiscard]] double at(double x, double y) const;

    /// Values at every pair of the coordinates: (row, column) at (xs[column], ys[row]), NaN where either is NaN.
    /// Coordinates ascend, NaN before them.
    [[nodiscard]] Expected<DecisionGrid> onGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                                Progress& progress) const;

    [[nodiscard]] const Eigen::ArrayXd& supportX() const { return m_x; }
    [[nodiscard]] const Eigen::ArrayXd& supportY() const { return m_y; }

    /// What one value costs, in values of the kernel: those of all support vectors, unless only near ones count.
    [[nodiscard]] double kernelValuesPerValue() const;

    /// Bounds on |∂²f/∂x²| and |∂²f/∂y²| anywhere, infinite where the kernel has none.
    [[nodiscard]] Eigen::RowVector2d curvatureBound() const;

private:
    [[nodiscard]] double rbfAt(double x, double y) const;
    [[nodiscard]] double polynomialAt(double x, double y) const;
    [[nodiscard]] double sigmoidAt(double x, double y) const;
    [[nodiscard]] Expected<RowMatrix> onNodes(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                              Progress& progress) const;
    /// Whether tiles of the model are few enough for a grid; then it is evaluated tile by tile.
    [[nodiscard]] bool tilesSuit(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys) const;
    [[nodiscard]] Expected<RowMatrix> tilesOnGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                                  Progress& progress) const;
    [[nodiscard]] Expected<RowMatrix> rbfOnGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                                Progress& progress) const;
    [[nodiscard]] Expected<RowMatrix> sigmoidOnGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                                    Progress& progress) const;
    /// Adds to `values` over a run of columns short enough for exponentials; false when cancelled.
    [[nodiscard]] bool addSigmoids(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                   Eigen::Ref<RowMatrix, 0, Eigen::OuterStride<>> values, Progress& progress) const;
    [[nodiscard]] Expected<RowMatrix> pointwiseOnGrid(const Eigen::VectorXd& xs, const Eigen::VectorXd& ys,
                                                      Progress& progress) const;

    [[nodiscard]] int strip(double x) const;

    Kernel m_kernel;
    std::shared_ptr<const RbfTiles> m_tiles; ///< null where the model has none
    std::optional<PolynomialSum> m_polynomial;
    double m_rho = 0;
    double m_reach = 0; ///< distance beyond which the rbf kernel counts as 0
    double m_low = 0;   ///< where the first strip begins
    double m_stripWidth = std::numeric_limits<double>::infinity();
    std::vector<Eigen::Index> m_stripStarts; ///< and the end of the last
    Eigen::ArrayXd m_x;
    Eigen::ArrayXd m_y;
    Eigen::ArrayXd m_alpha;
    Eigen::RowVector2d m_normal = Eigen::RowVector2d::Zero(); ///< Σ αᵢxᵢ, of the linear kernel
};

} // namespace perimeter
