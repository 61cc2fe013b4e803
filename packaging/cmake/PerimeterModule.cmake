# SPDX-License-Identifier: GPL-3.0-or-later
include(PerimeterPrecompiled)

# perimeter_module(NAME SOURCES … LINKS …): one module of src/ as a static library. Its headers are included by the
# folder below src/: #include "data/engine/engine.h". PRECOMPILED names the libraries' headers that most of its sources read.
function(perimeter_module name)
    cmake_parse_arguments(MODULE "" "" "SOURCES;LINKS;PRIVATE_LINKS;PRECOMPILED" ${ARGN})
    add_library(perimeter_${name} STATIC ${MODULE_SOURCES})
    target_include_directories(perimeter_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(perimeter_${name} PUBLIC ${MODULE_LINKS} PRIVATE perimeter_options ${MODULE_PRIVATE_LINKS})
    target_compile_definitions(perimeter_${name} PRIVATE
        QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_USE_QSTRINGBUILDER)
    if(MODULE_PRECOMPILED)
        perimeter_precompiled(perimeter_${name} ${MODULE_PRECOMPILED})
    endif()
endfunction()
