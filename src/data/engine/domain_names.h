// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace perimeter {

/// A name of the domain name system in two parts.
struct DomainParts {
    std::string_view subdomain;  ///< without the dot at its end; may be empty
    std::string_view registered; ///< what somebody registers below a public suffix: example.com, example.co.uk
};

/// The parts of `name`, which is in lower case, has no dot at its end and outlives them. Public suffixes are those of the
/// Public Suffix List as libpsl was built with. A name without a registered domain, such as a suffix itself, a name of
/// one label or an address of numbers, is its own.
[[nodiscard]] DomainParts splitDomain(const std::string& name);

} // namespace perimeter
