# galley_warnings: what the project's own targets are compiled with; never handed to consumers.
add_library(galley_warnings INTERFACE)
target_compile_options(galley_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
if(GALLEY_WERROR)
  target_compile_options(galley_warnings INTERFACE -Werror)
endif()

if(GALLEY_SANITIZE)
  add_compile_options(-fsanitize=${GALLEY_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GALLEY_SANITIZE})
endif()
