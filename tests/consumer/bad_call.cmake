# Makes one call of galley_add_plugin() in a folder with an empty plugin.cpp.
file(MAKE_DIRECTORY ${FOLDER})
file(TOUCH ${FOLDER}/plugin.cpp)
set(CMAKE_CURRENT_SOURCE_DIR ${FOLDER})
include(${MODULE})
separate_arguments(arguments UNIX_COMMAND "${CALL}")
galley_add_plugin(${arguments})
