#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many rows a second `perimeter score --follow` holds on one core, and whether its memory stays flat.

follow.py PROGRAM [--rows N] [--detector ocsvm]    a model of 20,668 synthetic sessions scores a log that a writer fills
                                                   as fast as it can
follow.py PROGRAM --rate R                         the writer keeps to R rows a second, and rotates every million
"""
import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time

PIECE = 10_000
ROTATE_AFTER = 1_000_000
HEADER = "imsi,service_id,uplink,downlink,duration\n"


def sessions(rng, count):
    return [
        f"{rng.randrange(10**14, 10**15)},9000,{int(rng.lognormvariate(6, 1.2))},{int(rng.lognormvariate(7, 1.3))},"
        f"{rng.randrange(1, 3600)}\n"
        for _ in range(count)
    ]


def write_log(path, piece, rows, rate):
    """The same piece again and again: making rows must not be what is measured."""
    content = "".join(piece).encode()
    written = 0
    begin = time.monotonic()
    log = open(path, "ab", buffering=0)
    while written < rows:
        log.write(content)
        written += len(piece)
        if not rate:
            continue
        time.sleep(max(0, begin + written / rate - time.monotonic()))
        if written % ROTATE_AFTER == 0 and written < rows:
            log.close()
            os.rename(path, f"{path}.{written}")
            log = open(path, "ab", buffering=0)
            log.write(HEADER.encode())
    log.write(b"1,9000,900000000,900000000,1\n")  # the end: nothing lies farther out
    log.close()


def resident_mib(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rate", type=int, default=0, help="rows a second; as fast as it goes when absent")
    parser.add_argument("--detector", action="append", help="all three when absent")
    arguments = parser.parse_args()
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        training = folder / "training.csv"
        training.write_text(HEADER + "".join(sessions(rng, 20_668)))
        model = folder / "model.json"
        detectors = [word for each in arguments.detector or [] for word in ("--detector", each)]
        subprocess.run(
            [arguments.program, "train", training, "--features", "uplink,downlink", "--nu", "0.01", "-o", model]
            + detectors, check=True, stdout=subprocess.DEVNULL)
        log = folder / "sessions.csv"
        log.write_text(HEADER)
        core = min(os.sched_getaffinity(0))
        follower = subprocess.Popen(
            ["taskset", "-c", str(core), arguments.program, "score", model, log, "--follow"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        begin = time.monotonic()
        writer = threading.Thread(target=write_log, args=(log, sessions(rng, PIECE), arguments.rows, arguments.rate))
        writer.start()
        memory = []
        printed = 0
        done = threading.Event()

        def watch_memory():
            while not done.wait(0.5):
                memory.append(resident_mib(follower.pid))

        watcher = threading.Thread(target=watch_memory)
        watcher.start()
        for line in follower.stdout:
            printed += 1
            if b'"uplink": 900000000' in line and b'"downlink": 900000000' in line:
                break
        seconds = time.monotonic() - begin
        done.set()
        watcher.join()
        writer.join()
        follower.terminate()
        rest, errors = follower.communicate(timeout=60)
        half = len(memory) // 2
        print(json.dumps({
            "rows": arguments.rows + 1,
            "seconds": round(seconds, 2),
            "rows_per_second": round(arguments.rows / seconds),
            "suspicious": printed + rest.count(b"\n"),
            "resident_mib": {"first half": round(statistics.median(memory[:half] or [0]), 1),
                             "second half": round(statistics.median(memory[half:] or [0]), 1),
                             "most": round(max(memory or [0]), 1)},
            "exit_status": follower.returncode,
            "says": errors.decode().strip(),
        }, indent=1, ensure_ascii=False))
        return 0 if follower.returncode == 0 else 1


sys.exit(main())
