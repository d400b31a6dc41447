# The targets of the SDK, the same in the tree and from the installed package: galley::sdk, galley::testing,
# galley-manifest. The caller has set GALLEY_SDK_INCLUDE_DIR (the folder that holds galley/plugin.h).
include_guard(GLOBAL)
get_filename_component(_galley_sdk_dir "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)

add_library(galley_sdk INTERFACE)
add_library(galley::sdk ALIAS galley_sdk)
target_include_directories(galley_sdk INTERFACE ${GALLEY_SDK_INCLUDE_DIR})
target_compile_features(galley_sdk INTERFACE cxx_std_20 c_std_11)

# Built here and not shipped as a binary: it loads the plugin, so it needs the plugin's sanitizers.
add_executable(galley-manifest
  ${_galley_sdk_dir}/tools/galley_manifest.cpp
  ${_galley_sdk_dir}/tools/manifest_text.cpp)
target_link_libraries(galley-manifest PRIVATE galley_sdk ${CMAKE_DL_LIBS})

add_library(galley_testing STATIC EXCLUDE_FROM_ALL
  ${_galley_sdk_dir}/testing/src/build_service.cpp
  ${_galley_sdk_dir}/testing/src/call.cpp
  ${_galley_sdk_dir}/testing/src/decisions.cpp
  ${_galley_sdk_dir}/testing/src/document.cpp
  ${_galley_sdk_dir}/testing/src/document_calls.cpp
  ${_galley_sdk_dir}/testing/src/export_services.cpp
  ${_galley_sdk_dir}/testing/src/golden_case.cpp
  ${_galley_sdk_dir}/testing/src/golden_cases.cpp
  ${_galley_sdk_dir}/testing/src/golden_program.cpp
  ${_galley_sdk_dir}/testing/src/host_state.cpp
  ${_galley_sdk_dir}/testing/src/parameters.cpp
  ${_galley_sdk_dir}/testing/src/plugin_file.cpp
  ${_galley_sdk_dir}/testing/src/recording_host.cpp
  ${_galley_sdk_dir}/testing/src/why_lines.cpp)
add_library(galley::testing ALIAS galley_testing)
target_include_directories(galley_testing PUBLIC ${_galley_sdk_dir}/testing/include)
target_link_libraries(galley_testing PUBLIC galley_sdk PRIVATE ${CMAKE_DL_LIBS})
# Also in unity builds of others: some names stand for another thing in each file.
set_target_properties(galley_testing galley-manifest PROPERTIES UNITY_BUILD OFF)
set_target_properties(galley_testing PROPERTIES POSITION_INDEPENDENT_CODE ON)

if(TARGET galley_warnings)
  target_link_libraries(galley-manifest PRIVATE galley_warnings)
  target_link_libraries(galley_testing PRIVATE galley_warnings)
endif()
