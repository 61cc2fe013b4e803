# SPDX-License-Identifier: GPL-3.0-or-later
include(PerimeterBuild)

# perimeter_module(NAME SOURCES … LINKS …): one module of src/ as a static library. Its headers are included by the
# folder below src/: #include "data/engine/engine.h".
#   PRECOMPILED     the libraries' headers that most of its sources read
#   PRECOMPILED_BY  another module whose precompiled headers serve this one as well
#   APART           those of the sources that Highway compiles once for each instruction set: each stays by itself
#   WIRING          compiles with -O2 in a release, too: nothing here goes over rows
function(perimeter_module name)
    cmake_parse_arguments(MODULE "WIRING" "PRECOMPILED_BY" "SOURCES;APART;LINKS;PRIVATE_LINKS;PRECOMPILED" ${ARGN})
    set(target perimeter_${name})
    add_library(${target} STATIC ${MODULE_SOURCES} ${MODULE_APART})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(${target} PUBLIC ${MODULE_LINKS} PRIVATE perimeter_options ${MODULE_PRIVATE_LINKS})
    target_compile_definitions(${target} PRIVATE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_USE_QSTRINGBUILDER)
    if(MODULE_WIRING)
        target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O2>)
    endif()
    perimeter_unity(${target} ${MODULE_SOURCES})
    if(MODULE_PRECOMPILED_BY AND PERIMETER_PRECOMPILED)
        target_precompile_headers(${target} REUSE_FROM perimeter_${MODULE_PRECOMPILED_BY})
    elseif(MODULE_PRECOMPILED)
        perimeter_precompiled(${target} ${MODULE_PRECOMPILED})
    endif()
    perimeter_headers_alone(${target})
endfunction()

# The target `headers` compiles each header of a module by itself, so that each names all that it needs.
add_custom_target(headers)
function(perimeter_headers_alone target)
    file(GLOB_RECURSE headers RELATIVE ${PROJECT_SOURCE_DIR}/src ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
    set(sources "")
    foreach(header ${headers})
        set(source ${CMAKE_CURRENT_BINARY_DIR}/alone/${header}.cpp)
        file(CONFIGURE OUTPUT ${source} CONTENT "#include \"@header@\"\n" @ONLY)
        list(APPEND sources ${source})
    endforeach()
    add_library(${target}_headers OBJECT EXCLUDE_FROM_ALL ${sources})
    target_link_libraries(${target}_headers PRIVATE ${target} perimeter_options)
    target_compile_options(${target}_headers PRIVATE -O0)
    add_dependencies(headers ${target}_headers)
endfunction()
