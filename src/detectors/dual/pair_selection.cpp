// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once for every instruction set; the machine's best is chosen at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detectors/dual/pair_selection.cpp"
#include <hwy/foreach_target.h>

#include "detectors/dual/pair_selection.h"

#include "detectors/kernels/vector_kernels.h"

#include <hwy/highway.h>

#include <limits>

HWY_BEFORE_NAMESPACE();
namespace perimeter::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Doubles = hn::ScalableTag<double>;
using Floats = hn::Rebind<float, Doubles>;
using Vector = hn::Vec<Doubles>;

/// The least value and its row, lane by lane and then over all lanes.
class Least {
public:
    Least() : m_value(hn::Set(Doubles(), std::numeric_limits<double>::infinity())), m_row(hn::Zero(Doubles())) {}

    void add(Vector value, Vector row)
    {
        const auto less = hn::Lt(value, m_value);
        m_value = hn::IfThenElse(less, value, m_value);
        m_row = hn::IfThenElse(less, row, m_row);
    }

    void reduce(double& value, std::size_t& row) const
    {
        const Doubles d;
        HWY_ALIGN double values[hn::MaxLanes(d)];
        HWY_ALIGN double rows[hn::MaxLanes(d)];
        hn::Store(m_value, d, values);
        hn::Store(m_row, d, rows);
        std::size_t best = 0;
        for (std::size_t lane = 1; lane < hn::Lanes(d); ++lane)
            if (values[lane] < values[best] || (values[lane] == values[best] && rows[lane] < rows[best]))
                best = lane;
        value = values[best];
        row = static_cast<std::size_t>(rows[best]);
    }

private:
    Vector m_value;
    Vector m_row;
};

FirstOfPair StepAndSelectFirst(PairState& state, const float* rowI, const float* rowJ, double step)
{
    const Doubles d;
    const Floats f;
    const Vector steps = hn::Set(d, step);
    const Vector stride = hn::Set(d, static_cast<double>(hn::Lanes(d)));
    Vector rows = hn::Iota(d, 0);
    Least least;
    Vector most = hn::Set(d, -std::numeric_limits<double>::infinity());
    for (std::size_t first = 0; first < state.gradient.size(); first += hn::Lanes(d)) {
        const auto difference =
            hn::Sub(hn::PromoteTo(d, hn::LoadU(f, rowI + first)), hn::PromoteTo(d, hn::LoadU(f, rowJ + first)));
        const Vector gradient = hn::MulAdd(steps, difference, hn::LoadU(d, state.gradient.data() + first));
        hn::StoreU(gradient, d, state.gradient.data() + first);
        least.add(hn::Add(gradient, hn::LoadU(d, state.upBarrier.data() + first)), rows);
        most = hn::Max(most, hn::Add(gradient, hn::LoadU(d, state.lowBarrier.data() + first)));
        rows = hn::Add(rows, stride);
    }
    FirstOfPair result;
    least.reduce(result.least, result.row);
    result.most = hn::GetLane(hn::MaxOfLanes(d, most));
    return result;
}

std::size_t SelectSecond(const PairState& state, const FirstOfPair& first, const float* row)
{
    const Doubles d;
    const Floats f;
    const Vector base = hn::Set(d, first.least);
    const Vector ownDiagonal = hn::Set(d, state.diagonal[first.row]);
    const Vector two = hn::Set(d, 2);
    const Vector smallest = hn::Set(d, std::numeric_limits<double>::min());
    const Vector stride = hn::Set(d, static_cast<double>(hn::Lanes(d)));
    Vector rows = hn::Iota(d, 0);
    Least best;
    for (std::size_t begin = 0; begin < state.gradient.size(); begin += hn::Lanes(d)) {
        const Vector gradient =
            hn::Add(hn::LoadU(d, state.gradient.data() + begin), hn::LoadU(d, state.lowBarrier.data() + begin));
        const Vector above = hn::Sub(gradient, base);
        const Vector kernel = hn::PromoteTo(d, hn::LoadU(f, row + begin));
        const Vector sum = hn::Add(ownDiagonal, hn::LoadU(d, state.diagonal.data() + begin));
        const Vector floor = hn::MulAdd(hn::Set(d, leastCurvature), hn::Abs(sum), smallest);
        const Vector curvature = hn::Max(hn::NegMulAdd(two, kernel, sum), floor);
        const Vector gain = hn::Div(hn::Mul(above, above), curvature);
        best.add(hn::IfThenElse(hn::Gt(above, hn::Zero(d)), hn::Neg(gain), hn::Zero(d)), rows);
        rows = hn::Add(rows, stride);
    }
    double gain = 0;
    std::size_t found = 0;
    best.reduce(gain, found);
    return found;
}

} // namespace perimeter::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace perimeter {

HWY_EXPORT(StepAndSelectFirst);
HWY_EXPORT(SelectSecond);

namespace {

std::size_t padded(std::size_t rows)
{
    return (rows + VectorPoints::lanes - 1) / VectorPoints::lanes * VectorPoints::lanes;
}

} // namespace

PairState::PairState(std::size_t rows)
    : gradient(padded(rows)), diagonal(padded(rows)), upBarrier(padded(rows), std::numeric_limits<double>::infinity()),
      lowBarrier(padded(rows), -std::numeric_limits<double>::infinity())
{
}

FirstOfPair stepAndSelectFirst(PairState& state, const float* rowI, const float* rowJ, double step)
{
    return HWY_DYNAMIC_DISPATCH(StepAndSelectFirst)(state, rowI, rowJ, step);
}

std::size_t selectSecond(const PairState& state, const FirstOfPair& first, const float* row)
{
    return HWY_DYNAMIC_DISPATCH(SelectSecond)(state, first, row);
}

} // namespace perimeter
#endif
