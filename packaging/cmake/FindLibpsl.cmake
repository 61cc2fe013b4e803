# SPDX-License-Identifier: GPL-3.0-or-later
# Defines the target Libpsl::Libpsl. libpsl ships no CMake configuration.
find_path(Libpsl_INCLUDE_DIR libpsl.h)
find_library(Libpsl_LIBRARY psl)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libpsl REQUIRED_VARS Libpsl_LIBRARY Libpsl_INCLUDE_DIR)

if(Libpsl_FOUND AND NOT TARGET Libpsl::Libpsl)
    add_library(Libpsl::Libpsl UNKNOWN IMPORTED)
    set_target_properties(Libpsl::Libpsl PROPERTIES
        IMPORTED_LOCATION ${Libpsl_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${Libpsl_INCLUDE_DIR})
endif()
mark_as_advanced(Libpsl_INCLUDE_DIR Libpsl_LIBRARY)
