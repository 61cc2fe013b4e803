#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Perimeter beside its peers, by turns in one run, and writes a table in Markdown.

packaging/benchmark builds what is measured and calls this. Peers that are not installed are left out.
"""
import argparse
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile

from rows import ROWS
from workers import NotMeasured, make_workers


SET_AT_L = 1360  # milliseconds that L took where limits were set


class Times:
    def __init__(self):
        self.milliseconds = []
        self.facts = {}
        self.most = {}
        self.reason = ""

    def take(self, worker, line, patience):
        if self.reason:
            return
        try:
            took, self.facts = worker.ask(line, patience)
            self.milliseconds.append(took)
            self.most = {name: max(value, self.most.get(name, value)) for name, value in self.facts.items()}
        except NotMeasured as reason:
            self.reason = str(reason)

    @property
    def median(self):
        return statistics.median(self.milliseconds)

    def __str__(self):
        if not self.milliseconds:
            return f"not measured: {self.reason}"
        return " / ".join(short(value) for value in (min(self.milliseconds), self.median, max(self.milliseconds)))


def short(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def measure(row, workers, absent, folder):
    """Ours and every peer by turns; the peers that cost much have fewer."""
    ours, peers = Times(), [Times() for _ in row.peers]
    if row.before:
        before = Times()
        before.take(workers[row.ours.worker], row.before.format(folder=folder), row.patience)
        ours.reason = before.reason
    for turn in range(row.turns):
        ours.take(workers[row.ours.worker], row.ours.ask.format(turn=turn, folder=folder), row.patience)
        for peer, times in zip(row.peers, peers):
            name = peer.side.worker
            if name in absent:
                times.reason = absent[name]
            elif turn < row.peer_turns:
                times.take(workers[name], peer.side.ask.format(turn=turn, folder=folder), row.patience)
    return ours, peers


def support_vectors(ours, theirs):
    mine, other = (times.facts.get("support vectors") for times in (ours, theirs))
    return f"{mine:,.0f} / {other:,.0f}" if mine and other else ""


def reached(yes):
    return "yes" if yes else "**no**"


def unit_of(workers):
    """L in milliseconds: machines differ, and a shared one from minute to minute."""
    return statistics.median(workers["libsvm"].ask("cold 0.15", 300)[0] for _ in range(3))


def line_of_limits(row, ours, unit):
    scale = unit / SET_AT_L
    limit = row.median_ms * scale or row.median_L * unit
    asked = f"≤ {row.median_L:g} L of {unit / 1000:.2f} s" if row.median_L else f"≤ {short(limit)} ms"
    if row.worst_ms:
        asked += f", worst {short(row.worst_ms * scale)} ms"
    told = str(ours)
    held = (ours.milliseconds and ours.median <= limit
            and (not row.worst_ms or max(ours.milliseconds) <= row.worst_ms * scale))
    for what, fact, measure_of, most in (("peak", "peak MiB", "MiB", row.peak_mib),
                                         ("longest pause", "pause ms", "ms", row.pause_ms * scale)):
        if most:
            asked += f", {what} {most:.0f} {measure_of}"
            value = ours.most.get(fact, 0)
            told += f", {what} {value:.0f} {measure_of}" if value else ""
            held = held and 0 < value <= most
    return f"| {row.work} | {told} | | | | {asked} | {reached(held)} | |"


def lines_of(row, ours, peers, unit):
    if row.median_ms or row.median_L:
        yield line_of_limits(row, ours, unit)
    for peer, theirs in zip(row.peers, peers):
        measured = ours.milliseconds and theirs.milliseconds
        ratio = theirs.median / ours.median if measured else 0
        yield (f"| {row.work} | {ours} | {peer.side.worker} | {theirs} | {f'{ratio:,.1f} ×' if measured else ''} | "
               f"≥ {peer.at_least:g} × | {reached(ratio >= peer.at_least) if measured else ''} | "
               f"{support_vectors(ours, theirs)} |")


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = re.findall(r"^model name\s*: (.*)", file.read(), re.MULTILINE)
    return names[0] if names else platform.machine()


def memory():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def versions(workers):
    found = {"libsvm": f"{workers['libsvm'].ask('version', 60)[1]['version']:.2f}"}
    for name in ("scikit-learn", "robustbase"):
        if name in workers:
            found.update(workers[name].ask("versions", 60)[1])
    return ", ".join(f"{name} {version}" for name, version in sorted(found.items(), key=lambda item: item[0].lower()))


def heading(arguments, workers, unit):
    commit = output_of("git", "describe", "--always", "--dirty", "--abbrev=12")
    distinct = workers["detectors"].ask("distinct", 60)[1]["distinct"]
    yield (f"Commit {commit}; {processor()}, {os.cpu_count()} cores, {memory():.0f} GiB; load {os.getloadavg()[0]:.1f} "
           "at the start.")
    yield ""
    yield f"{versions(workers)}; {output_of('c++', '--version').splitlines()[0]}; window: {arguments.platform}."
    yield ""
    yield (f"{arguments.rows:,} synthetic sessions × (uplink, downlink), seed {arguments.seed}, standard scaling, rbf "
           f"γ = 0.5; {100 * distinct:.1f} % of the rows are distinct. Milliseconds: least / median / most; ratios are of "
           "medians. libsvm and scikit-learn stop at their default tolerance of 1e-3, Perimeter at 1e-6 unless another is "
           f"named. L is libsvm's cold fit at ν = 0.15, {unit / 1000:.2f} s before all rows, and measured again (median of "
           f"three) before each row with a limit. Limits in milliseconds were set where it takes {SET_AT_L / 1000:.2f} s, "
           "and are scaled by it.")
    yield ""
    yield "| work | Perimeter | peer | peer's time | ratio | asked | reached | support vectors, ours / peer's |"
    yield "|---|---|---|---|---|---|---|---|"


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", help="folder of the built programs")
    parser.add_argument("-o", "--output", help="also write the table to this file")
    parser.add_argument("--only", default="", metavar="PATTERN", help="rows whose work matches a regular expression")
    parser.add_argument("--quick", action="store_true", help="one turn of each")
    parser.add_argument("--rows", type=int, default=20668)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--platform", default="offscreen", help="Qt's platform for the window (offscreen, xcb)")
    return parser.parse_args()


def main():
    arguments = parse()
    lines = []

    def say(line):
        lines.append(line)
        print(line, flush=True)

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make = pathlib.Path(arguments.programs) / "perimeter_make_sessions"
        for file, rows in (("sessions.csv", arguments.rows), ("million.csv", 1000000), ("five.csv", 5000000),
                           ("large.parquet", 100000000)):
            asked = (row.ours.ask + row.before for row in ROWS if re.search(arguments.only, row.work))
            if file == "sessions.csv" or any(file in ask for ask in asked):  # the peers start with the first
                subprocess.run([make, str(rows), str(arguments.seed), folder / file], check=True)
        workers, absent = make_workers(arguments.programs, folder, arguments.rows, arguments.seed, arguments.platform)
        try:
            unit = unit_of(workers)
            for line in heading(arguments, workers, unit):
                say(line)
            for row in ROWS:
                if not re.search(arguments.only, row.work):
                    continue
                if arguments.quick:
                    row.turns = row.peer_turns = 1
                if row.median_ms or row.median_L:
                    unit = unit_of(workers)
                for line in lines_of(row, *measure(row, workers, absent, folder), unit):
                    say(line)
        finally:
            for worker in workers.values():
                worker.end()
    if arguments.output:
        pathlib.Path(arguments.output).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"Written to {arguments.output}", file=sys.stderr)


if __name__ == "__main__":
    main()
