# SPDX-License-Identifier: Apache-2.0
# The C++ example and the command `vaern` write the same record, byte for byte: the one that
# tests/golden/records keeps for the service and for Python too.
file(GLOB forms "${SOURCE}/tests/golden/forms/*.json")
if(NOT forms)
  message(FATAL_ERROR "there is no form to score")
endif()
set(models "${SOURCE}/tests/golden/models")
foreach(form IN LISTS forms "${SOURCE}/examples/forms/danger-assessment.yaml")
  file(READ "${form}" text)
  string(REGEX MATCH "[a-z0-9-]+@[A-Za-z0-9.]+" instrument "${text}")
  execute_process(COMMAND ${PROGRAM} --record "${SOURCE}/instruments" "${models}" "${form}"
    OUTPUT_VARIABLE of_program RESULT_VARIABLE program_ended)
  execute_process(COMMAND ${VAERN} score ${instrument} "${form}" --json --models "${models}"
    OUTPUT_VARIABLE of_command RESULT_VARIABLE command_ended)
  if(program_ended OR command_ended OR of_program STREQUAL "")
    message(FATAL_ERROR
      "${form}: the example ended with ${program_ended}, the command with ${command_ended}")
  endif()
  string(REPLACE "/forms/" "/records/" record "${form}")
  if(form MATCHES "/golden/")
    file(READ "${record}" kept)
  else()
    set(kept "${of_command}")
  endif()
  if(NOT of_program STREQUAL of_command OR NOT of_program STREQUAL kept)
    message(FATAL_ERROR "${form}: the records differ:\n${of_program}\n${of_command}\n${kept}")
  endif()
endforeach()
