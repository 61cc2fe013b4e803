# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the same command lines and the same window scripts with two programs, and compares all that can be seen.

compare.py OLD_PROGRAM NEW_PROGRAM    compares; exit status 0 only if every case is the same
compare.py --list                     names the cases and their command lines
compare.py --show PROGRAM             what one program does: status and first line of every run

The command lines are data, in command_lines*.py; what may differ is masked by masking.py. Both programs run with the
samples of this tree, and in folders of the same names.

The window half is a module of its own, window_scripts, and is asked only if it is there:

    window_scripts.run_scripts(old_program, new_program, driver_path, only) -> Iterator[Outcome]

`old_program` and `new_program` are absolute paths, `driver_path` is what --window-driver gave or None, and `only` is
the regular expression of --only or None. It is a generator of Outcome(name, difference), which is in outcome.py: the
difference is None where both did the same, else a few lines that say where they first differ.
"""
import argparse
import concurrent.futures
import datetime
import importlib
import importlib.util
import os
import pathlib
import queue
import re
import sys
import tempfile
from typing import Iterator, List, Optional

from cases import Case, case
from differences import Versions, difference_of
from outcome import Outcome
from running import Observation, observe

WORKERS = min(2, os.cpu_count() or 1)


def observe_both(old: str, new: str, one: Case, scratch: pathlib.Path) -> "tuple[Observation, Observation]":
    """One after the other in the same folder; once more if midnight came between, as reports name the day."""
    while True:
        day = datetime.datetime.now(datetime.timezone.utc).date()
        both = observe(old, one, scratch), observe(new, one, scratch)
        if datetime.datetime.now(datetime.timezone.utc).date() == day:
            return both


def version_of(program: str, scratch: pathlib.Path) -> Optional[str]:
    said = observe(program, case("version", "--version"), scratch).runs[0].out.decode("utf-8", "replace")
    found = re.fullmatch(r"perimeter (\d+\.\d+\.\S+)\s*", said)
    return found.group(1) if found else None


def versions_to_mask(old: str, new: str, scratch: pathlib.Path) -> Versions:
    """None where both are the same: then nothing that follows from them may differ."""
    versions = version_of(old, scratch), version_of(new, scratch)
    return (None, None) if versions[0] == versions[1] else versions


def compare_commands(old: str, new: str, cases: List[Case]) -> Iterator[Outcome]:
    with tempfile.TemporaryDirectory(prefix="perimeter-compare-") as top, \
            concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        versions = versions_to_mask(old, new, pathlib.Path(top) / "version")
        scratches: "queue.Queue[pathlib.Path]" = queue.Queue()
        for number in range(WORKERS):
            scratches.put(pathlib.Path(top) / str(number))

        def compare(one: Case) -> Outcome:
            scratch = scratches.get()
            try:
                return Outcome(one.name, difference_of(*observe_both(old, new, one, scratch), versions))
            finally:
                scratches.put(scratch)

        yield from pool.map(compare, cases)


def compare_windows(old: str, new: str, driver: Optional[str], only: Optional[str]) -> Iterator[Outcome]:
    if importlib.util.find_spec("window_scripts"):
        yield from importlib.import_module("window_scripts").run_scripts(old, new, driver, only)


def chosen(only: Optional[str]) -> List[Case]:
    from command_lines import CASES  # late, as unit tests of the comparison need none of them
    return [one for one in CASES if not only or re.search(only, one.name)]


def list_cases(cases: List[Case]) -> None:
    for one in cases:
        print(one.name)
        for run in one.runs:
            print(f"    perimeter {run.line}")


def show(program: str, cases: List[Case]) -> None:
    """For whoever adds a case: whether it does what it is meant to."""
    for one in cases:
        with tempfile.TemporaryDirectory(prefix="perimeter-show-") as scratch:
            observation = observe(program, one, pathlib.Path(scratch))
        print(one.name, observation.problem)
        for seen in observation.runs:
            first = [said.decode("utf-8", "replace").strip().split("\n")[0] for said in (seen.out, seen.error)]
            wrong = "" if seen.status == seen.expected else f" (and not {seen.expected})"
            print(f"    {seen.status}{wrong} | {seen.line} | {' | '.join(first)}")
        print(f"    files: {', '.join(name for name in observation.files if not name.startswith('HOME/'))}")


def report(outcomes: Iterator[Outcome]) -> bool:
    count = same = 0
    for outcome in outcomes:
        count += 1
        same += outcome.difference is None
        if outcome.difference is not None:
            print(f"{outcome.name} differs:\n    " + outcome.difference.replace("\n", "\n    "), flush=True)
    print(f"{same} of {count} cases are the same")
    return 0 < same == count


def compared(options: argparse.Namespace, old: str, new: str) -> Iterator[Outcome]:
    if not options.no_commands:
        yield from compare_commands(old, new, chosen(options.only))
    if not options.no_window:
        yield from compare_windows(old, new, options.window_driver, options.only)


def main(arguments: List[str]) -> int:
    parser = argparse.ArgumentParser(description="Compares what two programs do, case by case.")
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help="the old program and the new one")
    parser.add_argument("--only", metavar="PATTERN", help="cases whose name this regular expression is found in")
    parser.add_argument("--list", action="store_true", help="name the cases and their command lines")
    parser.add_argument("--show", metavar="PROGRAM", help="print what one program does")
    parser.add_argument("--no-window", action="store_true", help="leave out the scripts of the window")
    parser.add_argument("--no-commands", action="store_true", help="leave out the command lines")
    parser.add_argument("--window-driver", metavar="PATH", help="what drives the window")
    options = parser.parse_args(arguments)
    if options.list:
        list_cases(chosen(options.only))
        return 0
    programs = [options.show] if options.show else options.programs
    for program in programs:
        if not os.access(program, os.X_OK) or not os.path.isfile(program):
            parser.error(f"{program} is no program")
    if options.show:
        show(os.path.abspath(options.show), chosen(options.only))
        return 0
    if len(programs) != 2:
        parser.error("two programs are compared: the old one and the new one")
    old, new = (os.path.abspath(program) for program in programs)
    return 0 if report(compared(options, old, new)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
