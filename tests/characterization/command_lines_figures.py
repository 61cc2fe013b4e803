# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures, and what they show as code, coordinates and reports."""
import inputs
from cases import case

DNS = 'dns_sessions.csv --where "service_id = 9000" --x uplink --y downlink'
FEW_DNS = 'dns_sessions.csv --where "session <= 3000 and service_id = 9000" --x uplink --y downlink'
HBK = "hbk.csv --x X1 --y X2"
LABELLED_HBK = f'{HBK} --derive "label = X1 > 8" --truth label --detector two-class'
PRESETS = ["study-6.1", "study-6.2", "study-6.3", "study-6.4", "study-kernels"]

RENDER = [
    case("render.pdf", f"render {HBK} --nu 0.2 -o hbk.pdf"),
    case("render.svg", f"render {HBK} --nu 0.2 -o hbk.svg"),
    case("render.png", f"render {HBK} --nu 0.2 -o hbk.png"),
    case("render.size",
         "render starsCYG.csv --nu 0.1 --size 120x50mm -o stars.svg",
         "render starsCYG.csv --size 60x60mm --dpi 72 --detector robust -o stars.png"),
    case("render.style",
         "render starsCYG.csv --figure single-column --letters --only 1,2 --title 'Stars of CYG OB1' "
         "--caption 'Both axes are logarithms.' --palette grey --no-grid -o stars.pdf",
         "render starsCYG.csv --figure double-column --only 3,1 --columns 1 --legend above --text-size 7 "
         "--palette bright -o stars.svg",
         "render starsCYG.csv --figure slide --theme dark --legend none --title 'Ωmega & <b>' -o stars.png"),
    case("render.panes-and-lines",
         "render wine.csv --no-header --x column1 --y column2 --panes scaling=none,standard --lines nu=0.05,0.2 "
         "-o scalings.svg",
         "render wine.csv --no-header --x column1 --y column2 --panes kernel=rbf,poly --lines detector --scale minmax "
         "-o kernels.svg",
         f"render {HBK} --panes nu --detector ocsvm -o nu.svg",
         "render starsCYG.csv --panes none --lines nu=0.05,0.15,0.3 --detector ocsvm -o one.svg"),
    case("render.axes",
         "render hbk.csv --panes axes=X1:X2,X2:X3 --lines detector -o axes.svg",
         "render starsCYG.csv --panes axes --detector empirical -o every.svg"),
    case("render.view",
         f"render {HBK} --view 0:4,0:4 --lines kernel=rbf,poly --panes none -o view.svg",
         f"render {HBK} --view=-1:3,-2:5 -o view.png"),
    case("render.log-axes",
         f"render {FEW_DNS} --x-axis log --y-axis asinh --scale log1p -o log.svg",
         f"render {FEW_DNS} --x-axis log --y-axis log --unit uplink,downlink=bytes -o log.png"),
    case("render.many-points",
         f"render {DNS} --vector-points 1000 --scale log1p --x-axis log --y-axis log -o image.svg",
         f"render {DNS} --detector robust --vector-points 1000 --dpi 100 -o image.pdf"),
    case("render.many-points-as-vectors", f"render {DNS} --detector ocsvm -o vectors.pdf"),
    case("render.bins", f"render {DNS} --bins --nu 0.15 --size 180x70mm -o bins.png"),
    *(case(f"render.{preset}", f"render --preset {preset} -o figure.svg") for preset in PRESETS),
    case("render.preset-over-file",
         "render dns_sessions.csv --where 'session <= 4000' --preset study-6.1 -o figure.pdf"),
    case("render.two-class", f"render {LABELLED_HBK} --detector robust -o labels.svg"),
    case("render.robustbase", f"render {HBK} --detector robust --convention robustbase -o hbk.svg"),
    case("render.embed",
         f"render {HBK} --embed none -o none.pdf",
         f"render {HBK} --embed none -o none.svg",
         f"render {HBK} --embed none -o none.png",
         f"render {HBK} --embed paths -o paths.svg",
         f"render {HBK} --embed names -o names.svg"),
    case("render.time-axis",
         "render walk.csv --x at --y bytes --unit bytes=kB --detector empirical -o times.svg",
         files={"walk.csv": inputs.walking()}),
    case("render.hostile-names",
         """render hostile.csv --x 'naïve ν' --y '<b>&amp;' -o hostile.svg""",
         files={"hostile.csv": inputs.HOSTILE_NAMES}),
    case("render.without-frontier", "render starsCYG.csv --kernel linear -o none.svg"),
    case("render.without-rows", "render hbk.csv --where false -o none.pdf"),
]

CODE = [
    case("code.command",
         f"code {HBK} --nu 0.2 --as command",
         f"code {LABELLED_HBK} --as command",
         "code --preset study-6.4 --as command"),
    case("code.command-of-everything",
         "code dns_sessions.csv --join dns_sessions_labels.csv:session --delimiter comma --quote '|' "
         "--where 'uplink > 0 and downlink > 0' --derive 'r = uplink / 2' --drop label --x uplink --y duration "
         "--x-axis log --scale robust --kernel poly --degree 4 --coef0 0.5 --gamma 2 --seed 9 --contamination 0.1 "
         "--support-fraction 0.8 --convention robustbase --solver libsvm --tolerance 1e-4 --view 1:1000,0:300 "
         "--panes nu=0.1,0.2 --bins --as command"),
    case("code.python",
         f"code {HBK} --as python",
         "code wine.csv --no-header --x column1 --y column2 --as python -o wine.py",
         "code starsCYG.csv --panes scaling=robust,standard --lines nu=0.1,0.3 --detector ocsvm --as python"),
    case("code.python-of-expressions",
         f"code {FEW_DNS} --derive 'rate = uplink / duration' --zero-division floor=1 --x-axis log --scale log1p "
         "--as python",
         "code dns_sessions.csv --one-per subscriber:largest --where \"regexp_matches(subscriber, '^a')\" "
         "--x uplink --y downlink --as python",
         "code cities.csv --as python",
         files={"cities.csv": inputs.SEMICOLONS}),
    case("code.python-of-two-classes", f"code {LABELLED_HBK} --class-weights 10:1 --cost 10 --as python"),
    case("code.python-of-kernels",
         *(f"code {HBK} --kernel {kernel} --scale minmax --as python -o {kernel}.py"
           for kernel in ["linear", "poly", "sigmoid"])),
    case("code.methods",
         f"code {HBK} --as methods",
         f"code {LABELLED_HBK} --as methods",
         "code wine.csv --no-header --convention robustbase --detector robust --seed 4 --as methods -o methods.txt"),
]

FRONTIER = [
    case("frontier.csv", f"frontier {HBK} -o frontiers.csv"),
    case("frontier.geojson", f"frontier {HBK} --nu 0.2 --scale robust -o hbk.geojson"),
    case("frontier.lines", "frontier starsCYG.csv --detector ocsvm --panes none --lines nu=0.05,0.15 -o lines.csv"),
    case("frontier.cut",
         "frontier starsCYG.csv --detector ocsvm --kernel linear --scale minmax -o cut.csv",
         "frontier starsCYG.csv --detector ocsvm --kernel linear --scale minmax -o cut.geojson"),
    case("frontier.log-axes", f"frontier {FEW_DNS} --x-axis log --y-axis log --scale log1p -o dns.geojson"),
    case("frontier.preset", "frontier --preset study-6.2 -o preset.csv"),
    case("frontier.view", f"frontier {HBK} --view 1:2,1:2 -o view.csv"),
    case("frontier.kernels",
         "frontier wine.csv --no-header --x column1 --y column2 --panes kernel=poly,sigmoid --scale minmax "
         "--gamma 0.5 -o kernels.csv"),
]

REPORT = [
    case("report.html", f"report {HBK} --scale robust -o hbk.html"),
    case("report.pdf", "report starsCYG.csv --nu 0.1 -o stars.pdf"),
    case("report.rows",
         "report wine.csv --no-header --rows 3 --title 'Wines & more' -o few.html",
         "report wine.csv --no-header --rows all --nu 0.3 -o all.html",
         "report hbk.csv --rows 0 -o none.html"),
    case("report.steps",
         "report gaps.csv --where 'b < 5 or b > 4' --x a --y b --unit a=m -o gaps.html",
         files={"gaps.csv": inputs.GAPS}),
    case("report.sessions", f"report {DNS} --scale log1p --x-axis log --y-axis log -o dns.html"),
    case("report.lines", "report starsCYG.csv --detector ocsvm --panes none --lines nu=0.05,0.15,0.3 -o lines.html"),
    case("report.two-class", f"report {LABELLED_HBK} -o labels.html"),
    case("report.times",
         "report walk.csv --x at --y bytes --detector empirical --nu 0.1 -o times.html",
         files={"walk.csv": inputs.walking()}),
    case("report.hostile-names",
         "report hostile.csv --x 'b\\s' --y '<b>&amp;' --title '</title><script>' -o hostile.html",
         files={"hostile.csv": inputs.HOSTILE_NAMES}),
]

CASES = RENDER + CODE + FRONTIER + REPORT
