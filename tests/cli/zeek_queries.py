# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries of a Zeek dns.log per client and registered domain, worked out line by line: what the recipe
dns-zeek-queries is compared with."""
import collections
import math
import sys

TWO_LEVELS = {"co.uk", "com.au"}


def registered(name):
    labels = name.split(".")
    return ".".join(labels[-3 if ".".join(labels[-2:]) in TWO_LEVELS and len(labels) > 2 else -2:])


def entropy(text):
    return -sum(n / len(text) * math.log2(n / len(text)) for n in collections.Counter(text).values())


fields, groups = [], {}
with open(sys.argv[1], encoding="utf-8") as log:
    for line in log:
        cells = line.rstrip("\n").split("\t")
        if cells[0] == "#fields":
            fields = cells[1:]
        if line.startswith("#"):
            continue
        record = dict(zip(fields, cells))
        if record["query"] != "-":
            name = record["query"].lower().rstrip(".")
            groups.setdefault((record["id.orig_h"], registered(name)), []).append((name, record))

print("client,domain,queries,mean_length,longest,label_entropy,unique_names,record_types,mean_answer,largest_answer,rate")
for (client, domain), queries in groups.items():
    lengths = [len(record["query"]) for name, record in queries]
    answers = [0 if record["answers"] == "-" else len(record["answers"]) for name, record in queries]
    times = [float(record["ts"]) for name, record in queries]
    print(client, domain, len(queries), sum(lengths) / len(queries), max(lengths),
          sum(entropy(name[:-len(domain) - 1]) for name, record in queries) / len(queries),
          len({record["query"].lower() for name, record in queries}),
          len({record["qtype_name"] for name, record in queries} - {"-"}),
          sum(answers) / len(queries), max(answers), len(queries) / max(1, max(times) - min(times)), sep=",")
