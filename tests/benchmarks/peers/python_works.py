#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scikit-learn and pandas on the sessions of a CSV file, asked as the programs beside this folder are.

Usage: python_works.py SESSIONS.csv
"""
import json
import sys
import time

import numpy as np
import pandas
import sklearn
from sklearn.covariance import MinCovDet
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM

sessions = pandas.read_csv(sys.argv[1])


def ordered(x, y):
    """Two columns, the rows in Perimeter's canonical order."""
    raw = sessions[[x, y]].to_numpy(dtype=float)
    return raw[np.lexsort((raw[:, 1], raw[:, 0]))]


points = StandardScaler().fit_transform(ordered("uplink", "downlink"))
hard_points = np.log1p(ordered("uplink", "duration"))
fitted = {}


def timed(call):
    start = time.perf_counter()
    result = call()
    return result, (time.perf_counter() - start) * 1000


def fit(nu):
    return OneClassSVM(nu=nu, gamma=0.5).fit(points)


def cold(nu):
    svm, took = timed(lambda: fit(float(nu)))
    return took, {"support vectors": len(svm.support_)}


def hard(gamma):
    svm, took = timed(lambda: OneClassSVM(nu=0.15, gamma=float(gamma)).fit(hard_points))
    return took, {"support vectors": len(svm.support_)}


def sweep(first, last, count):
    svms, took = timed(lambda: [len(fit(nu).support_) for nu in np.linspace(float(first), float(last), int(count))])
    return took, {"support vectors": float(np.mean(svms))}


def field(nu, side):
    if nu not in fitted:
        fitted[nu] = fit(float(nu))
    least, most = points.min(axis=0), points.max(axis=0)
    margin = 0.12 * (most - least)
    x, y = (np.linspace(least[i] - margin[i], most[i] + margin[i], int(side)) for i in (0, 1))
    grid = np.c_[np.tile(x, len(y)), np.repeat(y, len(x))]
    _, took = timed(lambda: fitted[nu].decision_function(grid))
    return took, {"support vectors": len(fitted[nu].support_)}


def mcd(seed):
    robust, took = timed(lambda: MinCovDet(random_state=int(seed)).fit(points))
    return took, {"log det": float(np.log(np.linalg.det(np.cov(points[robust.raw_support_].T, bias=True))))}


def read(path):
    table, took = timed(lambda: pandas.read_csv(path))
    return took, {"rows": len(table)}


def versions():
    return 0, {"scikit-learn": sklearn.__version__, "pandas": pandas.__version__, "NumPy": np.__version__,
               "Python": sys.version.split()[0]}


WORKS = {work.__name__: work for work in (cold, hard, sweep, field, mcd, read, versions)}

for line in sys.stdin:
    name, *arguments = line.split()
    try:
        milliseconds, facts = WORKS[name](*arguments)
        print(json.dumps({"ms": milliseconds, "facts": facts}), flush=True)
    except Exception as error:  # told to who asked, who goes on with the next
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
