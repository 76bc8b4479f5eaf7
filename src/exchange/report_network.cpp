// SPDX-License-Identifier: Apache-2.0
// Who is around the person: whom to ask, what to ask first, whom not to involve.
#include <algorithm>

#include "exchange/plan_words.hpp"
#include "exchange/report_page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

struct NetworkTeller {
  const SafetyPlan& plan;
  Language language;

  std::string say(std::string_view en, std::string_view da) const { return tell(language, en, da); }

  std::string channel(Channel channel) const {
    switch (channel) {
      case Channel::in_person:
        return say("in person", "ved at mødes");
      case Channel::telephone:
        return say("by telephone", "på telefon");
      case Channel::message:
        return say("by message", "på besked");
      case Channel::email:
        return say("by email", "på mail");
      case Channel::letter:
        break;
    }
    return say("by letter", "med brev");
  }

  std::string channels(const NetworkMember& member) const {
    std::vector<std::string> words;
    for (const Channel each : member.channels) words.push_back(channel(each));
    return join(words, ", ");
  }

  // What is dangerous in asking somebody is said wherever they are named.
  std::string care(const NetworkMember& member) const {
    if (member.other_parties.empty()) return {};
    const std::string parties = join(member.other_parties, ", ");
    return say(" Take care: knows ", " Pas på: kender ") + parties +
           say(", and what is said may pass on.", ", så det, der siges, kan gå videre.");
  }

  Line suggestion(const NetworkMember& member) const {
    Line line;
    line.strong(member.party);
    std::string text;
    if (member.kind == NetworkKind::organisation) text += say(", organisation", ", organisation");
    if (member.is_support) text += say(", a support", ", en støtte");
    if (!member.through.empty()) {
      text += say(", reached through ", ", nås gennem ") + join(member.through, ", ");
    } else if (member.channels.empty()) {
      text +=
          say("; how to reach them is not known", "; det vides ikke, hvordan man får fat i dem");
    } else {
      text += ", " + channels(member);
    }
    return line.add(text + "." + care(member));
  }

  std::string question(const NetworkMember& member) const {
    if (member.standing == NetworkStanding::ask_safe) {
      return say("Is it safe to involve ", "Er det sikkert at inddrage ") + member.party + "?" +
             care(member);
    }
    if (member.standing == NetworkStanding::ask_way) {
      return say("How can ", "Hvordan kan man få fat i ") + member.party +
             say(" be reached, without the other party?", " uden om voldsudøveren?") + care(member);
    }
    std::vector<std::string> open;
    for (const std::string& party : member.through) {
      const NetworkMember* other = plan.network.find(party);
      if (other == nullptr || other->safe == Truth::unknown) open.push_back(party);
    }
    return member.party + say(" is reached through ", " nås gennem ") + join(open, ", ") +
           say(": is it safe to involve ", ": Er det sikkert at inddrage ") + join(open, ", ") +
           "?" + care(member);
  }

  std::string refusal(const NetworkMember& member) const {
    switch (member.standing) {
      case NetworkStanding::not_safe:
        return say("not safe to involve", "ikke sikker at inddrage");
      case NetworkStanding::risk:
        return say("a danger to the person", "en fare for personen");
      case NetworkStanding::through_other_party_only:
        return say("reached only through the other party", "kan kun nås gennem voldsudøveren");
      default:
        break;
    }
    return say("reached only through a child or somebody who is not safe",
               "kan kun nås gennem et barn eller en, det ikke er sikkert at inddrage");
  }

  Part part(std::string_view en, std::string_view da, std::vector<Line> lines) const {
    Part made;
    made.heading = say(en, da);
    made.bullets(std::move(lines));
    return made;
  }

  Part measures() const {
    const std::string suggested = join(plan.network.suggested(), ", ");
    std::vector<Line> lines;
    for (const PlannedMeasure& planned : plan.measures) {
      if (planned.measure->who != Who::network || planned.list == PlanList::none) continue;
      if (planned.is_settled()) continue;
      Line line;
      line.add(planned.measure->text, language);
      line.add(child_words(planned.child, language));
      line.add(suggested.empty() ? say(" Nobody can be asked yet.", " Ingen kan spørges endnu.")
                                 : say(" Can be asked: ", " Kan spørges: ") + suggested + ".");
      lines.push_back(std::move(line));
    }
    return part("What the network could do", "Det kan netværket hjælpe med", std::move(lines));
  }
};

}  // namespace

Part network_section(const SafetyPlan& plan, Language language) {
  const NetworkTeller teller{plan, language};
  std::vector<Line> suggestions;
  std::vector<Line> questions;
  std::vector<Line> refusals;
  for (const NetworkMember& member : plan.network.members) {
    if (member.standing == NetworkStanding::suggested) {
      suggestions.push_back(teller.suggestion(member));
    } else if (is_question(member.standing)) {
      questions.emplace_back(teller.question(member));
    } else {
      Line line;
      line.strong(member.party);
      refusals.push_back(line.add(": " + teller.refusal(member) + "."));
    }
  }
  Part section;
  section.heading = tell(language, "Network", "Netværk");
  for (Part& part : std::vector<Part>{
           teller.part("Can be asked", "Kan spørges", std::move(suggestions)),
           teller.part("Ask the person first", "Spørg personen først", std::move(questions)),
           teller.part("Not to be involved", "Inddrages ikke", std::move(refusals)),
           teller.measures()}) {
    if (!part.is_empty()) section.sections.push_back(std::move(part));
  }
  return section;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
