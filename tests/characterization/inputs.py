# SPDX-License-Identifier: GPL-3.0-or-later
"""Small data files that cases bring along: what no bundled sample has."""

GAPS = "name,a,b\nu,1,2\nv,,3\nw,2,5\nx,9,nan\ny,4,4\nz,2,2\n"
TABLE = "name,uplink,downlink\nx,1,2\ny,3,4\nz,5,9\nw,7,1\n"
RAGGED = "a,b\n1,2\n3,4,5\n6,7\n"
SEMICOLONS = "\ufeffLänge;Breite;Ort\n1,5;2,25;Köln\n-3,75;1e2;\"Bad; Ems\"\n0,5;7,5;\n4;1,125;Ulm\n"
UTF_16 = "größe\tgewicht\n1\t2.5\n2\t3.5\n4\t1.5\n".encode("utf-16")
LATIN_1 = "stadt,höhe,tiefe\nKöln,1,2\nDüren,3,5\nUlm,8,4\n".encode("latin-1")
PIPES = "a|b\n'1|5'|2\n'x''y'|3\n\n3|4\n"
DOUBLED_NAMES = "a,a,,b c,\"d,e\",\"f\"\"g\"\r\n1,2,3,4,5,6\r\n7,8,9,1,2,3\r\n"
JSON_LINES = ('{"id": 1, "up": 10, "down": 2.5, "tag": "α", "ok": true}\n{"id": 2, "up": 12, "down": null}\n'
              '{"id": 3, "up": 7.5, "down": 1e3, "tag": "b \\"q\\"", "ok": false}\n{"id": 4, "up": 9, "down": 3}\n')
KINDS = ("when,day,span,flag,number,word\n2024-04-29 15:00:05.5,2024-04-29,00:00:01.5,true,1,a\n"
         "2024-04-29T16:00:06Z,2024-04-30,00:10:00,false,1e3,b\n2024-04-30 00:00:00,2024-05-01,01:00:00,true,-inf,\n"
         "2024-05-01 12:30:00,,26:00:00,,nan,\"c, d\"\n")
POINTS = "id,x,y\n1,0,0\n2,9,9\n"
LIBSVM_MODEL = ("svm_type one_class\nkernel_type rbf\ngamma 0.5\nnr_class 2\ntotal_sv 2\nrho 0.5\nSV\n1 1:0 2:0\n"
                "1 1:1 2:0\n")
# What svm-scale -s and svm-train -s 2 -t 0 make of a, a constant and b.
LINEAR_MODEL = ("svm_type one_class\nkernel_type linear\nnr_class 2\ntotal_sv 2\nrho 0.5\nSV\n1 1:0.5 3:0.5 \n"
                "1 1:0.25 \n")
LINEAR_RANGE = "x\n0 1\n1 0 10\n3 0 10\n"
LINEAR_ROWS = "a,k,b\n10,5,10\n0,5,0\n0,700,0\n"
UNREADABLE_CELLS = "X1,X2,X3\n1,2,3\nabc,4,5\n6,x y,7\n8,9,zz\n1_000,2,3\n"
HOSTILE_NAMES = ("sa\"id,b\\s,naïve ν,#hash,-dash,<b>&amp;\n" +
                 "".join(f"{i % 7},{i * 5 % 11},{i * 3 % 13},{i % 3},t{i % 4},{i}\n" for i in range(40)))


def zeek(path: str, fields: str, types: str, rows: str) -> str:
    """A log of Zeek's from text whose columns are separated by spaces."""
    head = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n"
    table = f"#path {path}\n#open 2024-04-29-15-00-01\n#fields {fields}\n#types {types}\n{rows}"
    return head + table.replace(" ", "\t")


CONN_LOG = zeek(
    "conn",
    "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes",
    "time string addr port addr port enum string interval count count",
    "100.0 C1 10.0.0.1 4001 9.9.9.9 53 udp dns 0.5 40 120\n100.5 C2 10.0.0.2 4002 9.9.9.9 53 udp dns 0 50 90\n"
    "101.5 C3 10.0.0.1 4003 1.2.3.4 80 tcp http 2 400 9000\n102.0 C4 10.0.0.1 4004 9.9.9.9 53 udp dns - 30 -\n"
    "103.0 C5 10.0.0.2 4005 1.2.3.5 443 tcp - 1 10 20\n104.0 C6 10.0.0.1 4006 9.9.9.9 53 udp dns 0.25 44 80\n")

DNS_LOG = zeek(
    "dns", "ts uid id.orig_h query qtype_name answers", "time string addr string string vector[string]",
    "100.1 C1 10.0.0.1 abab.example.co.uk A 1.2.3.4\n100.2 C1 10.0.0.1 other.example.com AAAA -\n"
    "100.6 C2 10.0.0.2 a1b2c3.tunnel.net TXT 0123456789\n100.9 C2 10.0.0.2 d4e5f6.tunnel.net TXT 98765\n"
    "101.4 C7 10.0.0.2 g7.Tunnel.net TXT -\n102.1 C4 10.0.0.1 localhost A -\n103.5 C8 10.0.0.1 - - -\n"
    "104.5 C9 10.0.0.3 lonely.example.org A 1.2.3.4\n")


def labelled(far: int = 50) -> str:
    """Rows of which every fifteenth is labelled and lies farther out; one column is text that says the same."""
    lines = ["id,a,b,c,label,tool"]
    for i in range(90):
        away = far if i % 15 == 0 else 0
        lines.append(f"{i},{i * 7 % 23 + away},{i * 5 % 31 + away},{i % 7},{int(away > 0)},"
                     f"{'tunnel' if away else 'benign'}")
    return "\n".join(lines) + "\n"


def grouped() -> str:
    return "a,b,user,when\n" + "".join(f"{i % 17},{i % 23},user{i % 10},{1000 - i}\n" for i in range(400))


def walking() -> str:
    """Rows in time, with a key that comes again."""
    return "at,client,kind,bytes\n" + "".join(
        f"2024-04-29 15:{i // 6:02}:{i % 6 * 10:02},c{i % 3},{'dns' if i % 4 else 'web'},{i * 37 % 101}\n"
        for i in range(60))


def on_a_line() -> str:
    return "a,b\n" + "".join(f"{i},{2 * i + (5 if i % 10 == 3 else 0)}\n" for i in range(40))
