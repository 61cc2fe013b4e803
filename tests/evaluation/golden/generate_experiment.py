#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What scikit-learn says of the test rows of the study's twelve experiments on the bundled sample (synthetic data).

Debian's python3-sklearn 1.2.1:  /usr/bin/python3 generate_experiment.py ../../../resources/samples/dns_sessions.csv > experiment.csv
A line per experiment: features, ν, test rows, the rows (of the file, from 1) that lie outside, the rows with |f| ≤ 1e-3.
"""
import csv
import sys

import numpy
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM

SETS = [["uplink", "downlink"], ["uplink", "duration"], ["downlink", "duration"], ["uplink", "downlink", "duration"],
        ["uplink_rate", "downlink_rate"], ["uplink", "downlink", "duration", "uplink_rate", "downlink_rate"]]

with open(sys.argv[1], newline="", encoding="utf-8") as file:
    records = [(number, record) for number, record in enumerate(csv.DictReader(file, quotechar="|"), 1)
               if record["service_id"] == "9000"]
rows = numpy.array([number for number, record in records])
columns = {name: numpy.array([float(record[name]) for number, record in records])
           for name in ("uplink", "downlink", "duration")}
divisor = numpy.where(columns["duration"] == 0, 1, columns["duration"])
columns["uplink_rate"] = columns["uplink"] / divisor
columns["downlink_rate"] = columns["downlink"] / divisor
training = len(rows) * 3 // 4

print("features,nu,test_rows,outside,near")
for features in SETS:
    values = numpy.column_stack([columns[name] for name in features])
    scaler = StandardScaler().fit(values[:training])
    for nu in (0.16, 0.005):
        model = OneClassSVM(nu=nu, gamma="auto").fit(scaler.transform(values[:training]))
        decision = model.decision_function(scaler.transform(values[training:]))
        test = rows[training:]
        print(" ".join(features), nu, len(test), " ".join(map(str, test[decision < 0])),
              " ".join(map(str, test[abs(decision) <= 1e-3])), sep=",")
