// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/domain_names.h"

#include <array>
#include <string_view>

namespace perimeter {

namespace {

struct SecondLevels {
    std::string_view country;
    std::string_view names; ///< below which others register, as alternatives
};

constexpr std::array publicSuffixes = {
    SecondLevels{"ar", "com|edu|gob|gov|int|net|org"},
    SecondLevels{"arpa", "in-addr|ip6"},
    SecondLevels{"au", "asn|com|edu|gov|id|net|org"},
    SecondLevels{"br", "com|edu|gov|net|org"},
    SecondLevels{"cn", "ac|com|edu|gov|net|org"},
    SecondLevels{"es", "com|edu|gob|nom|org"},
    SecondLevels{"fr", "asso|com|gouv|nom"},
    SecondLevels{"gr", "com|edu|gov|net|org"},
    SecondLevels{"hk", "com|edu|gov|idv|net|org"},
    SecondLevels{"id", "ac|co|go|net|or|sch|web"},
    SecondLevels{"il", "ac|co|gov|net|org"},
    SecondLevels{"in", "ac|co|edu|gov|net|org"},
    SecondLevels{"jp", "ac|ad|co|ed|go|gr|lg|ne|or"},
    SecondLevels{"ke", "ac|co|go|ne|or"},
    SecondLevels{"kr", "ac|co|go|ne|or|pe|re"},
    SecondLevels{"mx", "com|edu|gob|net|org"},
    SecondLevels{"my", "com|edu|gov|net|org"},
    SecondLevels{"ng", "com|edu|gov|net|org"},
    SecondLevels{"nz", "ac|co|geek|gen|govt|net|org|school"},
    SecondLevels{"ph", "com|edu|gov|net|org"},
    SecondLevels{"pk", "com|edu|gov|net|org"},
    SecondLevels{"pl", "com|edu|gov|net|org"},
    SecondLevels{"pt", "com|edu|gov|org"},
    SecondLevels{"sa", "com|edu|gov|net|org"},
    SecondLevels{"sg", "com|edu|gov|net|org"},
    SecondLevels{"th", "ac|co|go|in|net|or"},
    SecondLevels{"tr", "com|edu|gov|net|org|web"},
    SecondLevels{"tw", "com|edu|gov|idv|net|org"},
    SecondLevels{"ua", "com|edu|gov|net|org"},
    SecondLevels{"uk", "ac|co|gov|ltd|me|net|nhs|org|plc|police|sch"},
    SecondLevels{"vn", "com|edu|gov|net|org"},
    SecondLevels{"za", "ac|co|gov|net|org|web"},
};

std::string makePattern()
{
    std::string suffixes;
    for (const SecondLevels& each : publicSuffixes)
        suffixes += "(?:" + std::string(each.names) + ")\\." + std::string(each.country) + "|";
    // As few labels on the left as will do; the last label is no number, or it would be an address.
    return R"(^(?:(.*?)\.)??([^.]+\.(?:)" + suffixes + R"([^.]*[^.0-9][^.]*))\z)";
}

} // namespace

const std::string& domainPattern()
{
    static const std::string pattern = makePattern();
    return pattern;
}

} // namespace perimeter
