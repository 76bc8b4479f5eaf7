# SPDX-License-Identifier: Apache-2.0
# Flags of this project's own sources; never exported to those who link it.
add_library(vaern_flags INTERFACE)
target_compile_options(vaern_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -fno-trapping-math
  $<$<BOOL:${VAERN_WARNINGS_AS_ERRORS}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12
   AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Where it optimises, g++ 12 warns of every `"x" + text` of two strings (GCC bug 105651).
  target_compile_options(vaern_flags INTERFACE -Wno-restrict)
endif()
if(VAERN_SANITIZE)
  # A null or outlying access is AddressSanitizer's to report; checking it twice takes g++ a
  # quarter more time on every file.
  target_compile_options(vaern_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize=null,object-size -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(vaern_flags INTERFACE -fsanitize=address,undefined)
endif()
