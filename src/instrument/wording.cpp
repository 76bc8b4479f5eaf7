// SPDX-License-Identifier: Apache-2.0
#include "instrument/wording.hpp"

#include "instrument/inputs.hpp"
#include "instrument/teller.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

std::string Teller::label(InputId input) const {
  const InputOrigin& origin = model.origin(input);
  if (origin.kind == InputOrigin::Kind::earlier) {
    const EarlierInput& earlier = model.earlier()[origin.index];
    return text(earlier.text, earlier.id);
  }
  if (origin.kind == InputOrigin::Kind::norm) {
    const Table& table = model.tables()[origin.index];
    return text(table.text, table.id) + tell(" - the norm", " - normen");
  }
  const Item& item = model.items()[origin.index];
  std::string words = text(item.text, item.id);
  if (origin.kind == InputOrigin::Kind::within) {
    words += tell(" - within the last ", " - inden for de seneste ") +
             short_duration(*item.ask_when_known, language);
  } else if (origin.kind == InputOrigin::Kind::habitual) {
    words += tell(" - usual for the person", " - sædvanligt for personen");
  }
  return words;
}

std::string Teller::answer(InputId input, Code code) const {
  const InputOrigin& origin = model.origin(input);
  switch (origin.kind) {
    case InputOrigin::Kind::item:
      return model.answer_text(model.items()[origin.index], code, language);
    case InputOrigin::Kind::within:
    case InputOrigin::Kind::habitual:
      return code == 1 ? tell("yes", "ja") : tell("no", "nej");
    case InputOrigin::Kind::earlier:
      return number_words(program.inputs[input].values[code], language);
    case InputOrigin::Kind::norm:
      break;
  }
  const Norm& norm = model.tables()[origin.index].norms[code];
  return text(norm.text, norm.id);
}

bool Teller::is_yes_no(InputId input) const {
  const InputOrigin& origin = model.origin(input);
  if (origin.kind != InputOrigin::Kind::item) return origin.is_asked();
  return model.items()[origin.index].type == ItemType::yes_no;
}

InputId Teller::input_of(std::string_view name) const {
  InputId input = 0;
  while (program.inputs[input].name != name) ++input;
  return input;
}

ScoreWords words_of(const Score& score, Language language, bool is_settled) {
  const Teller teller{score, language};
  ScoreWords words;
  words.notices = teller.notices();
  words.headline = teller.headline();
  words.missing = teller.missing();
  words.meaning = teller.meaning(is_settled);
  words.outcomes = teller.outcomes();
  words.published = teller.published();
  words.without_sensitive = teller.without_sensitive();
  words.scales = teller.scales();
  words.earlier = teller.earlier();
  words.answers = teller.answers();
  if (score.has_levels && !score.is_certain()) {
    words.low_end = teller.end(score.low, score.lowest_witness);
    words.high_end = teller.end(score.high, score.highest_witness);
  }
  words.rules = teller.rules(teller.model.rules(), score.rules, teller.model.levels());
  words.judgement = teller.judgement();
  teller.flags(words);
  words.decisive = teller.decisive();
  words.fine_print = teller.fine_print();
  return words;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
