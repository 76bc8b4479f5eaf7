// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/verification.hpp"

#include "service/words.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::string_view word(Verification::State state) {
  switch (state) {
    case Verification::State::verified:
      return "verified";
    case Verification::State::reformatted:
      return "reformatted";
    case Verification::State::differs:
      return "differs";
    case Verification::State::model_absent:
      return "model_absent";
    case Verification::State::unreadable:
      break;
  }
  return "unreadable";
}

/// A value of a record in a line: long ones are cut.
std::string short_value(const std::string& value, Language language) {
  constexpr std::size_t most = 60;
  if (value.empty()) return language == Language::da ? "intet" : "nothing";
  if (value.size() <= most) return value;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
  return value.substr(0, end) + "…";
}

}  // namespace

Verification verify_record(const Models& models, std::string_view record) {
  return verify(
      record,
      [&](std::string_view id, std::string_view version) {
        return models.library().find_instrument(id, version);
      },
      [&](const Instrument& instrument, std::string_view language) {
        return models.library().find_wording(instrument, language);
      });
}

std::string verification_text(const Verification& verification, std::string_view name,
                              Language language) {
  const bool da = language == Language::da;
  const std::string begin = std::string(name) + ": ";
  switch (verification.state) {
    case Verification::State::verified:
      return begin + (da ? "bekræftet: " : "verified: ") + verification.instrument + "\n";
    case Verification::State::reformatted:
      return begin + (da ? "alle værdier stemmer: " : "every value holds: ") +
             verification.instrument +
             (da ? "; filen er skrevet om (mellemrum, rækkefølge eller talform), så det er ikke de "
                   "oprindelige tegn\n"
                 : "; the file was written anew (spaces, order of keys, form of numbers), so its "
                   "bytes are not the original ones\n");
    case Verification::State::model_absent:
      return begin +
             (da ? "kan ikke efterprøves: modellen " + verification.instrument + " findes ikke her"
                 : "cannot be verified: the model " + verification.instrument + " is not here") +
             (verification.digest_holds ? ""
                                        : (da ? "; indholdet er ændret, siden det blev skrevet"
                                              : "; its bytes were changed after it was written")) +
             "\n";
    case Verification::State::unreadable:
      return begin + (da ? "er ikke et resultat fra vaern: " : "is no record: ") +
             verification.problem + "\n";
    case Verification::State::differs:
      break;
  }
  std::string text = begin + (da ? "stemmer ikke: " : "differs: ") + verification.instrument + "\n";
  if (!verification.digest_holds) {
    text += da ? "  indholdet er ændret, siden det blev skrevet (digest)\n"
               : "  its bytes were changed after it was written (digest)\n";
  }
  if (!verification.meaning_holds) {
    text += da ? "  modellen betyder noget andet nu (instrument/meaning)\n"
               : "  the model has another meaning now (instrument/meaning)\n";
  }
  if (!verification.text_holds) {
    text += da ? "  modellens ord er andre nu (instrument/text)\n"
               : "  the words of the model are others now (instrument/text)\n";
  }
  for (const Mismatch& mismatch : verification.mismatches) {
    text += "  " + mismatch.path + (da ? ": skrevet " : ": recorded ") +
            short_value(mismatch.recorded, language) + (da ? ", fundet " : ", found ") +
            short_value(mismatch.found, language) + "\n";
  }
  return text;
}

std::string verification_json(const Verification& verification) {
  CanonicalWriter json;
  json.begin_map().text("state", word(verification.state));
  if (!verification.instrument.empty()) {
    json.text("instrument", service::detail::shown(verification.instrument));
  }
  json.boolean("digest_holds", verification.digest_holds);
  json.boolean("meaning_holds", verification.meaning_holds);
  json.boolean("text_holds", verification.text_holds);
  json.begin_list("mismatches");
  for (const Mismatch& mismatch : verification.mismatches) {
    json.begin_map().text("path", mismatch.path);
    if (!mismatch.recorded.empty()) json.text("recorded", mismatch.recorded);
    if (!mismatch.found.empty()) json.text("found", mismatch.found);
    json.end_map();
  }
  json.end_list();
  if (!verification.problem.empty()) {
    json.text("problem", service::detail::shown(verification.problem));
  }
  json.end_map();
  return std::string(service::detail::without_line_feed(json.finish()));
}

}  // namespace v1
}  // namespace vaern
