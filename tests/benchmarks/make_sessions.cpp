// SPDX-License-Identifier: GPL-3.0-or-later
//
// perimeter_make_sessions ROWS SEED OUT.csv: synthetic DNS sessions to measure on.
#include "benchmarks/sessions.h"

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::fputs("Usage: perimeter_make_sessions ROWS SEED OUT.csv\n", stderr);
        return 2;
    }
    if (!perimeter::benchmarks::writeSessions(argv[3], std::atoll(argv[1]), std::strtoull(argv[2], nullptr, 10))) {
        std::perror(argv[3]);
        return 1;
    }
    return 0;
}
