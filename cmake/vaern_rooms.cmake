# SPDX-License-Identifier: Apache-2.0
# A room is a folder of the same name in include/vaern, src and tests. Each is an object
# library, so that a room builds and is tested with the rooms it may use and nothing else;
# together they are the one library `vaern`.
set(VAERN_ROOMS "" CACHE INTERNAL "")

# vaern_room(<name> [USES <rooms>...] [LINKS <targets>...])
function(vaern_room name)
  cmake_parse_arguments(ARG "" "" "USES;LINKS" ${ARGN})
  set(closure ${name})
  set(links ${ARG_LINKS})
  foreach(used IN LISTS ARG_USES)
    list(APPEND closure ${VAERN_ROOM_${used}_CLOSURE})
    list(APPEND links ${VAERN_ROOM_${used}_LINKS})
  endforeach()
  list(REMOVE_DUPLICATES closure)
  list(REMOVE_DUPLICATES links)
  set(VAERN_ROOM_${name}_CLOSURE "${closure}" CACHE INTERNAL "")
  set(VAERN_ROOM_${name}_LINKS "${links}" CACHE INTERNAL "")
  set(VAERN_ROOMS "${VAERN_ROOMS};${name}" CACHE INTERNAL "")

  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${name}/*.cpp")
  if(NOT sources)
    return()
  endif()
  add_library(vaern_${name} OBJECT ${sources})
  target_include_directories(vaern_${name} PUBLIC
    "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")
  target_compile_definitions(vaern_${name} PRIVATE VAERN_BUILDING)
  target_link_libraries(vaern_${name} PRIVATE vaern_flags ${links}
    fmt::fmt nlohmann_json::nlohmann_json tl::expected Boost::headers Eigen3::Eigen)
endfunction()

# The objects of a room and of every room it may use.
function(vaern_room_objects name out)
  set(objects "")
  foreach(room IN LISTS VAERN_ROOM_${name}_CLOSURE)
    if(TARGET vaern_${room})
      list(APPEND objects $<TARGET_OBJECTS:vaern_${room}>)
    endif()
  endforeach()
  set(${out} "${objects}" PARENT_SCOPE)
endfunction()

# The one library, made of every room.
function(vaern_library)
  set(objects "")
  set(links "")
  foreach(room IN LISTS VAERN_ROOMS)
    if(TARGET vaern_${room})
      list(APPEND objects $<TARGET_OBJECTS:vaern_${room}>)
      list(APPEND links ${VAERN_ROOM_${room}_LINKS})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES links)
  if(NOT objects)
    message(FATAL_ERROR "no room has a source file; is this the root of vaern?")
  endif()
  # Static only: a shared library would promise a binary interface, and there is none yet.
  add_library(vaern STATIC ${objects})
  add_library(vaern::vaern ALIAS vaern)
  set_target_properties(vaern PROPERTIES LINKER_LANGUAGE CXX)
  target_compile_features(vaern PUBLIC cxx_std_20)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/vaern/*.hpp")
  target_sources(vaern PUBLIC FILE_SET HEADERS
    BASE_DIRS "${PROJECT_SOURCE_DIR}/include" FILES ${headers})
  # What the public headers name is PUBLIC; what only the objects need is linked, never included.
  target_link_libraries(vaern PUBLIC tl::expected PRIVATE ${links} fmt::fmt Boost::serialization)
endfunction()
