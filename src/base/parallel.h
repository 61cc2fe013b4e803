// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace perimeter {

/// Calls work(begin, end) for pieces of 0 … count, of at least `least` each but for the last, on as many threads as the
/// processor runs at once, the caller's among them; returns when all are done. Called within a piece it takes that piece's
/// share of them. How it is cut depends on the machine: what comes of a place must depend on that place alone, and no two
/// may write to one. `least` is worth some 50 µs. What `work` throws is thrown to the caller once all threads have ended.
void inParallel(std::size_t count, std::size_t least, const std::function<void(std::size_t, std::size_t)>& work);

} // namespace perimeter
