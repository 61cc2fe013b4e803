#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long `perimeter render` takes for figures of many points, from reading the file to the written one, and how
large they are. The data are synthetic sessions.

    python3 tests/benchmarks/export.py PROGRAM
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

SEED = 1
REPETITIONS = 5


def write_sessions(path, count):
    """Bytes up and down with heavy tails and a few rows that send much for what they receive; all are made up."""
    rng = random.Random(SEED)
    with open(path, "w", encoding="utf-8") as file:
        file.write("uplink,downlink\n")
        for _ in range(count):
            up = rng.lognormvariate(6.5, 1.3)
            down = up * rng.lognormvariate(0.15, 0.35)
            if rng.random() < 0.004:
                up *= rng.lognormvariate(3, 0.6)
            file.write(f"{round(up)},{round(down)}\n")


def measure(program, data, flags, figure):
    times = []
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        subprocess.run([program, "render", data, "--x", "uplink", "--y", "downlink", *flags, "-o", figure],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return times, os.path.getsize(figure)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    logs = ["--scale", "log1p", "--x-axis", "log", "--y-axis", "log"]
    with tempfile.TemporaryDirectory() as folder:
        for count, most_seconds, most_bytes in [(20_000, 0.5, 1.5e6), (1_000_000, 3, 3e6)]:
            data = os.path.join(folder, f"sessions-{count}.csv")
            write_sessions(data, count)
            for name, flags in [("linear axes", []), ("log axes", logs), ("log axes, every row", [*logs, "--exact"])]:
                if "--exact" in flags and count > 100_000:
                    continue
                for kind in ("pdf", "svg"):
                    times, size = measure(sys.argv[1], data, flags, os.path.join(folder, f"figure.{kind}"))
                    text = " / ".join(f"{t:.2f}" for t in (min(times), statistics.median(times), max(times)))
                    holds = statistics.median(times) <= most_seconds and size <= most_bytes
                    asked = f"asked {most_seconds} s and {most_bytes / 1e6} MB: {'yes' if holds else 'no'}"
                    print(f"{count:>9,} rows, {name}, {kind}: {text} s, {size / 1e6:.2f} MB"
                          + (f" ({asked})" if kind == "pdf" else ""))


if __name__ == "__main__":
    main()
