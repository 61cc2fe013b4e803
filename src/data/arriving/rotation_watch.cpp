// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/arriving/rotation_watch.h"

#include <array>
#include <cstring>
#include <filesystem>
#include <sys/inotify.h>

namespace perimeter {

namespace {

/// Looks again at most, where names go on moving while files are opened.
constexpr int mostLooks = 20;

} // namespace

RotationWatch::RotationWatch(const std::string& path)
    : m_folder(std::filesystem::absolute(path).parent_path()), m_name(std::filesystem::path(path).filename().native()),
      m_events(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
{
    if (m_events.isOpen())
        ::inotify_add_watch(m_events.get(), m_folder.c_str(), IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE);
}

std::vector<ReadHandle> RotationWatch::newFiles()
{
    std::vector<ReadHandle> opened;
    hear();
    for (int look = 0; look < mostLooks && !m_files.empty(); ++look) {
        opened.clear();
        for (const std::string& name : m_files) {
            ReadHandle file((m_folder / name).native());
            if (!name.empty() && file.isOpen())
                opened.push_back(std::move(file));
        }
        if (!hear())
            break;
    }
    m_files.clear();
    return opened;
}

bool RotationWatch::hear()
{
    alignas(struct ::inotify_event) std::array<char, 16 << 10> buffer;
    bool heard = false;
    for (;;) {
        const ssize_t bytes = m_events.isOpen() ? ::read(m_events.get(), buffer.data(), buffer.size()) : -1;
        if (bytes <= 0)
            return heard;
        heard = true;
        for (ssize_t at = 0; at < bytes;) {
            struct ::inotify_event event = {};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const std::string name(event.len > 0 ? buffer.data() + at + sizeof event : "");
            at += static_cast<ssize_t>(sizeof event + event.len);
            if (event.mask & IN_MOVED_FROM)
                m_departures[event.cookie] = name;
            else if (event.mask & IN_MOVED_TO)
                moved(event.cookie, name);
            else if ((event.mask & IN_CREATE) && name == m_name)
                m_files.push_back(name);
            else if (event.mask & IN_DELETE)
                for (std::string& file : m_files)
                    if (file == name)
                        file.clear();
        }
    }
}

void RotationWatch::moved(std::uint32_t cookie, const std::string& to)
{
    const auto departure = m_departures.find(cookie);
    bool isKnown = false;
    for (std::string& file : m_files) {
        if (departure == m_departures.end() || file != departure->second)
            continue;
        file = to;
        isKnown = true;
    }
    if (departure != m_departures.end())
        m_departures.erase(departure);
    if (to == m_name && !isKnown)
        m_files.push_back(to);
}

} // namespace perimeter
