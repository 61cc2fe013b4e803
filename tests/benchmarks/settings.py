#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random settings of the one-class SVM: how long each takes in multiples of L, libsvm's cold fit to SESSIONS (ν 0.15,
γ 0.5, standard scaling), and whether it ends at the optimum.

settings.py PROGRAM SESSIONS.csv [--data FILE] [--columns A,B,C] [--count 100] [--seed 1] [--patience SECONDS] [--peer]
    SESSIONS.csv has uplink, downlink and duration. With --data the settings are tried on pairs of columns of another
    file. --peer also fits scikit-learn (at a tolerance of 1e-3) and compares the objectives ½ αᵀKα, as a share of its
    own.
"""
import argparse
import csv
import itertools
import json
import math
import pathlib
import random
import subprocess
import tempfile
import time

import numpy
from sklearn.svm import OneClassSVM

SCALINGS = ["none", "standard", "minmax", "robust", "log1p"]
KERNELS = ["rbf", "rbf", "rbf", "linear", "poly"]


def chosen(dice, columns):
    pair = " ".join(dice.choice(list(itertools.combinations(columns, 2))))
    scaling = dice.choice(SCALINGS)
    kernel = dice.choice(KERNELS)
    gamma = 10 ** dice.uniform(-3, 2)
    if scaling == "none":
        gamma *= 1e-6  # bytes: distances are thousands
    nu = math.exp(dice.uniform(math.log(0.001), math.log(0.9)))
    return f"{pair} {scaling} {kernel} {gamma:.4g} {nu:.4g}"


def options(setting):
    x, y, scaling, kernel, gamma, nu = setting.split()
    return x, y, ["--scale", scaling, "--kernel", kernel, "--gamma", gamma, "--nu", nu]


def objective(kernel, gamma, vectors, alpha):
    product = vectors @ vectors.T
    if kernel == "rbf":
        norms = numpy.diag(product)
        matrix = numpy.exp(-gamma * numpy.maximum(norms[:, None] + norms[None, :] - 2 * product, 0))
    else:
        matrix = product if kernel == "linear" else (gamma * product) ** 3
    return 0.5 * alpha @ matrix @ alpha


def libsvm_model(path):
    gamma, alpha, vectors = 1.0, [], []
    head, _, rows = pathlib.Path(path).read_text().partition("SV\n")
    for line in rows.splitlines():
        fields = line.split()
        alpha.append(float(fields[0]))
        vector = [0.0, 0.0]
        for field in fields[1:]:
            place, value = field.split(":")
            vector[int(place) - 1] = float(value)
        vectors.append(vector)
    return numpy.array(vectors), numpy.array(alpha)


def against_peer(program, file, setting, folder, patience):
    """Perimeter's objective over scikit-learn's, minus 1: below 0 it is nearer to the optimum."""
    _, _, _, kernel, gamma, nu = setting.split()
    table = scaled(file, setting)
    points = pathlib.Path(folder) / "points.csv"  # scaled already: svm-scale knows no logarithm
    numpy.savetxt(points, table, fmt="%.17g", delimiter=",", header="x,y", comments="")
    model = pathlib.Path(folder) / "model.svm"
    subprocess.run([program, "train", points, "--features", "x,y", "--scale", "none", "--kernel", kernel, "--gamma", gamma,
                    "--nu", nu, "--libsvm", model, "-o", pathlib.Path(folder) / "model.json"], check=True,
                   capture_output=True, timeout=patience)
    vectors, alpha = libsvm_model(model)
    own = objective(kernel, float(gamma), vectors, alpha)
    peer = OneClassSVM(kernel=kernel, gamma=float(gamma), nu=float(nu), coef0=0, tol=1e-3, cache_size=1000).fit(table)
    other = objective(kernel, float(gamma), peer.support_vectors_, peer.dual_coef_[0])
    return own / other - 1


def scaled(file, setting):
    x, y, scaling = setting.split()[:3]
    with open(file, newline="") as lines:
        table = numpy.array([[float(row[x] or "nan"), float(row[y] or "nan")] for row in csv.DictReader(lines)])
    table = table[numpy.isfinite(table).all(1)]
    if scaling == "standard":
        return (table - table.mean(0)) / table.std(0)
    if scaling == "minmax":
        return (table - table.min(0)) / (table.max(0) - table.min(0))
    if scaling == "robust":
        low, middle, high = numpy.percentile(table, [25, 50, 75], axis=0)
        return (table - middle) / (high - low)
    return numpy.log1p(table) if scaling == "log1p" else table


def cold_fit(file):
    table = scaled(file, "uplink downlink standard rbf 0.5 0.15")
    began = time.process_time()
    OneClassSVM(gamma=0.5, nu=0.15, tol=1e-3, cache_size=200).fit(table)
    return time.process_time() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("sessions")
    parser.add_argument("--data", help="SESSIONS where absent")
    parser.add_argument("--columns", default="uplink,downlink,duration")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=60)
    parser.add_argument("--peer", action="store_true")
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)
    data = arguments.data or arguments.sessions
    unit = cold_fit(arguments.sessions)
    print(f"L = {unit:.2f} s (scikit-learn's libsvm)\n")
    print("| x, y, scaling, kernel, γ, ν | fit, ms | L | notices |" + (" objective |" if arguments.peer else ""))
    print("|---|---|---|---|" + ("---|" if arguments.peer else ""))
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(arguments.count):
            setting = chosen(dice, arguments.columns.split(","))
            x, y, flags = options(setting)
            command = [arguments.program, "fit", data, "--x", x, "--y", y, *flags, "--detector", "ocsvm", "--json"]
            try:
                run = subprocess.run(command, capture_output=True, text=True, timeout=arguments.patience)
            except subprocess.TimeoutExpired:
                print(f"| {setting} | no answer | | |", flush=True)
                continue
            if run.returncode:
                print(f"| {setting} | {run.stderr.strip()} | | |", flush=True)
                continue
            fitted = json.loads(run.stdout)["detectors"][0]
            line = (f"| {setting} | {fitted['ms']['fit']:,.0f} | {fitted['ms']['fit'] / 1000 / unit:.2f} | "
                    f"{' '.join(fitted['notices'])} |")
            if arguments.peer and fitted["frontier"]:
                line += f" {against_peer(arguments.program, data, setting, folder, arguments.patience):.1e} |"
            print(line, flush=True)


if __name__ == "__main__":
    main()
