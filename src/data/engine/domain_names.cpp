// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/engine/domain_names.h"

#include <libpsl.h>

#include <algorithm>

namespace perimeter {

namespace {

bool isAddress(std::string_view name)
{
    const std::string_view last = name.substr(name.rfind('.') + 1);
    return std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

DomainParts splitDomain(const std::string& name)
{
    const std::string_view whole = name;
    const char* const found = isAddress(whole) ? nullptr : psl_registrable_domain(psl_builtin(), name.c_str());
    if (!found)
        return {.subdomain = {}, .registered = whole};
    const auto from = static_cast<std::size_t>(found - name.c_str());
    return {.subdomain = whole.substr(0, from > 0 ? from - 1 : 0), .registered = whole.substr(from)};
}

} // namespace perimeter
