// SPDX-License-Identifier: Apache-2.0
#pragma once
// A form as an example that an author can paste.

#include <string>

#include "vaern/instrument/example_form.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// One entry of `examples:`, indented by two, with what the engine says of the form as its
/// expectation and the comment that a person must confirm it. Of a form with a fault that
/// is the fault.
std::string example_yaml(const InstrumentPtr& instrument, const std::string& name,
                         const ExampleForm& form, Language language, bool may_use_others);

/// "{gun: yes, left: {missing: refused}}", and the code of `others` where that is shorter.
struct WrittenResponses {
  std::string responses;
  std::string others;     ///< Empty: none.
  bool is_exact = false;  ///< Read back they are these answers; else they cannot be written.
};
WrittenResponses written_responses(const Instrument& instrument, const Responses& responses,
                                   bool may_use_others = true);

/// Written for `instrument`, with `others` or without, the answers are the same form in `reader`:
/// of another version `others` may answer an item that does not apply here.
bool reads_the_same(const Instrument& instrument, const Responses& responses,
                    const Instrument& reader);

/// A scalar for a flow map: in quotes where YAML or the reader would take it for something else.
std::string flow_scalar(const std::string& text);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
