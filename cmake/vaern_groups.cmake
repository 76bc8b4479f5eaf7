# SPDX-License-Identifier: Apache-2.0
# tests/run.sh and the quick start compile the rooms for the wheel in groups (CMAKE_UNITY_BUILD):
# headers are read and templates made once a group, in about a third of the time. Every other build
# compiles each source on its own, the preset `ci` among them, so what a source forgets to include is
# found there. A name that two sources of a room keep for themselves is one too many in a group:
# such a source is named here.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 12 CACHE STRING "Sources in a group")

# vaern_alone(<folder> <stems>...): these sources of the folder are compiled each on its own.
function(vaern_alone folder)
  foreach(stem IN LISTS ARGN)
    set_source_files_properties("${CMAKE_CURRENT_SOURCE_DIR}/${folder}/${stem}.cpp" PROPERTIES
      SKIP_UNITY_BUILD_INCLUSION ON)
  endforeach()
endfunction()
