// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once for every instruction set; the machine's best is chosen at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detectors/kernels/vector_kernels.cpp"
#include <hwy/foreach_target.h>

#include "detectors/kernels/vector_kernels.h"

#include "base/parallel.h"
#include "detectors/kernels/polynomial_sum.h"

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include <algorithm>
#include <atomic>

#ifndef PERIMETER_SUM_RANGE
#define PERIMETER_SUM_RANGE
namespace perimeter {

/// Centres and points from their first to before their last.
struct SumRange {
    std::size_t firstCentre;
    std::size_t lastCentre;
    std::size_t firstPoint;
    std::size_t lastPoint;
};

} // namespace perimeter
#endif

HWY_BEFORE_NAMESPACE();
namespace perimeter::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Doubles = hn::ScalableTag<double>;
using Vector = hn::Vec<Doubles>;

/// base^degree by squaring.
template <typename V>
V raised(V base, int degree, V one)
{
    V result = one;
    for (int rest = degree; rest > 0; rest /= 2) {
        if (rest % 2 == 1)
            result = hn::Mul(result, base);
        base = hn::Mul(base, base);
    }
    return result;
}

/// ‖x − y‖² for rbf, x·y for the other kernels.
class Argument {
public:
    Argument(const Kernel& kernel, const VectorPoints& points)
        : m_points(points), m_distance(kernel.kind == KernelKind::Rbf)
    {
    }

    [[nodiscard]] Vector operator()(const VectorPoints& others, std::size_t other, std::size_t first) const
    {
        const Doubles d;
        Vector sum = hn::Zero(d);
        for (std::size_t column = 0; column < m_points.columns(); ++column) {
            const Vector x = hn::LoadU(d, m_points.column(column) + first);
            const Vector y = hn::Set(d, others.at(other, column));
            const Vector difference = hn::Sub(x, y);
            sum = m_distance ? hn::MulAdd(difference, difference, sum) : hn::MulAdd(x, y, sum);
        }
        return sum;
    }

private:
    const VectorPoints& m_points;
    bool m_distance;
};

/// k as a function of its argument.
struct KernelValue {
    explicit KernelValue(const Kernel& of) : kernel(of) {}

    [[nodiscard]] Vector operator()(Vector argument) const
    {
        const Doubles d;
        const Vector gamma = hn::Set(d, kernel.gamma);
        const Vector coef0 = hn::Set(d, kernel.coef0);
        switch (kernel.kind) {
        case KernelKind::Rbf:
            return hn::Exp(d, hn::Mul(hn::Neg(gamma), argument));
        case KernelKind::Linear:
            return argument;
        case KernelKind::Polynomial:
            return raised(hn::MulAdd(gamma, argument, coef0), kernel.degree, hn::Set(d, 1));
        case KernelKind::Sigmoid:
            return hn::Tanh(d, hn::MulAdd(gamma, argument, coef0));
        }
        return argument;
    }

    const Kernel& kernel;
};

void KernelRow(const Kernel& kernel, const VectorPoints& points, std::size_t i, float* row)
{
    const Doubles d;
    const hn::Rebind<float, Doubles> half;
    const Argument argument(kernel, points);
    if (kernel.kind == KernelKind::Rbf || kernel.kind == KernelKind::Sigmoid) {
        // γ and distances may lie beyond float where their product does not.
        const bool isRbf = kernel.kind == KernelKind::Rbf;
        const Vector factor = hn::Set(d, isRbf ? -kernel.gamma : kernel.gamma);
        const Vector constant = hn::Set(d, isRbf ? 0.0 : kernel.coef0);
        for (std::size_t first = 0; first < points.padded(); first += hn::Lanes(d))
            hn::StoreU(hn::DemoteTo(half, hn::MulAdd(factor, argument(points, i, first), constant)), half, row + first);
        const hn::CappedTag<float, VectorPoints::lanes> f;
        for (std::size_t first = 0; first < points.padded(); first += hn::Lanes(f)) {
            const auto exponent = hn::LoadU(f, row + first);
            hn::StoreU(isRbf ? hn::Exp(f, exponent) : hn::Tanh(f, exponent), f, row + first);
        }
    } else {
        // Powers leave the range of float on the way, and differences of products their precision.
        const KernelValue value(kernel);
        for (std::size_t first = 0; first < points.padded(); first += hn::Lanes(d))
            hn::StoreU(hn::DemoteTo(half, value(argument(points, i, first))), half, row + first);
    }
}

void AddKernelSums(const Kernel& kernel, const VectorPoints& centres, const double* weights, const VectorPoints& points,
                   const SumRange& range, double* sums)
{
    const Doubles d;
    const Argument argument(kernel, points);
    const KernelValue value(kernel);
    for (std::size_t point = range.firstPoint; point < range.lastPoint; point += hn::Lanes(d)) {
        Vector sum = hn::LoadU(d, sums + point);
        for (std::size_t i = range.firstCentre; i < range.lastCentre; ++i)
            sum = hn::MulAdd(hn::Set(d, weights[i - range.firstCentre]), value(argument(centres, i, point)), sum);
        hn::StoreU(sum, d, sums + point);
    }
}

void AddTwoRows(double first, const float* firstRow, double second, const float* secondRow, double* sums,
                std::size_t padded)
{
    const Doubles d;
    const hn::Rebind<float, Doubles> f;
    const Vector a = hn::Set(d, first);
    const Vector b = hn::Set(d, second);
    for (std::size_t point = 0; point < padded; point += hn::Lanes(d)) {
        const Vector sum = hn::MulAdd(a, hn::PromoteTo(d, hn::LoadU(f, firstRow + point)), hn::LoadU(d, sums + point));
        hn::StoreU(hn::MulAdd(b, hn::PromoteTo(d, hn::LoadU(f, secondRow + point)), sum), d, sums + point);
    }
}

} // namespace perimeter::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace perimeter {

HWY_EXPORT(KernelRow);
HWY_EXPORT(AddKernelSums);
HWY_EXPORT(AddTwoRows);

namespace {

/// Kernel values between two looks at the progress: some milliseconds of the slowest kernel.
constexpr std::size_t valuesPerLook = std::size_t{1} << 18;

} // namespace

VectorPoints::VectorPoints(const PointsRef& points)
    : m_size(static_cast<std::size_t>(points.rows())), m_columns(static_cast<std::size_t>(points.cols())),
      m_room(padded()), m_values(m_room * m_columns)
{
    for (std::size_t column = 0; column < m_columns; ++column)
        for (std::size_t point = 0; point < m_size; ++point)
            m_values[column * m_room + point] =
                points(static_cast<Eigen::Index>(point), static_cast<Eigen::Index>(column));
}

VectorPoints::VectorPoints(const VectorPoints& points, std::span<const Eigen::Index> chosen)
    : m_size(chosen.size()), m_columns(points.columns()), m_room(padded()), m_values(m_room * m_columns)
{
    for (std::size_t column = 0; column < m_columns; ++column)
        for (std::size_t point = 0; point < m_size; ++point)
            m_values[column * m_room + point] = points.column(column)[chosen[point]];
}

void VectorPoints::append(const VectorPoints& points, std::size_t point)
{
    m_columns = points.columns();
    if (m_size == m_room) {
        const std::size_t room = std::max(lanes, 2 * m_room);
        std::vector<double> values(room * m_columns);
        for (std::size_t column = 0; column < m_columns; ++column)
            std::copy_n(this->column(column), m_size, values.data() + column * room);
        m_values.swap(values);
        m_room = room;
    }
    for (std::size_t column = 0; column < m_columns; ++column)
        m_values[column * m_room + m_size] = points.at(point, column);
    ++m_size;
}

void VectorPoints::remove(std::size_t point)
{
    --m_size;
    for (std::size_t column = 0; column < m_columns; ++column)
        m_values[column * m_room + point] = m_values[column * m_room + m_size];
}

double kernelAt(const Kernel& kernel, const VectorPoints& points, std::size_t i, std::size_t t)
{
    double measure = 0;
    for (std::size_t column = 0; column < points.columns(); ++column) {
        const double x = points.at(i, column);
        const double y = points.at(t, column);
        measure += kernel.kind == KernelKind::Rbf ? (x - y) * (x - y) : x * y;
    }
    return kernel.of(measure);
}

void kernelValues(const Kernel& kernel, const VectorPoints& points, std::size_t i, const VectorPoints& others,
                  double* values)
{
    const double one = 1;
    std::fill_n(values, others.padded(), 0.0);
    HWY_DYNAMIC_DISPATCH(AddKernelSums)(kernel, points, &one, others, {i, i + 1, 0, others.padded()}, values);
}

Eigen::MatrixXd kernelMatrix(const Kernel& kernel, const VectorPoints& points)
{
    const auto count = static_cast<Eigen::Index>(points.size());
    Eigen::MatrixXd padded(static_cast<Eigen::Index>(points.padded()), count);
    for (std::size_t i = 0; i < points.size(); ++i)
        kernelValues(kernel, points, i, points, padded.col(static_cast<Eigen::Index>(i)).data());
    return padded.topRows(count);
}

void kernelRow(const Kernel& kernel, const VectorPoints& points, std::size_t i, float* row)
{
    HWY_DYNAMIC_DISPATCH(KernelRow)(kernel, points, i, row);
}

void addTwoRows(double first, const float* firstRow, double second, const float* secondRow, std::span<double> sums)
{
    HWY_DYNAMIC_DISPATCH(AddTwoRows)(first, firstRow, second, secondRow, sums.data(), sums.size());
}

void addKernelSums(const Kernel& kernel, const VectorPoints& centres, std::span<const double> weights,
                   std::size_t first, std::size_t last, const VectorPoints& points, double* sums)
{
    const SumRange all{first, last, 0, points.padded()};
    HWY_DYNAMIC_DISPATCH(AddKernelSums)(kernel, centres, weights.data() + first, points, all, sums);
}

Eigen::RowVectorXd linearSum(const VectorPoints& centres, std::span<const double> weights)
{
    Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(static_cast<Eigen::Index>(centres.columns()));
    for (std::size_t column = 0; column < centres.columns(); ++column)
        for (std::size_t i = 0; i < centres.size(); ++i)
            sum[static_cast<Eigen::Index>(column)] += weights[i] * centres.at(i, column);
    return sum;
}

bool addKernelSums(const Kernel& kernel, const VectorPoints& centres, std::span<const double> weights,
                   const VectorPoints& points, double* sums, Progress& progress)
{
    if (kernel.kind == KernelKind::Linear && centres.size() > 1) {
        const double one = 1;
        return addKernelSums(kernel, VectorPoints(linearSum(centres, weights)), {&one, 1}, points, sums, progress);
    }
    if (const std::optional<PolynomialSum> sum = PolynomialSum::over(kernel, centres, weights)) {
        sum->addTo(points, sums);
        return StillProgress(progress).advance(0);
    }
    const std::size_t atOnce = valuesPerLook / std::max<std::size_t>(1, centres.size()) / VectorPoints::lanes;
    const std::size_t step = std::max<std::size_t>(1, atOnce) * VectorPoints::lanes;
    StillProgress still(progress);
    std::atomic<bool> isWhole = true;
    std::atomic<std::size_t> done = 0;
    inParallel((points.padded() + step - 1) / step, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t first = begin * step; isWhole && first < std::min(end * step, points.padded());
             first += step) {
            const SumRange part{0, centres.size(), first, std::min(first + step, points.padded())};
            if (!still.moveTo(static_cast<double>(step * done++) / static_cast<double>(points.padded())))
                isWhole = false;
            else
                HWY_DYNAMIC_DISPATCH(AddKernelSums)(kernel, centres, weights.data(), points, part, sums);
        }
    });
    return isWhole;
}

} // namespace perimeter
#endif
