#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Confusion counts and areas of scikit-learn's detectors on labelled sessions: ../../../../shared/data/dev_dns_sessions.csv,
which is not part of the project. Only these counts are.

Debian's python3-sklearn 1.2.1:  /usr/bin/python3 generate_evaluation.py FILE > evaluation.csv
Of MinCovDet the best of ten seeds by determinant: its result varies with the seed. Packets are left out of it: most
sessions have one, an exact fit.
"""
import csv
import sys

import numpy
from sklearn.covariance import EllipticEnvelope
from sklearn.metrics import average_precision_score, confusion_matrix, roc_auc_score
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM

PAIRS = [("orig_bytes", "resp_bytes"), ("duration", "orig_bytes"), ("orig_pkts", "orig_bytes")]
NUS = (0.01, 0.05)

with open(sys.argv[1], newline="", encoding="utf-8") as file:
    records = list(csv.DictReader(file))
truth = numpy.array([int(record["label"]) for record in records])


def empirical(values, nu):
    center = values.mean(axis=0)
    precision = numpy.linalg.inv(numpy.cov(values.T, bias=True))
    distance = numpy.einsum("ij,jk,ik->i", values - center, precision, values - center)
    return distance, distance > numpy.percentile(distance, 100 * (1 - nu))


def robust(values, nu):
    models = [EllipticEnvelope(contamination=nu, random_state=seed).fit(values) for seed in range(10)]
    model = min(models, key=lambda each: numpy.linalg.det(each.raw_covariance_))
    return model.dist_, model.decision_function(values) < -1e-9


def ocsvm(values, nu):
    model = OneClassSVM(nu=nu, gamma="scale", tol=1e-8).fit(values)
    f = model.decision_function(values)
    return -f, f < -1e-6 * model.offset_[0]


print("x,y,nu,detector,true_positives,false_positives,true_negatives,false_negatives,roc_auc,average_precision")
for x, y in PAIRS:
    values = numpy.array([[float(record[x]), float(record[y])] for record in records])
    values = StandardScaler().fit_transform(values)
    for nu in NUS:
        for name, detector in (("ocsvm", ocsvm), ("robust", robust), ("empirical", empirical)):
            if name == "robust" and x == "orig_pkts":
                continue
            score, outside = detector(values, nu)
            (tn, fp), (fn, tp) = confusion_matrix(truth, outside)
            print(x, y, nu, name, tp, fp, tn, fn, repr(float(roc_auc_score(truth, score))),
                  repr(float(average_precision_score(truth, score))), sep=",")
