# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that are started once and asked for one work after the other, a line each way."""
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent


class NotMeasured(Exception):
    pass


class Worker:
    def __init__(self, command, environment=None):
        self.command = [str(word) for word in command]
        self.environment = {**os.environ, **(environment or {})}
        self.process = None

    def ask(self, line, patience):
        """The milliseconds and facts of one answer."""
        if self.process is None:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                            stderr=subprocess.DEVNULL, env=self.environment)
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except BrokenPipeError as error:
            self.end()
            raise NotMeasured("the program ended") from error
        if not select.select([self.process.stdout], [], [], patience)[0]:
            self.end()
            raise NotMeasured(f"no answer within {patience} s")
        answer = self.process.stdout.readline()
        if not answer:
            self.end()
            raise NotMeasured("the program ended")
        answer = json.loads(answer)
        if "error" in answer:
            raise NotMeasured(answer["error"])
        return answer["ms"], answer["facts"]

    def end(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


class Once(Worker):
    """A program that is started anew for every work, so that none finds what an earlier one left."""

    def ask(self, line, patience):
        try:
            return super().ask(line, patience)
        finally:
            self.end()


class Start(Worker):
    """A program that is measured from its start until it says that its window is painted."""

    def ask(self, line, patience):
        start = time.perf_counter()
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                        env=self.environment)
        try:
            if not select.select([self.process.stdout], [], [], patience)[0]:
                raise NotMeasured(f"nothing painted within {patience} s")
            took = (time.perf_counter() - start) * 1000
            if self.process.stdout.readline() != "painted\n":
                raise NotMeasured("nothing was painted")
            return took, {}
        finally:
            self.end()


class Program(Worker):
    """A program that is run once for every work, with the line asked as its arguments."""

    def ask(self, line, patience):
        start = time.perf_counter()
        self.process = subprocess.Popen(self.command + line.split(), stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, env=self.environment)
        while time.perf_counter() - start < patience:
            ended, status, usage = os.wait4(self.process.pid, os.WNOHANG)
            if ended:
                self.process = None
                if status != 0:
                    raise NotMeasured(f"it ended with status {os.waitstatus_to_exitcode(status)}")
                return (time.perf_counter() - start) * 1000, {"peak MiB": usage.ru_maxrss / 1024}
            time.sleep(0.002)
        self.end()
        raise NotMeasured(f"not done within {patience} s")


def succeeds(*command):
    return (shutil.which(command[0]) is not None
            and subprocess.run(command, capture_output=True, check=False).returncode == 0)


def python_with(modules):
    """A Python that has the modules: this one, or the system's own."""
    for python in dict.fromkeys([sys.executable, "/usr/bin/python3"]):
        if succeeds(python, "-c", f"import {modules}"):
            return python
    return None


def window_environment(folder, platform):
    """Settings, cache and data of the window's own, and no other's."""
    environment = {"QT_QPA_PLATFORM": platform, "LC_ALL": "C.UTF-8"}
    for name in ("config", "cache", "data", "runtime"):
        place = folder / name
        place.mkdir(mode=0o700)
        environment["XDG_RUNTIME_DIR" if name == "runtime" else f"XDG_{name.upper()}_HOME"] = str(place)
    return environment


def make_workers(programs, folder, rows, seed, platform):
    """Every worker that can work here, by name, and why the others cannot."""
    programs = pathlib.Path(programs).resolve()
    sessions = folder / "sessions.csv"
    environment = window_environment(folder, platform)
    workers = {
        "detectors": Worker([programs / "perimeter_detector_works", rows, seed]),
        "libsvm": Worker([programs / "perimeter_libsvm_works", rows, seed]),
        "window": Worker([programs / "perimeter_window_works"], environment),
        "large window": Once([programs / "perimeter_window_works"], environment),
        "start": Start([programs / "perimeter_window_works", "--first"], environment),
        "program": Program([programs.parents[1] / "src" / "perimeter"], environment),
    }
    workers["DuckDB"] = workers["detectors"]
    absent = {}
    python = python_with("numpy, sklearn, pandas")
    if python:
        workers["scikit-learn"] = workers["pandas"] = Worker([python, HERE / "peers" / "python_works.py", sessions])
    else:
        absent["scikit-learn"] = absent["pandas"] = "not installed (Debian: python3-sklearn python3-pandas)"
    if succeeds("Rscript", "-e", "library(robustbase)"):
        workers["robustbase"] = Worker(["Rscript", HERE / "peers" / "robustbase_works.R", sessions])
    else:
        absent["robustbase"] = "not installed (Debian: r-cran-robustbase)"
    return workers, absent
