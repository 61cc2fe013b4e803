# SPDX-License-Identifier: GPL-3.0-or-later
# Defines the target Libsvm::Libsvm. Debian's libsvm-dev ships no CMake configuration.
find_path(Libsvm_INCLUDE_DIR libsvm/svm.h)
find_library(Libsvm_LIBRARY svm)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libsvm REQUIRED_VARS Libsvm_LIBRARY Libsvm_INCLUDE_DIR)

if(Libsvm_FOUND AND NOT TARGET Libsvm::Libsvm)
    add_library(Libsvm::Libsvm UNKNOWN IMPORTED)
    set_target_properties(Libsvm::Libsvm PROPERTIES
        IMPORTED_LOCATION ${Libsvm_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${Libsvm_INCLUDE_DIR})
endif()
mark_as_advanced(Libsvm_INCLUDE_DIR Libsvm_LIBRARY)
