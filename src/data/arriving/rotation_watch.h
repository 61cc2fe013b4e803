// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/arriving/read_handle.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace perimeter {

/// Hears of every file that a name comes to stand for, one after another, although it may have been moved on by then:
/// a log may be rotated several times between two looks. Where the system cannot tell, it hears of none.
class RotationWatch {
public:
    explicit RotationWatch(const std::string& path);

    /// The files that the name came to stand for since the last call and that are still there, in that order.
    [[nodiscard]] std::vector<ReadHandle> newFiles();

private:
    /// True where something was heard.
    bool hear();
    void moved(std::uint32_t cookie, const std::string& to);

    std::filesystem::path m_folder;
    std::string m_name;
    ReadHandle m_events;
    std::vector<std::string> m_files;                  ///< where the files are now; empty: gone
    std::map<std::uint32_t, std::string> m_departures; ///< what was moved, and is yet to arrive
};

} // namespace perimeter
