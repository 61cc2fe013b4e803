// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/warm_start.h"

#include "detectors/dual/one_class_state.h"

namespace perimeter {

WarmStart::WarmStart() = default;
WarmStart::~WarmStart() = default;
WarmStart::WarmStart(WarmStart&&) noexcept = default;
WarmStart& WarmStart::operator=(WarmStart&&) noexcept = default;

void WarmStart::meet(const PointsRef& points, const WeightsRef& weights, const Kernel& kernel,
                     const std::function<std::vector<Notice>()>& makeNotices)
{
    const bool sameRows = m_points.rows() == points.rows() && m_points.cols() == points.cols() &&
                          m_weights.size() == weights.size() && m_points == points && m_weights == weights;
    if (!sameRows) {
        m_points = points;
        m_weights = weights;
        m_fitsRows = false;
    }
    if (!sameRows || m_kernel != kernel)
        m_notices = makeNotices();
    m_kernel = kernel;
}

std::unique_ptr<OneClassState> WarmStart::take()
{
    return std::move(m_state);
}

void WarmStart::leave(std::unique_ptr<OneClassState> state)
{
    m_state = std::move(state);
    m_fitsRows = true;
}

std::size_t WarmStart::bytes() const
{
    return static_cast<std::size_t>(m_points.size() + m_weights.size()) * sizeof(double) +
           (m_state ? m_state->bytes() : 0);
}

} // namespace perimeter
