// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace perimeter {

namespace {

/// So that threads end at about the same time, though pieces take more or less.
constexpr std::size_t piecesPerThread = 4;

/// Threads that work begun on this one may take up, itself among them.
thread_local std::size_t processors = std::max(std::thread::hardware_concurrency(), 1U);

} // namespace

void inParallel(std::size_t count, std::size_t least, const std::function<void(std::size_t, std::size_t)>& work)
{
    const std::size_t atOnce = processors;
    const std::size_t piece = std::max({least, count / (piecesPerThread * atOnce), std::size_t{1}});
    const std::size_t pieces = (count + piece - 1) / piece;
    const std::size_t threads = std::min(pieces, atOnce);
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr failure;
    const auto takePieces = [&]() noexcept {
        processors = threads > 0 ? (atOnce + threads - 1) / threads : atOnce;
        try {
            for (std::size_t at = next++; at < pieces; at = next++)
                work(at * piece, std::min((at + 1) * piece, count));
        } catch (...) {
            next = pieces;
            const std::lock_guard lock(mutex);
            failure = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> others;
        try {
            for (std::size_t thread = 1; thread < threads; ++thread)
                others.emplace_back(takePieces);
        } catch (const std::system_error&) {
            // Fewer threads do it as well.
        }
        takePieces();
    }
    processors = atOnce;
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace perimeter
