// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace perimeter {

namespace {

/// So that threads end at about the same time, though pieces take more or less.
constexpr std::size_t piecesPerThread = 4;

} // namespace

void inParallel(std::size_t count, std::size_t least, const std::function<void(std::size_t, std::size_t)>& work)
{
    const std::size_t atOnce = std::max(std::thread::hardware_concurrency(), 1U);
    const std::size_t piece = std::max({least, count / (piecesPerThread * atOnce), std::size_t{1}});
    const std::size_t pieces = (count + piece - 1) / piece;
    std::atomic<std::size_t> next = 0;
    const auto takePieces = [&] {
        for (std::size_t at = next++; at < pieces; at = next++)
            work(at * piece, std::min((at + 1) * piece, count));
    };
    std::vector<std::jthread> others;
    for (std::size_t thread = 1; thread < std::min(pieces, atOnce); ++thread)
        others.emplace_back(takePieces);
    takePieces();
}

} // namespace perimeter
