// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/notice.h"
#include "detectors/kernels/kernel.h"
#include "detectors/rows/points.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace perimeter {

struct OneClassState;

/// What a fit leaves for the next one: its rows and what follows from them alone, α and the gradient. A hint that
/// changes how long the next fit takes, never what it answers.
class WarmStart {
public:
    WarmStart();
    ~WarmStart();
    WarmStart(WarmStart&&) noexcept;
    WarmStart& operator=(WarmStart&&) noexcept;

    /// Takes note of what the next fit learns from; `makeNotices` is called only where that is new.
    void meet(const PointsRef& points, const WeightsRef& weights, const Kernel& kernel,
              const std::function<std::vector<Notice>()>& makeNotices);
    /// What follows from rows and kernel alone.
    [[nodiscard]] const std::vector<Notice>& notices() const { return m_notices; }

    /// The state left by the last fit; null where there is none, or where it was cancelled.
    [[nodiscard]] std::unique_ptr<OneClassState> take();
    void leave(std::unique_ptr<OneClassState> state);
    /// Whether the state belongs to the rows met last.
    [[nodiscard]] bool fitsRows() const { return m_fitsRows; }
    [[nodiscard]] std::size_t bytes() const;

private:
    RowMatrix m_points;
    Eigen::VectorXd m_weights;
    Kernel m_kernel;
    std::vector<Notice> m_notices;
    std::unique_ptr<OneClassState> m_state;
    bool m_fitsRows = false;
};

} // namespace perimeter
