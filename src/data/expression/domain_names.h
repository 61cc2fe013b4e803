// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace perimeter {

/// A regular expression over names of the domain name system, in lower case and without a dot at the end: its second
/// group is the registered domain (what somebody registers below a public suffix: example.com, example.co.uk), its
/// first what is left of it. Public suffixes of two levels are those of a short built-in list of countries, not the
/// whole Public Suffix List. Names of one label and addresses of numbers do not match.
[[nodiscard]] const std::string& domainPattern();

} // namespace perimeter
