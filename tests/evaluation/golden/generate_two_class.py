#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scikit-learn's two-class SVM on the bundled samples: counts and areas of the rows learned from and of stratified
folds, and the decision values of every row with the fold it was tested in.

Debian's python3-sklearn 1.2.1:  /usr/bin/python3 generate_two_class.py
Writes two_class.csv and two_class_values.csv beside itself. Inliers are the positive class, as in Perimeter.
"""
import csv
import pathlib

import numpy
from sklearn.metrics import average_precision_score, confusion_matrix, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

HERE = pathlib.Path(__file__).parent
SAMPLES = HERE / "../../../resources/samples"


def columns(name, header, places):
    with open(SAMPLES / name, newline="", encoding="utf-8") as file:
        lines = list(csv.reader(file))[1 if header else 0:]
    return numpy.array([[float(line[place]) for place in places] for line in lines])


# Of hbk the first fourteen rows are outliers by construction; of the wines those of the third cultivar, the last 48.
DATA = {"hbk": (columns("hbk.csv", True, (0, 1)), numpy.arange(75) < 14),
        "wine": (columns("wine.csv", False, (6, 9)), numpy.arange(178) >= 130)}
# data, kernel, C, weight of outliers and of inliers (balanced when absent)
CASES = [("hbk", "rbf", 1, None), ("wine", "rbf", 1, None), ("wine", "rbf", 10, (3, 1)), ("wine", "linear", 1, None),
         ("wine", "linear", 0.5, (1, 2))]


def machine(kernel, cost, weights):
    weight = "balanced" if weights is None else {False: weights[0], True: weights[1]}
    return make_pipeline(StandardScaler(), SVC(C=cost, kernel=kernel, gamma="scale", class_weight=weight, tol=1e-6))


def figures(truth, decision):
    (tn, fp), (fn, tp) = confusion_matrix(truth, decision < 0)
    return [tp, fp, tn, fn, repr(float(roc_auc_score(truth, -decision))),
            repr(float(average_precision_score(truth, -decision)))]


def main():
    with open(HERE / "two_class.csv", "w", encoding="utf-8") as table, \
            open(HERE / "two_class_values.csv", "w", encoding="utf-8") as values:
        kinds = [f"{kind}_{name}" for kind in ("learned", "tested")
                 for name in ("tp", "fp", "tn", "fn", "roc_auc", "average_precision")]
        print("data,kernel,cost,outlier_weight,inlier_weight", *kinds, sep=",", file=table)
        print("case,row,fold,learned,tested", file=values)
        for case, (name, kernel, cost, weights) in enumerate(CASES):
            points, outlier = DATA[name]
            inlier = ~outlier
            learned = machine(kernel, cost, weights).fit(points, inlier).decision_function(points)
            tested = numpy.zeros(len(points))
            fold_of = numpy.zeros(len(points), dtype=int)
            for fold, (train, test) in enumerate(StratifiedKFold(5, shuffle=True, random_state=0).split(points, inlier)):
                tested[test] = machine(kernel, cost, weights).fit(points[train], inlier[train]).decision_function(points[test])
                fold_of[test] = fold
            print(name, kernel, cost, *(weights or ("", "")), *figures(outlier, learned), *figures(outlier, tested),
                  sep=",", file=table)
            for row in range(len(points)):
                print(case, row, fold_of[row], repr(float(learned[row])), repr(float(tested[row])), sep=",", file=values)


main()
