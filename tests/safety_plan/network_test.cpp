// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/support.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/safety_plan/network.hpp"

namespace vaern::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* people_head = R"(vaern: 1
case: k-1
programme: x@1
subject: p1
parties:
  - {id: p1, role: subject}
  - {id: o1, role: other_party}
  - {id: o2, role: other_party}
  - {id: c1, role: child}
  - {id: n1, role: network}
  - {id: n2, role: network}
  - {id: n3, role: network}
  - {id: w1, role: assessor}
)";

CaseFile case_with(const std::string& network, const std::string& more = {}) {
  DiagnosticList findings;
  const auto document =
      read_document("case.yaml", people_head + ("network:\n" + network) + more, findings);
  auto file = document ? load_case(*document, findings) : std::nullopt;
  if (!file) throw std::runtime_error(render(findings));
  return *std::move(file);
}

std::string standing(const std::string& network, const char* party) {
  const Network made = network_of(case_with(network));
  const NetworkMember* member = made.find(party);
  return member == nullptr ? "none" : std::string(to_string(member->standing));
}

TEST(Network, SuggestsOnlyWhoIsSafeAndReached) {
  EXPECT_EQ(standing("  - {party: n1, safe: yes, ties: [{to: p1, is: support}]}\n", "n1"),
            "suggested");
  EXPECT_EQ(standing("  - {party: n1, safe: no, ties: [{to: p1, is: support}]}\n", "n1"),
            "not_safe");
  EXPECT_EQ(standing("  - {party: n1, ties: [{to: p1, is: support}]}\n", "n1"), "ask_safe");
  EXPECT_EQ(
      standing("  - {party: n1, safe: {missing: refused}, ties: [{to: p1, is: support}]}\n", "n1"),
      "ask_safe");
  EXPECT_EQ(standing("  - {party: n1, safe: yes}\n", "n1"), "ask_way");
  // Of whom nothing is written, nothing is known.
  EXPECT_EQ(standing("  - {party: n1, safe: yes}\n", "n2"), "ask_safe");
}

TEST(Network, ADangerIsNeverSuggestedWhateverIsMarked) {
  EXPECT_EQ(standing("  - {party: n1, safe: yes, ties: [{to: p1, is: risk}, {to: p1, is: "
                     "support}]}\n",
                     "n1"),
            "risk");
  // A danger to somebody else is no danger to the person, and no way either.
  EXPECT_EQ(standing("  - {party: n1, safe: yes, ties: [{to: p1, is: support}, {to: n2, is: "
                     "risk}]}\n  - {party: n2, safe: yes}\n",
                     "n2"),
            "ask_way");
}

TEST(Network, NobodyIsReachedThroughAnOtherParty) {
  const char* through = "  - {party: n1, safe: yes, ties: [{to: o1, is: contact}]}\n";
  EXPECT_EQ(standing(through, "n1"), "ask_way");  // nothing ties the other party to the person
  const std::string tied =
      "  - {party: w1, safe: no, ties: [{to: p1, is: contact}, {to: o1, is: contact}, "
      "{to: o2, is: contact}]}\n";
  EXPECT_EQ(standing(tied + through, "n1"), "through_other_party_only");
  // Two of them are no better than one.
  EXPECT_EQ(standing(tied + "  - {party: n1, safe: yes, ties: [{to: o1, is: contact}, "
                            "{to: o2, is: contact}]}\n",
                     "n1"),
            "through_other_party_only");
  // A way of one's own, and what is said may pass on all the same.
  const Network made = network_of(case_with(
      tied + "  - {party: n1, safe: yes, ties: [{to: o1, is: contact}, {to: p1, is: contact}]}\n"));
  EXPECT_EQ(made.find("n1")->standing, NetworkStanding::suggested);
  EXPECT_THAT(made.find("n1")->other_parties, ElementsAre("o1"));
}

TEST(Network, TheWayGoesThroughThoseWhoAreSafeAndNeverThroughAChild) {
  const std::string last = "  - {party: n3, safe: yes, ties: [{to: n2, is: contact}]}\n";
  const auto middle = [](const char* safe) {
    return std::string("  - {party: n2, ") + safe + "ties: [{to: p1, is: contact}]}\n";
  };
  const Network made = network_of(case_with(last + middle("safe: yes, ")));
  EXPECT_EQ(made.find("n3")->standing, NetworkStanding::suggested);
  EXPECT_THAT(made.find("n3")->through, ElementsAre("n2"));
  EXPECT_THAT(made.suggested(), ElementsAre("n2", "n3"));
  EXPECT_EQ(standing(last + middle(""), "n3"), "ask_through");
  EXPECT_EQ(standing(last + middle("safe: no, "), "n3"), "no_safe_way");
  EXPECT_EQ(standing("  - {party: n1, safe: yes, ties: [{to: c1, is: contact}]}\n"
                     "  - {party: n2, safe: yes, ties: [{to: p1, is: contact}, "
                     "{to: c1, is: contact}]}\n",
                     "n1"),
            "no_safe_way");
}

TEST(Network, ChangesOverTimeAndWithWhatIsKnown) {
  const CaseFile file = case_with(
      "  - {id: k1, party: n1, safe: yes, ties: [{to: p1, is: support, channel: telephone}], "
      "from: 2026-01-01}\n"
      "  - {party: n1, safe: no, from: 2026-02-01, recorded: 2026-02-10}\n"
      "  - {party: n2, safe: yes, ties: [{to: p1, is: support}], from: 2026-01-01, "
      "until: 2026-03-01}\n");
  const auto at = [&](const char* as_of, const char* known_by) {
    return network_of(file, Instant::parse(as_of), nullptr, Instant::parse(known_by));
  };
  EXPECT_THAT(at("2025-12-01T00:00Z", "2025-12-01T00:00Z").suggested(), IsEmpty());
  EXPECT_THAT(at("2026-01-15T00:00Z", "2026-01-15T00:00Z").suggested(), ElementsAre("n1", "n2"));
  EXPECT_THAT(at("2026-02-05T00:00Z", "2026-02-05T00:00Z").suggested(), ElementsAre("n1", "n2"));
  EXPECT_THAT(at("2026-02-05T00:00Z", "2026-02-15T00:00Z").suggested(), ElementsAre("n2"));
  const Network late = at("2026-03-02T00:00Z", "2026-03-02T00:00Z");
  EXPECT_EQ(late.find("n2"), nullptr);
  EXPECT_EQ(late.find("n1")->standing, NetworkStanding::not_safe);
  // Without a moment all that is written has happened.
  EXPECT_EQ(network_of(file).find("n2"), nullptr);
}

TEST(Network, TwoEntriesOfOneMomentGiveTheMoreCarefulAnswerInAnyOrder) {
  const std::string yes = "  - {party: n1, safe: yes, ties: [{to: p1, is: contact}]}\n";
  const std::string no = "  - {party: n1, safe: no}\n";
  const std::string open = "  - {party: n1, ties: [{to: o1, is: contact}]}\n";
  EXPECT_EQ(standing(yes + no, "n1"), "not_safe");
  EXPECT_EQ(standing(no + yes, "n1"), "not_safe");
  EXPECT_EQ(standing(yes + open, "n1"), "ask_safe");
  EXPECT_EQ(standing(open + yes, "n1"), "ask_safe");
  EXPECT_THAT(network_of(case_with(open + yes)).find("n1")->other_parties, ElementsAre("o1"));
}

TEST(Network, AStruckEntryIsNotSeen) {
  const CaseFile file = case_with(
      "  - {id: k1, party: n1, safe: yes, ties: [{to: p1, is: support}], from: 2026-01-01}\n",
      "corrections: [{of: k1, status: entered_in_error, recorded: 2026-02-01, by: w1, "
      "reason: somebody else}]\n");
  EXPECT_THAT(network_of(file, Instant::parse("2026-01-15T00:00Z")).suggested(), ElementsAre("n1"));
  EXPECT_THAT(network_of(file, Instant::parse("2026-02-15T00:00Z")).suggested(), IsEmpty());
}

TEST(Network, OfHundredsInALineNamesEachOnTheWayOnce) {
  constexpr int count = 300;
  std::string text =
      "vaern: 1\ncase: k-1\nprogramme: x@1\nsubject: p1\nparties:\n  - {id: p1, role: subject}\n";
  std::string network = "network:\n";
  for (int i = 0; i < count; ++i) {
    const std::string id = "n" + std::to_string(i);
    text += "  - {id: " + id + ", role: network}\n";
    network += "  - {party: " + id +
               ", safe: yes, ties: [{to: " + (i == 0 ? "p1" : "n" + std::to_string(i - 1)) +
               ", is: contact}]}\n";
  }
  DiagnosticList findings;
  const auto document = read_document("case.yaml", text + network, findings);
  const auto file = document ? load_case(*document, findings) : std::nullopt;
  ASSERT_TRUE(file) << render(findings);
  const Network made = network_of(*file);
  EXPECT_EQ(made.suggested().size(), static_cast<std::size_t>(count));
  const auto& through = made.find("n" + std::to_string(count - 1))->through;
  ASSERT_EQ(through.size(), static_cast<std::size_t>(count - 1));
  for (int i = 0; i + 1 < count; ++i) {
    EXPECT_EQ(through[static_cast<std::size_t>(i)], "n" + std::to_string(i));
  }
}

}  // namespace
}  // namespace vaern::tests
