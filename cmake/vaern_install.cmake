# SPDX-License-Identifier: Apache-2.0
# Two components: `sdk` is what a C++ application needs (find_package(vaern)), `python` is what
# goes into the wheel (see bindings/python).
include(CMakePackageConfigHelpers)
set(vaern_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/vaern")
set(vaern_models_dir "${CMAKE_INSTALL_DATADIR}/vaern/instruments")

install(TARGETS vaern EXPORT vaern_targets COMPONENT sdk
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT sdk
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT sdk)
install(EXPORT vaern_targets NAMESPACE vaern:: FILE vaernTargets.cmake
  DESTINATION "${vaern_package_dir}" COMPONENT sdk)
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/vaernConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/vaernConfig.cmake"
  INSTALL_DESTINATION "${vaern_package_dir}" PATH_VARS vaern_models_dir)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/vaernConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/vaernConfig.cmake" "${PROJECT_BINARY_DIR}/vaernConfigVersion.cmake"
  DESTINATION "${vaern_package_dir}" COMPONENT sdk)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/instruments/" DESTINATION "${vaern_models_dir}"
  COMPONENT sdk)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT sdk)
