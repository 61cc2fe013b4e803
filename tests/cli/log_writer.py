#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a log as a busy program does, for the tests of `perimeter score --follow`.

log_writer.py LOG FIRST COUNT rotate    appends COUNT rows in bits that end anywhere, and rotates the log as it goes
log_writer.py LOG FIRST COUNT truncate  truncates the log to nothing first, then appends

Row n has the id n. Zeek's kind of log where LOG ends in .log, else CSV. The values are synthetic.
"""
import os
import random
import sys

path, first, count, what = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
rng = random.Random(first)
is_zeek = path.endswith(".log")
header = (
    "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
    "#fields\tid\tuplink\tdownlink\n#types\tcount\tcount\tcount\n"
    if is_zeek
    else "id,uplink,downlink\n"
)
separator = "\t" if is_zeek else ","


def row(number):
    values = [number, int(rng.lognormvariate(5, 1)), int(rng.lognormvariate(6, 1))]
    return separator.join(map(str, values)) + "\n"


def open_log(mode):
    log = open(path, mode, buffering=0)
    if log.tell() == 0:
        log.write(header.encode())
    return log


log = open_log("wb" if what == "truncate" else "ab")
pending = b""
for n in range(first, first + count):
    pending += row(n).encode()
    # Bits that end in the middle of lines.
    if len(pending) > 300:
        cut = rng.randrange(1, len(pending))
        log.write(pending[:cut])
        pending = pending[cut:]
    if what == "rotate" and (n - first) % 700 == 699:
        log.write(pending + (b"#close\t2024-01-01-00-00-00\n" if is_zeek else b""))
        pending = b""
        log.close()
        os.rename(path, f"{path}.{n}")
        log = open_log("ab")
log.write(pending)
log.close()
