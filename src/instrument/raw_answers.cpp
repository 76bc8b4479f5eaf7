// SPDX-License-Identifier: Apache-2.0
#include "instrument/raw_answers.hpp"

#include <utility>

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

std::vector<RawAnswer> raw_answers(const Instrument& instrument, const Responses& responses) {
  std::vector<RawAnswer> answers;
  for (const Item& item : instrument.items()) {
    RawAnswer answer;
    answer.item = item.id;
    const Code code = responses.codes()[item.input];
    if (code == missing_code) {
      answer.missing = responses.reasons()[item.input];
      if (answer.missing != MissingReason::not_asked) answers.push_back(std::move(answer));
      continue;
    }
    answer.text = instrument.code_text(item, code);
    if (item.type == ItemType::number) {
      answer.kind = RawAnswer::Kind::number;
      answer.number = item.from + item.step * Rational(code);
    } else if (answer.text == "yes" || answer.text == "no") {
      answer.kind = RawAnswer::Kind::yes_no;
      answer.yes = answer.text == "yes";
    } else {
      answer.kind = RawAnswer::Kind::code;
    }
    if (item.within && code == 1) {
      const Code second = responses.codes()[*item.within];
      RawAnswer::Within within;
      within.missing = responses.reasons()[*item.within];
      within.no = second == 0;
      if (second == 1) within.duration = item.ask_when_known;
      answer.within = within;
    }
    if (item.habitual && code == 1) {
      const Code second = responses.codes()[*item.habitual];
      RawAnswer::Habitual habitual;
      habitual.missing = responses.reasons()[*item.habitual];
      if (second != missing_code) habitual.yes = second == 1;
      answer.habitual = habitual;
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
