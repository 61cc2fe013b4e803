// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

/// Expressions over three rows, and what they are in each: a cell is ~ where it is missing.
struct ExpressionSample {
    const char* expression;
    const char* cells;
};

inline constexpr const char* sampleRows = "service,uplink,duration,id.orig_h,flag,ts,text col,from\n"
                                          "dns,10,4,1.2.3.4,true,2024-05-01 10:00:00,a%b,1\n"
                                          "http,0,0,1.2.3.5,false,2024-05-02,,2\n"
                                          "dns,-3,,1.2.3.4,,,it's,3\n";

inline constexpr std::array expressionSamples = {
    ExpressionSample{"uplink + 2 * duration", "18/0/~"},
    ExpressionSample{"(uplink + 2) * duration", "48/0/~"},
    ExpressionSample{"-uplink - -1", "-9/1/4"},
    ExpressionSample{"2 ** 3 ^ 2", "512/512/512"},
    ExpressionSample{"-2 ^ 2", "-4/-4/-4"},
    ExpressionSample{"10 - 2 - 3", "5/5/5"},
    ExpressionSample{"12 / 2 / 3", "2/2/2"},
    ExpressionSample{"1 / 4", "0.25/0.25/0.25"},
    ExpressionSample{"7 % 4", "3/3/3"},
    ExpressionSample{"uplink % duration", "2/~/~"},
    ExpressionSample{"0.1 + 0.2", "0.30000000000000004/0.30000000000000004/0.30000000000000004"},
    ExpressionSample{"123456789012345678 * 1000", "123456789012345683968/123456789012345683968/123456789012345683968"},
    ExpressionSample{"UPLINK", "10/0/-3"},
    ExpressionSample{"\"uplink\"", "10/0/-3"},
    ExpressionSample{"id.orig_h", "1.2.3.4/1.2.3.5/1.2.3.4"},
    ExpressionSample{"\"id.orig_h\" || '!'", "1.2.3.4!/1.2.3.5!/1.2.3.4!"},
    ExpressionSample{"\"text col\"", "a%b/~/it's"},
    ExpressionSample{"\"from\" + 1", "2/3/4"},
    ExpressionSample{"upper(service)", "DNS/HTTP/DNS"},
    ExpressionSample{"entropy('abcd')", "2/2/2"},
    ExpressionSample{"round(entropy(service), 9)", "1.584962501/1.5/1.584962501"},
    ExpressionSample{"entropy('')", "0/0/0"},
    ExpressionSample{"round(entropy(\"text col\"), 9)", "1.584962501/~/2"},
    ExpressionSample{"uplink > 0", "true/false/false"},
    ExpressionSample{"duration = 0 or uplink > 0", "true/true/~"},
    ExpressionSample{"not flag", "false/true/~"},
    ExpressionSample{"flag + 1", "2/1/~"},
    ExpressionSample{"service = 'it''s'", "false/false/false"},
    ExpressionSample{"\"text col\" = 'it''s'", "false/~/true"},
    ExpressionSample{"service in ('dns', 'ssl')", "true/false/true"},
    ExpressionSample{"service not in ('dns')", "false/true/false"},
    ExpressionSample{"uplink between 0 and 5", "false/true/false"},
    ExpressionSample{"service like 'd%'", "true/false/true"},
    ExpressionSample{"service not ilike 'D_S'", "false/true/false"},
    ExpressionSample{"duration is null", "false/false/true"},
    ExpressionSample{"flag is not null", "true/true/false"},
    ExpressionSample{"case when uplink > 0 then 'up' when uplink = 0 then 'no' else 'down' end", "up/no/down"},
    ExpressionSample{"case service when 'dns' then 1 end", "1/~/1"},
    ExpressionSample{"if(flag, 1, 2.5)", "1/2.5/2.5"},
    ExpressionSample{"coalesce(duration, uplink)", "4/0/-3"},
    ExpressionSample{"coalesce(null, duration, 1)", "4/0/1"},
    ExpressionSample{"greatest(uplink, 1, duration)", "10/1/1"},
    ExpressionSample{"ln(uplink)", "2.302585092994046/~/~"},
    ExpressionSample{"log1p(0)", "0/0/0"},
    ExpressionSample{"sqrt(uplink)", "3.1622776601683795/0/~"},
    ExpressionSample{"round(2.567, 1)", "2.6/2.6/2.6"},
    ExpressionSample{"length('Zo\xC3\xAB')", "3/3/3"},
    ExpressionSample{"cast('12' as double) + '1.5'::double", "13.5/13.5/13.5"},
    ExpressionSample{"service::double", "~/~/~"},
    ExpressionSample{"regexp_matches(service, '^d')", "true/false/true"},
    ExpressionSample{"ts > '2024-05-01 12:00:00'", "false/true/~"},
    ExpressionSample{"epoch(ts) - 1714557600", "0/50400/~"},
    ExpressionSample{"hour(ts)", "10/0/~"},
    ExpressionSample{"isnan(uplink)", "false/false/false"},
    ExpressionSample{"null", "~/~/~"},
    ExpressionSample{"true and null", "~/~/~"},
    ExpressionSample{"registered_domain('a.b.Example.com.')", "example.com/example.com/example.com"},
    ExpressionSample{"subdomain('a.b.Example.com.')", "a.b/a.b/a.b"},
    ExpressionSample{"registered_domain('example.com')", "example.com/example.com/example.com"},
    ExpressionSample{"subdomain('example.com')", "//"},
    ExpressionSample{"registered_domain('x.y.b.co.uk')", "b.co.uk/b.co.uk/b.co.uk"},
    ExpressionSample{"subdomain('x.y.b.co.uk')", "x.y/x.y/x.y"},
    ExpressionSample{"registered_domain('b.co.uk')", "b.co.uk/b.co.uk/b.co.uk"},
    ExpressionSample{"subdomain('b.co.uk')", "//"},
    ExpressionSample{"registered_domain('co.uk')", "co.uk/co.uk/co.uk"},
    ExpressionSample{"subdomain('co.uk')", "//"},
    ExpressionSample{"registered_domain('localhost')", "localhost/localhost/localhost"},
    ExpressionSample{"subdomain('localhost')", "//"},
    ExpressionSample{"registered_domain('10.0.0.1')", "10.0.0.1/10.0.0.1/10.0.0.1"},
    ExpressionSample{"subdomain('10.0.0.1')", "//"},
    ExpressionSample{"registered_domain('5.0.10.in-addr.arpa')", "10.in-addr.arpa/10.in-addr.arpa/10.in-addr.arpa"},
    ExpressionSample{"subdomain('5.0.10.in-addr.arpa')", "5.0/5.0/5.0"},
    ExpressionSample{"registered_domain('ab.com.au')", "ab.com.au/ab.com.au/ab.com.au"},
    ExpressionSample{"subdomain('ab.com.au')", "//"},
    ExpressionSample{"registered_domain('_ldap._tcp.example.org')", "example.org/example.org/example.org"},
    ExpressionSample{"subdomain('_ldap._tcp.example.org')", "_ldap._tcp/_ldap._tcp/_ldap._tcp"},
};
