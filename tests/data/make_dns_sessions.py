#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the bundled sample: SYNTHETIC sessions of mobile subscribers, dns_sessions.csv and dns_sessions_labels.csv.

Usage: make_dns_sessions.py FOLDER            (needs numpy; the committed files come from numpy 1.24)

No row was measured anywhere. The shape follows what the 2015 study of DNS sessions describes: one row per session with
service id, subscriber (a hash), bytes up, bytes down and duration; fields separated by ',' and quoted by '|'; several
services in one file, DNS being 9000. The rest is assumed:

 1. Five sessions of six are DNS; the others are web (9001), encrypted web (9002), mail (9003) and messaging (9004).
 2. Bytes are heavy-tailed: uplink log-normal (of the logarithm: mean 6.5, deviation 1.3), downlink a log-normal multiple
    of it (0.15, 0.35). Other services differ in those four numbers.
 3. Durations in seconds are a gamma (shape 0.7, scale 90) plus an exponential (mean 4), rounded to hundredths.
 4. Ties are the normal case. Bytes are whole numbers. Of the DNS sessions 40 % repeat one of 300 popular exchanges (same
    uplink, same downlink; popularity falls as 1/rank), and half of those end by one of five idle times-out, so that
    whole rows repeat.
 5. 2 % of all sessions have duration 0 (shorter than the clock's step).
 6. 0.4 % of the DNS sessions are tunnels, made by 25 of the 5,000 subscribers: uplink is multiplied by a log-normal
    (3, 0.6), downlink stays, duration is stretched 2 to 10 times. They are never popular exchanges.
 7. Activity of the subscribers falls as 1/(rank + 20); the order of the rows is that of arrival and carries no trend.
"""
import hashlib
import pathlib
import sys

import numpy as np

SEED = 9000
ROWS = 24_200
SUBSCRIBERS = 5_000
TUNNELLERS = 25
DNS = 9000
# service id: share, uplink (mean, deviation of the logarithm), downlink factor (mean, deviation of the logarithm)
SERVICES = {
    DNS: (5 / 6, (6.5, 1.3), (0.15, 0.35)),
    9001: (0.06, (7.2, 1.1), (1.8, 0.9)),
    9002: (0.07, (7.8, 1.2), (1.5, 1.0)),
    9003: (0.02, (8.0, 1.0), (-0.3, 0.9)),
    9004: (0.01 + 1 / 150, (6.9, 0.8), (0.0, 0.5)),
}
POPULAR_SHARE, POPULAR_EXCHANGES = 0.40, 300
TIMEOUT_SHARE, TIMEOUTS = 0.5, np.array([5.0, 10.0, 15.0, 30.0, 60.0])
ZERO_DURATION_SHARE = 0.02
TUNNEL_SHARE = 0.004


def zipf(count, offset):
    weights = 1.0 / (np.arange(count) + 1.0 + offset)
    return weights / weights.sum()


def subscriber_hash(number):
    return hashlib.sha256(f"synthetic subscriber {number}".encode()).hexdigest()[:16]


def draw_bytes(rng, service):
    uplink, downlink = np.empty(len(service)), np.empty(len(service))
    for identity, (_, (up_mean, up_deviation), (factor_mean, factor_deviation)) in SERVICES.items():
        rows = np.flatnonzero(service == identity)
        uplink[rows] = rng.lognormal(up_mean, up_deviation, len(rows))
        downlink[rows] = uplink[rows] * rng.lognormal(factor_mean, factor_deviation, len(rows))
    return uplink, downlink


def sessions():
    rng = np.random.default_rng(SEED)
    shares = np.array([share for share, _, _ in SERVICES.values()])
    service = rng.choice(list(SERVICES), ROWS, p=shares / shares.sum())
    subscriber = rng.choice(SUBSCRIBERS, ROWS, p=zipf(SUBSCRIBERS, 20))
    uplink, downlink = draw_bytes(rng, service)
    duration = rng.gamma(0.7, 90, ROWS) + rng.exponential(4, ROWS)

    popular = (service == DNS) & (rng.random(ROWS) < POPULAR_SHARE)
    popular_uplink = rng.lognormal(6.2, 0.9, POPULAR_EXCHANGES)
    popular_downlink = popular_uplink * rng.lognormal(0.15, 0.35, POPULAR_EXCHANGES)
    exchange = rng.choice(POPULAR_EXCHANGES, ROWS, p=zipf(POPULAR_EXCHANGES, 0))
    uplink[popular], downlink[popular] = popular_uplink[exchange[popular]], popular_downlink[exchange[popular]]
    timed_out = popular & (rng.random(ROWS) < TIMEOUT_SHARE)
    duration[timed_out] = rng.choice(TIMEOUTS, timed_out.sum())

    tunnel = (service == DNS) & ~popular & (rng.random(ROWS) < TUNNEL_SHARE / (1 - POPULAR_SHARE))
    tunnels = tunnel.sum()
    uplink[tunnel] *= rng.lognormal(3, 0.6, tunnels)
    duration[tunnel] *= rng.uniform(2, 10, tunnels)
    subscriber[tunnel] = rng.choice(rng.choice(SUBSCRIBERS, TUNNELLERS, replace=False), tunnels)

    duration[rng.random(ROWS) < ZERO_DURATION_SHARE] = 0
    return service, subscriber, uplink.round().astype(int), downlink.round().astype(int), duration.round(2), tunnel


def main():
    folder = pathlib.Path(sys.argv[1])
    service, subscriber, uplink, downlink, duration, tunnel = sessions()
    with open(folder / "dns_sessions.csv", "w", encoding="ascii", newline="\n") as file:
        file.write("|session|,|service_id|,|subscriber|,|uplink|,|downlink|,|duration|\n")
        for row in range(ROWS):
            file.write(f"{row + 1},|{service[row]}|,|{subscriber_hash(subscriber[row])}|,"
                       f"{uplink[row]},{downlink[row]},{duration[row]:.10g}\n")
    with open(folder / "dns_sessions_labels.csv", "w", encoding="ascii", newline="\n") as file:
        file.write("session,label\n")
        for row in range(ROWS):
            file.write(f"{row + 1},{'tunnel' if tunnel[row] else 'benign'}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: make_dns_sessions.py FOLDER")
    main()
