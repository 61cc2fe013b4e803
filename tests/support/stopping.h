// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"

namespace perimeter::testing {

/// Stops when a share is reached.
class StopAt final : public Progress {
public:
    explicit StopAt(double share) : m_share(share) {}
    [[nodiscard]] bool advance(double share) override { return share < m_share; }

private:
    double m_share;
};

/// Stops after so many looks.
class StopAfter final : public Progress {
public:
    explicit StopAfter(int looks) : m_looks(looks) {}
    [[nodiscard]] bool advance(double) override { return m_looks-- > 0; }

private:
    int m_looks;
};

} // namespace perimeter::testing
