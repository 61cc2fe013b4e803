# SPDX-License-Identifier: GPL-3.0-or-later
"""What the study's scripts would have written from raw records: DNS sessions, rates, the first of every subscriber."""
import csv
import sys

seen = set()
print("session,uplink,downlink,duration,uplink_rate,downlink_rate")
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    for record in csv.DictReader(file, quotechar="|"):
        if record["service_id"] != "9000" or record["subscriber"] in seen:
            continue
        seen.add(record["subscriber"])
        up, down, duration = (float(record[name]) for name in ("uplink", "downlink", "duration"))
        print(record["session"], up, down, duration, up / (duration or 1), down / (duration or 1), sep=",")
