# SPDX-License-Identifier: GPL-3.0-or-later

# Reading the libraries' headers is most of the work of compiling. Precompiled they are read once a module. They are never
# relied on: without them, as in the preset "release", an include that is missing shows.
option(PERIMETER_PRECOMPILED "Precompile the libraries' headers" OFF)

# perimeter_precompiled(TARGET [HEADER…]): the standard library's headers, and those named, for a target's sources.
function(perimeter_precompiled target)
    if(PERIMETER_PRECOMPILED)
        target_precompile_headers(${target} PRIVATE
            <algorithm> <array> <cmath> <cstdint> <filesystem> <functional> <limits> <map> <memory> <numeric> <optional>
            <random> <span> <string> <string_view> <utility> <variant> <vector> ${ARGN})
    endif()
endfunction()
