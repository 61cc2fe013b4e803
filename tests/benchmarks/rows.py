# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the benchmark's table. A row is a work of ours, the same work of peers, and what is asked of it."""
from dataclasses import dataclass, field


@dataclass
class Side:
    """Who does a work, and the line he is asked with; {turn} counts the turns, {folder} is where the data are."""
    worker: str
    ask: str


@dataclass
class Peer:
    side: Side
    at_least: float            # how many times longer it should take than ours


@dataclass
class Row:
    work: str
    ours: Side
    peers: list = field(default_factory=list)
    turns: int = 7             # ours and peers by turns
    peer_turns: int = 3        # peers drop out after as many
    before: str = ""           # asked of ours once, untimed
    median_ms: float = 0       # limits of ours where the row has them
    median_L: float = 0        # the same in multiples of L
    worst_ms: float = 0
    peak_mib: float = 0
    pause_ms: float = 0        # that events may wait
    patience: int = 300        # seconds for one answer


def sklearn(ask, at_least):
    return Peer(Side("scikit-learn", ask), at_least)


def libsvm(ask, at_least):
    return Peer(Side("libsvm", ask), at_least)


def detectors(ask):
    return Side("detectors", ask)


def window(ask):
    return Side("window", ask)


OPEN_SESSIONS = "open {folder}/sessions.csv 0.25"

ROWS = [
    *(Row(f"ν step 0.005 at ν = {nu}, fit only", detectors(f"step {nu}"), [sklearn(f"cold {nu}", at_least)], turns=12)
      for nu, at_least in ((0.05, 100), (0.15, 250), (0.25, 400))),
    Row("sweep of 50 values of ν, 0.005 … 0.25", detectors("sweep 0.005 0.25 50"),
        [sklearn("sweep 0.005 0.25 50", 250), libsvm("sweep 0.005 0.25 50", 150)], turns=5, peer_turns=1, patience=3600),
    *(Row(f"cold fit at ν = {nu}", detectors(f"cold {nu}"), [libsvm(f"cold {nu}", 15)]) for nu in (0.15, 0.25)),
    *(Row(f"cold fit, uplink × duration, log1p, γ = {gamma}, to 1e-6", detectors(f"hard {gamma} 1e-6"), turns=5,
          median_L=0.5) for gamma in (0.5, 1, 2, 5)),
    *(Row(f"the same, γ = {gamma}, to 1e-3 as the peers", detectors(f"hard {gamma} 1e-3"),
          [sklearn(f"hard {gamma}", 10), libsvm(f"hard {gamma}", 5)], turns=3, peer_turns=1) for gamma in (0.5, 1, 2, 5)),
    *(Row(f"sweep of 50 values of ν, uplink × duration, log1p, γ = {gamma}", detectors(f"hardsweep 0.005 0.25 50 {gamma}"),
          turns=1, median_L=5, patience=600) for gamma in (0.5, 1, 2, 5)),
    Row("field 200 × 200 at ν = 0.25", detectors("field 0.25 200"), [sklearn("field 0.25 200", 300)]),
    Row("MCD", detectors("mcd {turn}"),
        [Peer(Side("robustbase", "mcd {turn}"), 5), sklearn("mcd {turn}", 200)], turns=15, peer_turns=7),
    Row("contamination step, threshold and classes: robust", detectors("contamination robust"), median_ms=1.5),
    Row("contamination step, threshold and classes: empirical", detectors("contamination empirical"), median_ms=1.5),
    Row("reading 1,000,000 × 5 CSV", detectors("read {folder}/million.csv"),
        [Peer(Side("pandas", "read {folder}/million.csv"), 2),
         Peer(Side("DuckDB", "duckdb {folder}/million.csv"), 1)]),
    Row("ν step 0.005 at ν = 0.25 to the last of three repainted panes, 1200 × 400", window("step"),
        before=OPEN_SESSIONS, turns=30, median_ms=33, worst_ms=60),
    *(Row(f"change of {what}, to the last pane painted", window(f"change {what}"), before=OPEN_SESSIONS, turns=10,
          median_ms=150) for what in ("gamma", "kernel", "axes", "scaling")),
    Row("change to the sigmoid kernel, to a coarse frontier painted", window("coarse"), before=OPEN_SESSIONS, turns=10,
        median_ms=150),
    Row("process start to first painted frontier, bundled sample", Side("start", ""), median_L=0.15),
    Row("1,000,000 rows, CSV on disk to three frontiers, ν = 0.15",
        Side("program", "fit {folder}/million.csv --x uplink --y downlink --nu 0.15 --gamma 0.5 --json"), turns=5,
        median_L=0.9, peak_mib=600, patience=60),
    *(Row(f"1,000,000 rows, uplink × duration, log1p, γ = {gamma}, CSV on disk to the frontier of the SVM, ν = 0.15",
          Side("program", f"fit {{folder}}/million.csv --x uplink --y duration --scale log1p --nu 0.15 --gamma {gamma} "
                          "--detector ocsvm --json"), turns=1, median_L=15, patience=120) for gamma in (0.5, 2)),
    Row("ν step 0.005 of 1,000,000 rows to the last of three repainted panes", window("step"),
        before="open {folder}/million.csv 0.15", turns=12, median_L=0.11),
    Row("pan and zoom, 1,000,000 points, three panes", window("move"), before="open {folder}/million.csv 0.15",
        turns=80, median_ms=16, worst_ms=16),
    Row("5,000,000 rows, CSV on disk to three frontiers in the window, ν = 0.15",
        Side("large window", "open {folder}/five.csv 0.15"), turns=3, median_L=4.4),
    Row("100,000,000 rows × 2, Parquet on disk to three frontiers in the window, ν = 0.15",
        Side("large window", "open {folder}/large.parquet 0.15"),
        [Peer(Side("DuckDB", "grouping {folder}/large.parquet"), 0.25)], turns=3, median_L=15, peak_mib=1536,
        pause_ms=100),
]
