#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the numbers of scikit-learn 1.2.1 that the tests compare with, beside this file.

Usage: /usr/bin/python3 tests/detectors/golden/generate_sklearn.py
Needs python3-sklearn 1.2.1 (Debian 12). Rows are sorted by their columns before every fit, as Perimeter sorts them.

sklearn_svm.csv          one line per fit: data set, scaling, kernel, gamma, tolerance handed to libsvm, nu, rho, support
                         vectors, objective, KKT residual
sklearn_svm_values.csv   decision values of each fit at CHECKED sorted rows, evenly taken
sklearn_scaling.csv      centre and spread per column
sklearn_covariance.csv   EmpiricalCovariance and threshold at three contaminations
sklearn_mcd.csv          best raw log determinant of MinCovDet over ten seeds, and h
"""
import csv
import os

import numpy as np
import sklearn
from sklearn.covariance import EllipticEnvelope, EmpiricalCovariance, MinCovDet
from sklearn.metrics.pairwise import pairwise_kernels
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler
from sklearn.svm import OneClassSVM

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = os.path.join(HERE, "..", "..", "..", "resources", "samples")
CHECKED = 200
NUS = (0.02, 0.15, 0.4)


def read(name, header, columns):
    with open(os.path.join(SAMPLES, name), newline="") as file:
        rows = list(csv.reader(file, quotechar="|"))[1 if header else 0:]
    return np.array([[float(row[column]) for column in columns] for row in rows])


def dns_sessions():
    with open(os.path.join(SAMPLES, "dns_sessions.csv"), newline="") as file:
        rows = list(csv.DictReader(file, quotechar="|"))
    return np.array([[float(row["uplink"]), float(row["downlink"])] for row in rows if row["service_id"] == "9000"])


def ordered(points):
    return points[np.lexsort(points.T[::-1])]


DATA = {
    "wine_0_1": read("wine.csv", False, (0, 1)),
    "wine_4_12": read("wine.csv", False, (4, 12)),
    "starsCYG": read("starsCYG.csv", True, (0, 1)),
    "dns": dns_sessions(),
}
SCALERS = {"standard": StandardScaler, "robust": RobustScaler, "minmax": MinMaxScaler}


def number(value):
    return repr(float(value))


def checked_rows(n):
    return [i * n // CHECKED for i in range(CHECKED)] if n > CHECKED else list(range(n))


def diagonal(points, kernel, gamma):
    products = np.einsum("ij,ij->i", points, points)
    if kernel == "rbf":
        return np.ones(len(points))
    if kernel == "linear":
        return products
    return np.abs((gamma * products) ** 3 if kernel == "poly" else np.tanh(gamma * products))


def tolerance(points, kernel, gamma, nu):
    """1e-8, scaled down with the gradient where kernel values are small."""
    gradient = nu * len(points) * np.percentile(diagonal(points, kernel, gamma), 100 * nu)
    return 1e-8 * min(1.0, gradient) if gradient > 0 else 1e-8


def dual(points, model, kernel, gamma, nu):
    """Objective ½αᵀKα and the violation max G(α > 0) − min G(α < 1), both from double kernel values."""
    alpha = np.zeros(len(points))
    alpha[model.support_] = model.dual_coef_[0]
    keywords = {} if kernel == "linear" else {"gamma": gamma}
    if kernel in ("poly", "sigmoid"):
        keywords["coef0"] = 0
    if kernel == "poly":
        keywords["degree"] = 3
    gradient = pairwise_kernels(points, points[model.support_], metric=kernel, **keywords) @ model.dual_coef_[0]
    free = alpha < 1
    violation = gradient[alpha > 0].max() - gradient[free].min() if free.any() else 0.0
    return 0.5 * alpha @ gradient, violation


def svm():
    fits, values = [], []
    for name, raw in DATA.items():
        for scaling, kernels in (("standard", ("rbf", "sigmoid")), ("none", ("linear", "poly"))):
            if name == "dns" and scaling == "standard":
                kernels = ("rbf",)
            points = ordered(StandardScaler().fit_transform(raw) if scaling == "standard" else raw)
            gamma = 1 / (points.shape[1] * points.var())
            for kernel in kernels:
                for nu in NUS:
                    eps = tolerance(points, kernel, gamma, nu)
                    model = OneClassSVM(kernel=kernel, gamma=gamma, nu=nu, tol=eps, cache_size=1000).fit(points)
                    objective, violation = (dual(points, model, kernel, gamma, nu) if name != "dns" else (0, 0))
                    fits.append([name, scaling, kernel, number(gamma), number(eps), number(nu),
                                 number(model.offset_[0]), len(model.support_), number(objective), number(violation)])
                    rows = checked_rows(len(points))
                    for row, value in zip(rows, model.decision_function(points[rows])):
                        values.append([name, kernel, number(nu), row, number(value)])
    write("sklearn_svm.csv", ["data", "scaling", "kernel", "gamma", "eps", "nu", "rho", "support_vectors", "objective",
                              "violation"], fits)
    write("sklearn_svm_values.csv", ["data", "kernel", "nu", "row", "decision"], values)


def scaling():
    rows = []
    for name, points in DATA.items():
        for kind, scaler in SCALERS.items():
            fitted = scaler().fit(points)
            center = {"standard": lambda: fitted.mean_, "robust": lambda: fitted.center_,
                      "minmax": lambda: fitted.data_min_}[kind]()
            spread = fitted.data_range_ if kind == "minmax" else fitted.scale_
            for column in range(points.shape[1]):
                rows.append([name, kind, column, number(center[column]), number(spread[column])])
    write("sklearn_scaling.csv", ["data", "scaling", "column", "center", "spread"], rows)


def covariance():
    rows = []
    for name, raw in DATA.items():
        points = StandardScaler().fit_transform(raw) if name == "dns" else raw
        model = EmpiricalCovariance().fit(points)
        distances = model.mahalanobis(points)
        thresholds = [np.percentile(distances, 100 * (1 - c)) for c in (0.05, 0.15, 0.25)]
        rows.append([name] + [number(v) for v in (*model.location_, *model.covariance_[0], model.covariance_[1][1],
                                                  *thresholds, distances[0], distances[-1])])
    write("sklearn_covariance.csv", ["data", "location0", "location1", "cov00", "cov01", "cov11", "threshold05",
                                     "threshold15", "threshold25", "first", "last"], rows)


def mcd():
    rows = []
    for name, raw in DATA.items():
        points = StandardScaler().fit_transform(raw)
        best = None
        for seed in range(10):
            model = MinCovDet(random_state=seed).fit(points)
            objective = np.linalg.slogdet(model.raw_covariance_)[1]
            if best is None or objective < best[0]:
                offset = -EllipticEnvelope(random_state=seed, contamination=0.15).fit(points).offset_
                best = (objective, model.location_, model.covariance_, offset)
        h = int(np.ceil(0.5 * (len(points) + points.shape[1] + 1)))
        rows.append([name, h] + [number(v) for v in (best[0], *best[1], *best[2][0], best[2][1][1], best[3])])
    write("sklearn_mcd.csv", ["data", "h", "log_det", "location0", "location1", "cov00", "cov01", "cov11",
                              "threshold15"], rows)


def write(name, header, rows):
    with open(os.path.join(HERE, name), "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(name, len(rows), "rows")


if __name__ == "__main__":
    assert sklearn.__version__ == "1.2.1", sklearn.__version__
    scaling()
    covariance()
    mcd()
    svm()
