# SPDX-License-Identifier: GPL-3.0-or-later

# How the sources are compiled quickly. None of it is relied on: with both options off, as in the preset "plain", each
# source is compiled by itself and an include that is missing shows.
option(PERIMETER_PRECOMPILED "Precompile the libraries' headers" ON)
option(PERIMETER_UNITY "Compile the sources of a folder as one" ON)

# A compiler cache that also knows what was compiled in another clone: paths within the build are relative.
find_program(PERIMETER_CCACHE ccache)
mark_as_advanced(PERIMETER_CCACHE)
if(PERIMETER_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=true
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${PERIMETER_CCACHE})
endif()

# moc would read all of the standard library and of Eigen for every header, six times as long as for the rest. It needs
# none of it, so it is told that their include guards are defined.
set(CMAKE_AUTOMOC_MOC_OPTIONS -DEIGEN_CORE_H -DEIGEN_DENSE_MODULE_H)
foreach(header algorithm array atomic bit chrono cmath concepts condition_variable cstddef cstdint cstdio cstdlib cstring
        filesystem functional future ios iosfwd iostream iterator list locale map memory mutex numbers numeric optional
        ostream random ranges ratio set shared_mutex span sstream stdexcept string string_view system_error thread tuple
        type_traits unordered_map unordered_set utility variant vector)
    string(TOUPPER ${header} guard)
    list(APPEND CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_${guard})
endforeach()

# The fastest linker there is.
include(CheckLinkerFlag)
foreach(linker mold gold)
    check_linker_flag(CXX -fuse-ld=${linker} PERIMETER_HAS_${linker})
    if(PERIMETER_HAS_${linker})
        add_link_options(-fuse-ld=${linker})
        break()
    endif()
endforeach()

# perimeter_precompiled(TARGET [HEADER…]): the standard library's headers, and those named, for a target's sources.
function(perimeter_precompiled target)
    if(PERIMETER_PRECOMPILED)
        target_precompile_headers(${target} PRIVATE
            <algorithm> <array> <cmath> <cstdint> <filesystem> <functional> <limits> <map> <memory> <numeric> <optional>
            <random> <span> <string> <string_view> <utility> <variant> <vector> ${ARGN})
    endif()
endfunction()

# perimeter_unity(TARGET [SOURCE…]): joins sources of the same folder, and folders with their neighbours while they are
# small: what a group takes is mostly the headers that all of it reads.
function(perimeter_unity target)
    if(NOT PERIMETER_UNITY)
        return()
    endif()
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    set(group 0)
    set(joined 0)
    set(last "")
    foreach(source ${ARGN})
        get_filename_component(folder ${source} DIRECTORY)
        if(joined GREATER_EQUAL 8 AND NOT folder STREQUAL last)
            math(EXPR group "${group} + 1")
            set(joined 0)
        endif()
        set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group})
        set(last ${folder})
        math(EXPR joined "${joined} + 1")
    endforeach()
endfunction()
