# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers: fit, sweep, experiment and evaluate."""
import inputs
from cases import case

DNS = 'dns_sessions.csv --where "service_id = 9000" --x uplink --y downlink'
HBK = "hbk.csv --x X1 --y X2"
WINE = "wine.csv --no-header --x column7 --y column10"
LABELLED_HBK = f'{HBK} --derive "label = X1 > 8"'
FORMATS = ["text", "csv", "markdown", "latex", "json"]

FIT = [
    case("fit.formats", *(f"fit {HBK} --nu 0.2 --format {word}" for word in FORMATS)),
    case("fit.sessions",
         f"fit {DNS} --nu 0.05 --json",
         f"fit {DNS} --nu 0.25"),
    case("fit.default-axes",
         "fit wine.csv --no-header --json",
         "fit starsCYG.csv --json"),
    case("fit.rows", f"fit {WINE} --nu 0.1 --rows classes.csv"),
    case("fit.rows-with-gaps",
         "fit gaps.csv --x a --y b --nu 0.4 --rows rows.csv --json",
         files={"gaps.csv": inputs.GAPS}),
    case("fit.rows-of-sessions", f"fit {DNS} --nu 0.05 --scale log1p --rows rows.csv"),
    case("fit.scalings",
         *(f"fit {WINE} --scale {word} --json"
           for word in ["none", "standard", "robust", "minmax", "log1p"])),
    case("fit.polynomial", f"fit {WINE} --detector ocsvm --kernel poly --degree 2 --coef0 1 --scale minmax --json"),
    case("fit.sigmoid", f"fit {WINE} --detector ocsvm --kernel sigmoid --gamma 0.1 --scale minmax --nu 0.1 --json"),
    case("fit.linear", "fit starsCYG.csv --detector ocsvm --kernel linear --scale none --json"),
    case("fit.linear-without-frontier",
         "fit starsCYG.csv --kernel linear --format csv",
         "fit starsCYG.csv --kernel linear --detector ocsvm --json",
         "fit starsCYG.csv --kernel linear"),
    case("fit.gamma",
         f"fit {HBK} --gamma auto --scale none --detector ocsvm --json",
         f"fit {HBK} --gamma 0.01 --detector ocsvm --json"),
    case("fit.tolerance", f"fit {WINE} --detector ocsvm --tolerance 1e-3 --json"),
    case("fit.libsvm",
         f"fit {WINE} --solver libsvm --nu 0.1 --json",
         "fit dns_sessions.csv --where 'session <= 2000' --x uplink --y downlink --solver libsvm --detector ocsvm"),
    case("fit.robustbase",
         f"fit {HBK} --detector robust --convention robustbase --contamination 0.2 --json",
         f"fit {WINE} --detector robust --convention robustbase --support-fraction 0.9 --seed 7 --json"),
    case("fit.support-fraction", f"fit {HBK} --detector robust --support-fraction 0.6 --seed 3 --json"),
    case("fit.contamination", f"fit {WINE} --contamination 0.3 --nu 0.05 --format markdown"),
    case("fit.large-nu", f"fit {HBK} --nu 1 --detector ocsvm --json"),
    case("fit.bins", f"fit {DNS} --nu 0.05 --bins --json --rows rows.csv"),
    case("fit.bins-above",
         f"fit {DNS} --bins-above 1000 --json",
         f"fit {DNS} --exact --detector robust --json"),
    case("fit.three-detectors-in-order", f"fit {HBK} --detector empirical --detector robust --detector ocsvm"),
    case("fit.two-class",
         f"fit {LABELLED_HBK} --detector two-class --truth label --json",
         f"fit {LABELLED_HBK} --detector two-class --detector ocsvm --truth label --two-class-kernel linear --cost 10 "
         "--class-weights 3:1 --rows classes.csv",
         "fit rows.csv --x a --y b --truth label --detector two-class",
         f"fit {LABELLED_HBK} --detector two-class --truth label --two-class-kernel poly --json",
         files={"rows.csv": inputs.labelled()}),
    case("fit.time-axis", "fit walk.csv --x at --y bytes --nu 0.1 --json", files={"walk.csv": inputs.walking()}),
    case("fit.exact-fit", "fit line.csv --json", files={"line.csv": inputs.on_a_line()}),
    case("fit.constant-column", "fit hbk.csv --derive 'same = X1 * 0' --x X1 --y same --json"),
    case("fit.log-axes", f"fit {DNS} --x-axis log --y-axis asinh --detector empirical --json"),
    case("fit.hostile-names",
         """fit hostile.csv --x 'b\\s' --y 'sa"id' --format latex""",
         files={"hostile.csv": inputs.HOSTILE_NAMES}),
    case("fit.few-rows", "fit table.csv --nu 0.5", files={"table.csv": inputs.TABLE}),
]

SWEEP = [
    case("sweep.formats", *(f"sweep starsCYG.csv --steps 4 --format {word}" for word in FORMATS)),
    case("sweep.sessions", f"sweep {DNS} --from 0.005 --to 0.25 --steps 12 --json"),
    case("sweep.gamma",
         f"sweep {HBK} --over gamma --from 0.01 --to 10 --steps 5",
         f"sweep {HBK} --over gamma --from 0.1 --to 1 --steps 3 --format latex"),
    case("sweep.contamination",
         f"sweep {HBK} --over contamination --from 0.1 --to 0.3 --steps 3 --json",
         f"sweep {HBK} --over contamination --detector empirical --steps 3 --format csv"),
    case("sweep.kernel",
         f"sweep {WINE} --over kernel --scale minmax",
         f"sweep {WINE} --over kernel --format markdown"),
    case("sweep.bins", f"sweep {DNS} --bins --steps 4 --scale log1p"),
    case("sweep.libsvm", f"sweep {HBK} --solver libsvm --steps 3 --json"),
]

EXPERIMENT = [
    case("experiment.formats",
         *(f"experiment starsCYG.csv --features log.Te,log.light --nu 0.05,0.2 --format {word}"
           for word in FORMATS)),
    case("experiment.study",
         'experiment dns_sessions.csv --where "service_id = 9000" --preset study',
         'experiment dns_sessions.csv --where "service_id = 9000" --preset study --detector robust --nu 0.1 '
         "--features uplink,downlink --test-scaling own --format csv"),
    case("experiment.shuffle",
         "experiment wine.csv --no-header --features column1,column2 --features column1,column3 --nu 0.05,0.1 "
         "--shuffle --repeats 6 --format latex",
         "experiment wine.csv --no-header --features column1,column2,column5 --shuffle --seed 5 --train 0.5 --json "
         "--rows rows.csv"),
    case("experiment.by-time",
         "experiment groups.csv --features a,b --by-time when --rows rows.csv",
         files={"groups.csv": inputs.grouped()}),
    case("experiment.by-group",
         "experiment groups.csv --features a,b --by-group user --detector empirical --rows rows.csv --format csv",
         "experiment groups.csv --features b,a --by-group user --repeats 3 --seed 9",
         files={"groups.csv": inputs.grouped()}),
    case("experiment.own-scaling",
         "experiment wine.csv --no-header --features column1,column2 --test-scaling own --scale robust --kernel poly "
         "--gamma 0.5 --convention robustbase --json"),
    case("experiment.notices",
         "experiment hbk.csv --derive 'same = X1 * 0' --derive 'twin = X1' --features X1,same --features X1,twin "
         "--nu 0.2"),
]

EVALUATE = [
    case("evaluate.formats", *(f"evaluate {LABELLED_HBK} --nu 0.2 --format {word}" for word in FORMATS)),
    case("evaluate.curves", f"evaluate {LABELLED_HBK} --nu 0.2 --curves curves.csv --json"),
    case("evaluate.two-class",
         f"evaluate {LABELLED_HBK} --detector two-class --json",
         f"evaluate {LABELLED_HBK} --detector two-class --detector robust",
         f"evaluate {LABELLED_HBK} --detector two-class --two-class-kernel linear --cost 0.5 --seed 4 --format csv"),
    case("evaluate.sessions",
         "evaluate dns_sessions.csv --join dns_sessions_labels.csv:session --derive \"bad = label = 'tunnel'\" "
         "--where 'service_id = 9000' --truth bad --x uplink --y duration --nu 0.01 --scale log1p"),
    case("evaluate.label",
         f"evaluate {HBK} --label X1=10.10 --json",
         f"evaluate {HBK} --label X1=1234"),
    case("evaluate.default-features",
         "evaluate rows.csv --json",
         "evaluate rows.csv --truth label --x a --y c",
         files={"rows.csv": inputs.labelled()}),
]

CASES = FIT + SWEEP + EXPERIMENT + EVALUATE
