# GCC 12 clears and copies structs of 128 bytes and more by "rep stos" and "rep movs", which take as long as some
# 30 stores to begin: 3 % of the time of a document (decision 93).
include(CheckCXXCompilerFlag)
set(strategy vector_loop:256:noalign,libcall:-1:noalign)
foreach(function memset memcpy)
  check_cxx_compiler_flag(-m${function}-strategy=${strategy} GALLEY_HAS_${function}_STRATEGY)
  if(GALLEY_HAS_${function}_STRATEGY)
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-m${function}-strategy=${strategy}>)
  endif()
endforeach()
