# SPDX-License-Identifier: GPL-3.0-or-later
include(PerimeterPrecompiled)

# perimeter_room(NAME SOURCES … LINKS …): one room of src/ as a static library. Its headers are included by the
# room's folder: #include "base/error.h". PRECOMPILED names the libraries' headers that most of its sources read.
function(perimeter_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;LINKS;PRIVATE_LINKS;PRECOMPILED" ${ARGN})
    add_library(perimeter_${name} STATIC ${ROOM_SOURCES})
    target_include_directories(perimeter_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(perimeter_${name} PUBLIC ${ROOM_LINKS} PRIVATE perimeter_options ${ROOM_PRIVATE_LINKS})
    target_compile_definitions(perimeter_${name} PRIVATE
        QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_USE_QSTRINGBUILDER)
    if(ROOM_PRECOMPILED)
        perimeter_precompiled(perimeter_${name} ${ROOM_PRECOMPILED})
    endif()
endfunction()
