# SPDX-License-Identifier: GPL-3.0-or-later
# One way to make a target, so that flags cannot differ between layers.

option(DESKBELL_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(DESKBELL_WERROR "Treat warnings as errors" OFF)
option(DESKBELL_PCH "Use precompiled headers for the Qt umbrella headers" ON)

function(deskbell_configure target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
  target_compile_definitions(${target} PRIVATE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_FOREACH QT_NO_KEYWORDS QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_CONTEXTLESS_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    DESKBELL_VERSION="${PROJECT_VERSION}")
  if(DESKBELL_FAULT_POINTS)
    target_compile_definitions(${target} PRIVATE DESKBELL_FAULT_POINTS)
  endif()
  if(NOT MSVC)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual
      -Werror=return-type -Werror=switch -Werror=unused-result)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(${target} PRIVATE -fpch-preprocess)
    endif()
    if(DESKBELL_WERROR)
      target_compile_options(${target} PRIVATE -Werror)
    endif()
    if(DESKBELL_SANITIZE)
      target_compile_options(${target} PRIVATE -fsanitize=address,undefined -fno-omit-frame-pointer)
      target_link_options(${target} PRIVATE -fsanitize=address,undefined)
    endif()
  elseif(DESKBELL_WERROR)
    target_compile_options(${target} PRIVATE /W4 /WX)
  endif()
endfunction()

# deskbell_add_library(<layer> SOURCES … LINK … LINK_PRIVATE … PCH …): one static library per layer, include root = repository.
function(deskbell_add_library name)
  cmake_parse_arguments(A "" "" "SOURCES;LINK;LINK_PRIVATE;PCH" ${ARGN})
  add_library(deskbell_${name} STATIC ${A_SOURCES})
  add_library(deskbell::${name} ALIAS deskbell_${name})
  target_link_libraries(deskbell_${name} PUBLIC ${A_LINK} PRIVATE ${A_LINK_PRIVATE})
  target_include_directories(deskbell_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  deskbell_configure(deskbell_${name})
  if(DESKBELL_PCH AND A_PCH)
    target_precompile_headers(deskbell_${name} PRIVATE ${A_PCH})
  endif()
endfunction()

function(deskbell_add_executable name)
  cmake_parse_arguments(A "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  target_link_libraries(${name} PRIVATE ${A_LINK})
  deskbell_configure(${name})
endfunction()

# deskbell_add_test(<layer>.<unit> LABEL unit|integration|gui SOURCES … LINK …)
# What works with a database of deskbell::testdatabase (deskbell::testservice does) is registered twice: the second time as
# <layer>.<unit>.postgresql, against the private cluster of tests/support/postgresql.py. ONLY_POSTGRESQL: only that.
function(deskbell_add_test name)
  cmake_parse_arguments(A "ONLY_POSTGRESQL" "LABEL;TIMEOUT" "SOURCES;LINK" ${ARGN})
  string(REPLACE "." "_" target "tst_${name}")
  add_executable(${target} ${A_SOURCES})
  target_link_libraries(${target} PRIVATE ${A_LINK} Qt6::Test)
  deskbell_configure(${target})
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 120)
  endif()
  # Tests keep the master key where the service warns about.
  set(environment QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES=deskbell.server.secrets.warning=false XDG_RUNTIME_DIR=${PROJECT_BINARY_DIR}/xdg QT_FATAL_WARNINGS=1 LC_ALL=C.UTF-8 TZ=UTC
    UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
    LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0)
  if(NOT A_ONLY_POSTGRESQL)
    add_test(NAME ${name} COMMAND ${target})
    set_tests_properties(${name} PROPERTIES LABELS "${A_LABEL}" TIMEOUT ${A_TIMEOUT} ENVIRONMENT "${environment}")
  endif()
  if(DESKBELL_INITDB AND ("deskbell::testservice" IN_LIST A_LINK OR "deskbell::testdatabase" IN_LIST A_LINK))
    add_test(NAME ${name}.postgresql COMMAND ${target})
    list(APPEND environment DESKBELL_TEST_POSTGRESQL=${DESKBELL_TEST_CLUSTER})
    set_tests_properties(${name}.postgresql PROPERTIES LABELS "${A_LABEL}" TIMEOUT ${A_TIMEOUT} ENVIRONMENT "${environment}"
      FIXTURES_REQUIRED postgresql)
  endif()
endfunction()

# Fails the configure step when `target` links a forbidden target itself, or is handed one by what it links.
# Only usage requirements travel: core may use Qt6::Sql privately without giving it to ui.
function(deskbell_forbid_links target)
  get_target_property(todo ${target} LINK_LIBRARIES)
  set(seen "")
  while(todo)
    list(POP_FRONT todo item)
    if(TARGET ${item})
      get_target_property(real ${item} ALIASED_TARGET)
      if(real)
        set(item ${real})
      endif()
    endif()
    if(item IN_LIST seen)
      continue()
    endif()
    list(APPEND seen ${item})
    if(TARGET ${item})
      get_target_property(next ${item} INTERFACE_LINK_LIBRARIES)
      if(next)
        list(APPEND todo ${next})
      endif()
    endif()
  endwhile()
  foreach(forbidden IN LISTS ARGN)
    string(REPLACE "deskbell::" "deskbell_" plain ${forbidden})
    if(forbidden IN_LIST seen OR plain IN_LIST seen)
      message(FATAL_ERROR "layering: ${target} must not link ${forbidden}")
    endif()
  endforeach()
endfunction()
