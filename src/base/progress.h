// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

} // namespace perimeter
