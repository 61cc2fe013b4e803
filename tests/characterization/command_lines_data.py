# SPDX-License-Identifier: GPL-3.0-or-later
"""Files as they are opened, described and prepared."""
import inputs
from cases import Run, case

DNS = '--where "service_id = 9000"'

DESCRIBE = [
    case("describe.text", "describe hbk.csv"),
    case("describe.csv", "describe starsCYG.csv --format csv"),
    case("describe.markdown", "describe dns_sessions.csv --format markdown"),
    case("describe.latex", "describe wine.csv --no-header --format latex"),
    case("describe.json", "describe dns_sessions.csv --json"),
    case("describe.names",
         "describe wine.csv --no-header --names alcohol,acid,ash,alcalinity,magnesium,phenols,flavanoids,nonflavanoids,"
         "proanthocyanins,color,hue,od280,proline --format csv"),
    case("describe.join",
         """describe dns_sessions.csv --join dns_sessions_labels.csv:session --where "label = 'tunnel'" --json"""),
    case("describe.decimal-comma-and-bom",
         "describe cities.csv --json",
         "describe cities.csv --delimiter semicolon --decimal . --json",
         Run("describe cities.csv --quote none --json", 1),
         files={"cities.csv": inputs.SEMICOLONS}),
    case("describe.utf-16",
         "describe wide.txt --json",
         "describe wide.txt --encoding utf-16le --delimiter tab",
         files={"wide.txt": inputs.UTF_16}),
    case("describe.latin-1",
         "describe old.csv --json",
         "describe old.csv --encoding latin-1",
         files={"old.csv": inputs.LATIN_1}),
    case("describe.pipes-and-quotes",
         """describe pipes.txt --delimiter pipe --quote "'" --json""",
         Run("describe pipes.txt --delimiter '|' --quote none --json", 1),
         files={"pipes.txt": inputs.PIPES}),
    case("describe.doubled-names",
         "describe names.csv --json",
         "describe names.csv --format latex",
         files={"names.csv": inputs.DOUBLED_NAMES}),
    case("describe.kinds",
         "describe kinds.csv --json",
         "describe kinds.csv",
         "describe kinds.csv --format csv",
         files={"kinds.csv": inputs.KINDS}),
    case("describe.json-lines",
         "describe rows.jsonl --json",
         "describe rows.jsonl",
         files={"rows.jsonl": inputs.JSON_LINES}),
    case("describe.zeek",
         "describe conn.log --json",
         "describe conn.log --derive 'rate = orig_bytes / duration' --keep duration,orig_bytes,rate",
         files={"conn.log": inputs.CONN_LOG}),
    case("describe.hostile-names",
         "describe hostile.csv --format markdown",
         "describe hostile.csv --format latex",
         "describe hostile.csv",
         files={"hostile.csv": inputs.HOSTILE_NAMES}),
]

PREPARE = [
    case("prepare.csv",
         f"prepare dns_sessions.csv {DNS} --derive 'rate = uplink / duration' --one-per subscriber:largest -o dns.csv"),
    case("prepare.parquet",
         f"prepare dns_sessions.csv {DNS} --derive rate=uplink/duration -o dns.parquet",
         "describe dns.parquet --json",
         "fit dns.parquet --x uplink --y rate --detector robust --json",
         "prepare dns.parquet --keep session,rate --where 'session <= 50' -o back.csv"),
    case("prepare.one-per",
         *(f"prepare dns_sessions.csv --where 'session < 3000' --one-per subscriber{rule} -o per{number}.csv"
           for number, rule in enumerate(["", ":first", ":last", ":largest", ":sum"]))),
    case("prepare.zero-division",
         *(f"prepare conn.log --zero-division {rule} --derive 'rate = orig_bytes / duration' -o rates-{rule[:4]}.csv"
           for rule in ["keep", "leave-out", "floor=0.25"]),
         files={"conn.log": inputs.CONN_LOG}),
    case("prepare.keep-and-drop",
         "prepare hbk.csv --derive 'c = X1 + X2' --keep 'X3, c' --drop X3 -o kept.csv",
         'prepare names.csv --keep \'"d,e","f""g"\' -o names-kept.csv',
         files={"names.csv": inputs.DOUBLED_NAMES}),
    case("prepare.summarise",
         'prepare walk.csv --summarise "n = count(), kinds = unique(kind), m = mean(bytes), d = deviation(bytes), '
         's = sum(bytes), least = min(bytes), most = max(at), f = first(kind), l = last(bytes + 1) by client" '
         "-o summary.csv",
         'prepare walk.csv --summarise "n = count() by client, kind" -o two-keys.csv',
         files={"walk.csv": inputs.walking()}),
    case("prepare.next",
         'prepare walk.csv --next "kind, bytes by client order at" -o next.csv',
         files={"walk.csv": inputs.walking()}),
    case("prepare.unit",
         "describe walk.csv --unit bytes=bytes --derive 'twice = bytes * 2' --json",
         "prepare walk.csv --unit 'bytes = kB' -o unit.csv",
         files={"walk.csv": inputs.walking()}),
    case("prepare.label",
         "prepare hbk.csv --label X1=10.10 -o labelled.csv",
         "prepare walk.csv --label kind=web --where label -o web.csv",
         files={"walk.csv": inputs.walking()}),
    case("prepare.join",
         "prepare points.csv --join more.csv:id --join rows.jsonl:id -o joined.csv",
         files={"points.csv": inputs.POINTS, "more.csv": "id,z\n2,5\n2,6\n3,7\n", "rows.jsonl": inputs.JSON_LINES}),
    case("prepare.functions",
         "prepare dns.log --derive 'e = entropy(query)' --derive 'd = registered_domain(query)' "
         "--derive 's = subdomain(query)' --derive 'n = length(trim(upper(query)))' "
         "--derive \"t = if(contains(query, 'tunnel') and qtype_name in ('TXT', 'A'), 1, 0)\" "
         "--derive \"r = regexp_matches(query, '^[a-z][0-9]')\" --derive 'p = left(query, 3) || right(uid, 1)' "
         "-o functions.csv",
         files={"dns.log": inputs.DNS_LOG}),
    case("prepare.numbers",
         "prepare hbk.csv --derive 'a = sqrt(X1 - 1)' --derive 'b = ln(X2) + log10(X3) * log1p(X1)' "
         "--derive 'c = case when X1 > 8 then X2 else -X3 end' --derive 'd = X1 between 1 and 3' "
         "--derive 'e = mod(X3, 2) ^ 2' --derive 'f = coalesce(nullif(round(X1), 3), 0)' "
         "--derive 'g = greatest(X1, X2, X3) % 5' --derive 'h = not (X1 < 2 or X2 is null)' -o numbers.csv"),
    case("prepare.times",
         "prepare kinds.csv --derive 'h = hour(when)' --derive 'w = isodow(day)' --derive 's = epoch(when)' "
         "--derive \"late = when > '2024-04-30'\" -o times.csv",
         "prepare kinds.csv -o kinds.parquet",
         "describe kinds.parquet --json",
         files={"kinds.csv": inputs.KINDS}),
    case("prepare.recipe-mobile",
         "prepare dns_sessions.csv --where 'session <= 4000' --recipe dns-mobile -o mobile.csv",
         "prepare dns_sessions.csv --recipe dns-mobile --zero-division floor=2 --where 'uplink > 20000' -o far.csv"),
    case("prepare.recipe-zeek",
         "prepare conn.log --recipe dns-zeek -o zeek.csv",
         "prepare dns.log --recipe dns-zeek-queries -o queries.csv",
         "prepare conn.log --join dns.log:uid --recipe dns-zeek-joined -o joined.csv",
         "prepare conn.log --recipe dns-zeek-next -o next.csv",
         files={"conn.log": inputs.CONN_LOG, "dns.log": inputs.DNS_LOG}),
    case("prepare.decimal-comma",
         "prepare cities.csv --where \"Ort <> 'Ulm'\" -o named.csv",
         files={"cities.csv": inputs.SEMICOLONS}),
    case("prepare.hostile-names",
         """prepare hostile.csv --derive 'n = "naïve ν" * 2' --drop '#hash' -o out.csv""",
         files={"hostile.csv": inputs.HOSTILE_NAMES}),
    case("prepare.odd-texts",
         "prepare rows.jsonl --where \"tag is not null\" -o odd.csv",
         files={"rows.jsonl": inputs.JSON_LINES}),
]

CASES = DESCRIBE + PREPARE
