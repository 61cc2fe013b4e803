# SPDX-License-Identifier: GPL-3.0-or-later
# Defines the target HarfBuzz::Subset. Debian's libharfbuzz-dev ships a CMake configuration without it.
find_path(HarfBuzzSubset_INCLUDE_DIR hb-subset.h PATH_SUFFIXES harfbuzz)
find_library(HarfBuzzSubset_LIBRARY harfbuzz-subset)
find_library(HarfBuzz_LIBRARY harfbuzz)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(HarfBuzzSubset
    REQUIRED_VARS HarfBuzzSubset_LIBRARY HarfBuzz_LIBRARY HarfBuzzSubset_INCLUDE_DIR)

if(HarfBuzzSubset_FOUND AND NOT TARGET HarfBuzz::Subset)
    add_library(HarfBuzz::Subset UNKNOWN IMPORTED)
    set_target_properties(HarfBuzz::Subset PROPERTIES
        IMPORTED_LOCATION ${HarfBuzzSubset_LIBRARY}
        INTERFACE_LINK_LIBRARIES ${HarfBuzz_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${HarfBuzzSubset_INCLUDE_DIR})
endif()
mark_as_advanced(HarfBuzzSubset_INCLUDE_DIR HarfBuzzSubset_LIBRARY HarfBuzz_LIBRARY)
