// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <mutex>

namespace perimeter {

/// How far a long computation is, and whether it is still wanted.
class Progress {
public:
    virtual ~Progress() = default;

    /// Reports the share done, 0 to 1. False means stop: return ErrorCode::Cancelled. May be called from any thread,
    /// but from one at a time.
    [[nodiscard]] virtual bool advance(double share) = 0;
};

/// For callers who wait to the end.
class NoProgress final : public Progress {
public:
    [[nodiscard]] bool advance(double) override { return true; }
};

/// A part of another computation: 0 to 1 here is `from` to `to` there.
class ProgressPart final : public Progress {
public:
    ProgressPart(Progress& whole, double from, double to) : m_whole(whole), m_from(from), m_to(to) {}
    [[nodiscard]] bool advance(double share) override { return m_whole.advance(m_from + share * (m_to - m_from)); }

private:
    Progress& m_whole;
    double m_from;
    double m_to;
};

/// For computations of which only the whole knows how far it is: they ask whether they are still wanted, and leave its
/// share as it is. May be called from several threads at once.
class StillProgress final : public Progress {
public:
    explicit StillProgress(Progress& whole) : m_whole(whole) {}

    /// The whole has come this far, or was farther already.
    [[nodiscard]] bool moveTo(double share)
    {
        const std::lock_guard lock(m_mutex);
        m_share = std::max(m_share, share);
        return tell();
    }
    [[nodiscard]] bool advance(double) override
    {
        const std::lock_guard lock(m_mutex);
        return tell();
    }

private:
    [[nodiscard]] bool tell()
    {
        m_isWanted = m_isWanted && m_whole.advance(m_share);
        return m_isWanted;
    }

    Progress& m_whole;
    std::mutex m_mutex;
    double m_share = 0;
    bool m_isWanted = true;
};

} // namespace perimeter
