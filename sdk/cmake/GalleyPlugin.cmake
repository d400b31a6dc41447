# galley_add_plugin(<kind>.<name>
#     SOURCES plugin.cpp <name>.cpp ...
#     [RULES rules ...]               data: files, or folders whose *.rules, *.words and *.txt are all taken; installed as
#                                     <name>/rules/zh.rules beside <name>.so. A new language is a new file, no edit here
#     [LIBRARIES ICU::uc ...]         private third-party libraries
#     [TESTS tests/<name>_test.cpp]   gtest, compiled with SOURCES minus plugin.cpp: ctest <id>.unit
#     [CASES tests/cases])            golden cases, run on the built .so: ctest <id>.cases
#
# Makes the target galley_<kind>_<name> and the file lib/galley/plugins/<kind>/<name>.so below the build folder,
# with its manifest inside. Tests see the file's path as GALLEY_PLUGIN_FILE.
include_guard(GLOBAL)

function(galley_add_plugin id)
  set(lists SOURCES RULES LIBRARIES TESTS CASES)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "${lists}")
  _galley_check_plugin_arguments()
  string(REPLACE "." "_" target "galley_${id}")
  set(output_dir ${CMAKE_BINARY_DIR}/lib/galley/plugins/${kind})

  _galley_compile_sources()
  _galley_set_plugin_flags(${target})
  set_target_properties(${target} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name} SUFFIX .so LIBRARY_OUTPUT_DIRECTORY ${output_dir})
  install(TARGETS ${target} LIBRARY DESTINATION lib/galley/plugins/${kind})

  _galley_write_manifest(${target} ${id})
  _galley_find_data(data "${arg_RULES}")
  _galley_copy_data(${target} ${output_dir}/${name} "${data}")
  if(NOT DEFINED GALLEY_BUILD_TESTS OR GALLEY_BUILD_TESTS)
    _galley_add_plugin_tests()
  endif()
endfunction()

# The module, and its sources but plugin.cpp compiled once for it and for its tests.
macro(_galley_compile_sources)
  set(logic ${arg_SOURCES})
  list(REMOVE_ITEM logic plugin.cpp)
  if(logic STREQUAL "" OR logic STREQUAL arg_SOURCES)
    set(logic_objects)
    add_library(${target} MODULE ${arg_SOURCES})
  else()
    set(logic_objects $<TARGET_OBJECTS:${target}_logic>)
    add_library(${target}_logic OBJECT ${logic})
    target_link_libraries(${target}_logic PRIVATE galley::sdk ${arg_LIBRARIES})
    _galley_set_plugin_flags(${target}_logic)
    if(TARGET galley_warnings)
      target_link_libraries(${target}_logic PRIVATE galley_warnings)
    endif()
    add_library(${target} MODULE plugin.cpp ${logic_objects})
  endif()
  target_link_libraries(${target} PRIVATE galley::sdk ${arg_LIBRARIES})
  if(TARGET galley_warnings)
    target_link_libraries(${target} PRIVATE galley_warnings)
  endif()
endmacro()

# Sets kind and name in the caller; stops with a message on anything that is not as the head of this file says.
macro(_galley_check_plugin_arguments)
  set(usage "galley_add_plugin(${id})")
  if(NOT id MATCHES "^(ingest|cleanup|tagging|export)\\.([a-z][a-z0-9_]*)$")
    message(FATAL_ERROR "${usage}: expected an id such as cleanup.strip_notices (ingest, cleanup, tagging or export)")
  endif()
  set(kind ${CMAKE_MATCH_1})
  set(name ${CMAKE_MATCH_2})
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${usage}: unknown argument \"${arg_UNPARSED_ARGUMENTS}\"; expected ${lists}")
  endif()
  if(arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "${usage}: nothing after ${arg_KEYWORDS_MISSING_VALUES}")
  endif()
  if(NOT arg_SOURCES)
    message(FATAL_ERROR "${usage}: SOURCES is missing")
  endif()
  get_filename_component(folder ${CMAKE_CURRENT_SOURCE_DIR} NAME)
  if(NOT folder STREQUAL name)
    message(FATAL_ERROR "${usage}: the folder is called \"${folder}\", expected \"${name}\": one name is derived everywhere")
  endif()
  get_filename_component(above ${CMAKE_CURRENT_SOURCE_DIR} DIRECTORY)
  get_filename_component(above ${above} NAME)
  if(above MATCHES "^(ingest|cleanup|tagging|export)$" AND NOT above STREQUAL kind)
    message(FATAL_ERROR "${usage}: the folder lies in \"${above}\", expected \"${kind}\"")
  endif()
  foreach(file IN LISTS arg_SOURCES arg_RULES arg_TESTS arg_CASES)
    if(IS_ABSOLUTE ${file} OR file MATCHES "(^|/)\\.\\.(/|$)")
      message(FATAL_ERROR "${usage}: ${file}: expected a path inside the plugin's folder")
    endif()
    if(NOT EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
      message(FATAL_ERROR "${usage}: ${file}: no such file (in galley's tree, -DGALLEY_PLUGINS=<kind>/<name> builds only that plugin)")
    endif()
  endforeach()
endmacro()

# What each flag prevents: notes of docs/plugin-guide.md, "What the build does".
function(_galley_set_plugin_flags target)
  set(map ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/galley-plugin.map)
  set_target_properties(${target} PROPERTIES
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    POSITION_INDEPENDENT_CODE ON LINK_DEPENDS ${map} BUILD_RPATH_USE_ORIGIN ON)
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-gnu-unique>)
  target_link_options(${target} PRIVATE
    LINKER:--no-undefined LINKER:-z,now LINKER:-z,relro LINKER:-z,nodelete LINKER:--exclude-libs,ALL
    LINKER:--version-script=${map})
endfunction()

# Writes what the descriptor says into the section .galley.manifest, so that hosts read it without loading.
function(_galley_write_manifest target id)
  if(NOT CMAKE_OBJCOPY)
    message(FATAL_ERROR "galley_add_plugin(${id}): objcopy (binutils) not found")
  endif()
  set(text ${CMAKE_CURRENT_BINARY_DIR}/${target}.manifest)
  set(made ${CMAKE_CURRENT_BINARY_DIR}/${target}.so)
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0
      $<TARGET_FILE:galley-manifest> --id ${id} --out ${text} $<TARGET_FILE:${target}>
    COMMAND ${CMAKE_OBJCOPY} --add-section .galley.manifest=${text}
      --set-section-flags .galley.manifest=noload,readonly $<TARGET_FILE:${target}> ${made}
    COMMAND ${CMAKE_COMMAND} -E rename ${made} $<TARGET_FILE:${target}>
    VERBATIM)
  add_dependencies(${target} galley-manifest)
endfunction()

# Folders become the data files in them. CONFIGURE_DEPENDS: a file added later is found by the next build.
function(_galley_find_data out entries)
  set(found)
  foreach(entry IN LISTS entries)
    if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${entry})
      file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}
        ${entry}/*.rules ${entry}/*.words ${entry}/*.txt)
      if(NOT files)
        message(FATAL_ERROR "galley_add_plugin(${id}): ${entry}: no *.rules, *.words or *.txt in this folder")
      endif()
      list(APPEND found ${files})
    else()
      list(APPEND found ${entry})
    endif()
  endforeach()
  set(${out} ${found} PARENT_SCOPE)
endfunction()

function(_galley_copy_data target to files)
  foreach(file IN LISTS files)
    add_custom_command(OUTPUT ${to}/${file}
      COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${to}/${file}
      DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file}
      COMMENT "Data of ${target}: ${file}"
      VERBATIM)
    target_sources(${target} PRIVATE ${to}/${file})
    get_filename_component(folder ${file} DIRECTORY)
    install(FILES ${file} DESTINATION lib/galley/plugins/${kind}/${name}/${folder})
  endforeach()
endfunction()

macro(_galley_add_plugin_tests)
  if(arg_TESTS)
    find_package(GTest REQUIRED)
    add_executable(${target}_test ${arg_TESTS} ${logic_objects})
    target_link_libraries(${target}_test PRIVATE galley::sdk galley::testing ${arg_LIBRARIES} GTest::gtest_main)
    if(TARGET galley_warnings)
      target_link_libraries(${target}_test PRIVATE galley_warnings)
    endif()
    set_target_properties(${target}_test PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    target_include_directories(${target}_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_compile_definitions(${target}_test PRIVATE GALLEY_PLUGIN_FILE="$<TARGET_FILE:${target}>")
    add_dependencies(${target}_test ${target})
    add_test(NAME ${id}.unit COMMAND ${target}_test)
  endif()
  if(arg_CASES)
    add_test(NAME ${id}.cases
      COMMAND $<TARGET_FILE:galley_golden> $<TARGET_FILE:${target}> ${CMAKE_CURRENT_SOURCE_DIR}/${arg_CASES})
  endif()
endmacro()
