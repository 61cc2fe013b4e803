// SPDX-License-Identifier: GPL-3.0-or-later
#include "watchdog.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace script {

namespace {

constexpr std::chrono::seconds patience(60);

} // namespace

Watchdog::Watchdog(std::string transcript)
    : m_transcript(std::move(transcript)), m_thread([this](const std::stop_token& stop) { watch(stop); })
{
}

void Watchdog::begin(const std::string& what)
{
    {
        const std::lock_guard lock(m_mutex);
        m_what = what;
        ++m_turn;
    }
    m_begun.notify_all();
}

void Watchdog::watch(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const int turn = m_turn;
        const bool isAlive = m_begun.wait_for(lock, stop, patience, [&] { return m_turn != turn; });
        if (isAlive || stop.stop_requested())
            continue;
        const std::string message = "HUNG for " + std::to_string(patience.count()) + " s at " + m_what + "\n";
        std::ofstream(m_transcript, std::ios::app) << message;
        std::cerr << "perimeterscript: " << message << std::flush;
        std::_Exit(exitStatus);
    }
}

} // namespace script
