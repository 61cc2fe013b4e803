#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether cells answer what rows answer: every setting is fitted from cells and from every row alone, and the rows that
are classified differently are counted, those within 1e-6·ρ + τ of the frontier apart.

exactness.py PROGRAM SESSIONS.csv [--only PATTERN]    SESSIONS.csv has uplink, downlink and duration: perimeter_make_sessions
                                                      1000000 1 SESSIONS.csv
"""
import argparse
import array
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SETTINGS = [
    "uplink downlink standard rbf 0.5 0.15", "uplink downlink standard rbf 0.5 0.01",
    "uplink downlink standard rbf 0.5 0.5", "uplink downlink standard rbf 0.5 0.9",
    "uplink downlink standard rbf 0.01 0.15", "uplink downlink standard rbf 5 0.15",
    "uplink downlink standard rbf 50 0.15", "uplink duration standard rbf 0.5 0.15",
    "uplink duration standard rbf 5 0.05", "downlink duration standard rbf 0.5 0.15",
    "uplink downlink minmax rbf 0.5 0.15", "uplink downlink minmax rbf 500 0.15",
    "uplink downlink robust rbf 0.5 0.15", "uplink duration robust rbf 0.5 0.3",
    "uplink downlink log1p rbf 0.5 0.15", "uplink downlink log1p rbf 0.05 0.05",
    "uplink downlink log1p rbf 2 0.15", "uplink duration log1p rbf 0.5 0.15",
    "downlink duration log1p rbf 0.1 0.1", "uplink downlink none rbf 1e-6 0.05",
    "uplink downlink minmax linear 1 0.15", "uplink duration minmax linear 1 0.5",
    "uplink downlink minmax poly 1 0.15", "downlink duration minmax poly 1 0.1",
]


def fitted(program, file, setting, how, folder, patience):
    x, y, scaling, kernel, gamma, nu = setting.split()
    rows = pathlib.Path(folder) / "rows.csv"
    command = [program, "fit", file, "--x", x, "--y", y, "--scale", scaling, "--kernel", kernel, "--gamma", gamma,
               "--nu", nu, "--detector", "ocsvm", "--json", "--rows", rows, how]
    run = subprocess.run(command, capture_output=True, text=True, timeout=patience, check=True)
    values, classes = array.array("d"), bytearray()
    with open(rows, encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        next(reader)
        for line in reader:
            values.append(float(line[-2]))
            classes.append(line[-1] == "-1")
    return json.loads(run.stdout)["detectors"][0], values, classes


def compare(program, file, setting, folder, patience):
    cells, _, ours = fitted(program, file, setting, "--bins", folder, patience)
    every, values, theirs = fitted(program, file, setting, "--exact", folder, patience)
    band = 1e-6 * abs(every["rho"]) + every["tau"]
    inside = sum(abs(value) <= band for value in values)
    apart = [abs(value) <= band for value, mine, other in zip(values, ours, theirs) if mine != other]
    outside = apart.count(False)
    print(f"| {setting} | {cells['ms']['fit']:,.0f} | {every['ms']['fit']:,.0f} | {every['outliers']:,} | "
          f"{cells['rho'] / every['rho'] - 1:.1e} | {outside} | {len(apart) - outside} of {inside} | "
          f"{cells['binned']['may_differ']} |", flush=True)
    return outside == 0 and abs(cells["rho"] / every["rho"] - 1) <= 1e-6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("file")
    parser.add_argument("--only", default="", metavar="PATTERN", help="settings that match a regular expression")
    parser.add_argument("--patience", type=float, default=300, metavar="SECONDS", help="for one fit")
    arguments = parser.parse_args()
    print("| x, y, scaling, kernel, γ, ν | from cells, ms | every row, ms | outliers | ρ off by | rows that differ | "
          "of those in the band | said that may differ |\n|---|---|---|---|---|---|---|---|", flush=True)
    same = True
    with tempfile.TemporaryDirectory() as folder:
        for setting in filter(lambda each: re.search(arguments.only, each), SETTINGS):
            try:
                same = compare(arguments.program, arguments.file, setting, folder, arguments.patience) and same
            except subprocess.TimeoutExpired as late:
                print(f"| {setting} | no answer in {late.timeout:.0f} s: {late.cmd[-1]} |", flush=True)
                same = False
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
