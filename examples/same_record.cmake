# SPDX-License-Identifier: Apache-2.0
# The C++ example and the command `vaern` write the same record, byte for byte.
set(form "${SOURCE}/examples/forms/danger-assessment.yaml")
execute_process(COMMAND ${PROGRAM} "${SOURCE}/instruments" "${form}" --record
  OUTPUT_VARIABLE of_program RESULT_VARIABLE program_ended)
execute_process(COMMAND ${VAERN} score danger-assessment@2009 "${form}" --json
  OUTPUT_VARIABLE of_command RESULT_VARIABLE command_ended)
if(program_ended OR command_ended OR of_program STREQUAL "")
  message(FATAL_ERROR "the example ended with ${program_ended}, the command with ${command_ended}")
endif()
if(NOT of_program STREQUAL of_command)
  message(FATAL_ERROR "the records differ:\n${of_program}\n${of_command}")
endif()
