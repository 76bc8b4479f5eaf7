// SPDX-License-Identifier: Apache-2.0
#include "vaern/safety_plan/network.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dominator_tree.hpp>

#include "safety_plan/seen.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using safety_plan::detail::Seen;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;

constexpr std::array<std::string_view, 8> standing_words{
    "not_safe",    "risk",     "through_other_party_only", "ask_safe", "ask_way", "ask_through",
    "no_safe_way", "suggested"};

// What is known of one party: the entries with the latest `from`, joined.
struct Known {
  NetworkKind kind = NetworkKind::person;
  Truth safe = Truth::unknown;
  std::vector<const Tie*> ties;
};

Truth safe_of(const NetworkEntry& entry) {
  return entry.safe.value ? to_truth(*entry.safe.value) : Truth::unknown;
}

// No beats unknown beats yes: a suggestion needs everybody who wrote to agree.
Truth more_careful(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::unknown;
}

std::map<std::string, Known> known_members(const Seen& seen) {
  struct Latest {
    std::optional<Instant> from;  // absent: always
    std::vector<const NetworkEntry*> entries;
  };
  std::map<std::string, Latest> latest;
  for (const NetworkEntry& entry : seen.file.network) {
    if (seen.is_struck(entry.id.text)) continue;
    if (entry.from && !seen.has_happened(*entry.from)) continue;
    const std::optional<Moment>& recorded = entry.recorded ? entry.recorded : entry.from;
    if (recorded && !seen.is_known(*recorded)) continue;
    const std::optional<Instant> from =
        entry.from ? std::optional(seen.first_instant(*entry.from)) : std::nullopt;
    Latest& of = latest[entry.party.text];
    if (!of.entries.empty() && from < of.from) continue;
    if (from > of.from) of.entries.clear();
    of.from = from;
    of.entries.push_back(&entry);
  }
  std::map<std::string, Known> known;
  for (const Party* party : seen.file.with_role(Role::network)) {
    if (latest.find(party->id) == latest.end()) known[party->id] = {};
  }
  for (const auto& [party, of] : latest) {
    const bool has_ended =
        std::any_of(of.entries.begin(), of.entries.end(), [&](const NetworkEntry* entry) {
          return entry->until && seen.has_happened(*entry->until);
        });
    if (has_ended) continue;
    Known& one = known[party];
    one.safe = Truth::yes;
    for (const NetworkEntry* entry : of.entries) {
      if (entry->kind == NetworkKind::organisation) one.kind = entry->kind;
      one.safe = more_careful(one.safe, safe_of(*entry));
      for (const Tie& tie : entry->ties) one.ties.push_back(&tie);
    }
  }
  return known;
}

class NetworkMaker {
 public:
  explicit NetworkMaker(const Seen& seen) : seen_(seen), known_(known_members(seen)) {
    for (const Party& party : seen.file.parties) parties_.try_emplace(party.id, &party);
    // A member whose party is not declared cannot be: the reader of cases refuses it.
    for (const auto& [id, party] : parties_) {
      place_[id] = ids_.size();
      ids_.push_back(id);
    }
    for (const auto& [party, known] : known_) {
      for (const Tie* tie : known.ties) {
        if (tie->kind == TieKind::risk) {
          if (is_subject(tie->to.text)) risks_.insert(party);
          continue;
        }
        ties_.emplace(std::min(party, tie->to.text), std::max(party, tie->to.text));
      }
    }
  }

  Network make() {
    find_other_party_only();
    const Ways safe = ways([&](const std::string& id) { return is_safe(id); });
    const Ways open = ways([&](const std::string& id) { return !is_closed(id); });
    const Ways any = ways([](const std::string&) { return true; });
    Network network;
    for (const auto& [party, known] : known_) {
      NetworkMember member;
      member.party = party;
      member.kind = known.kind;
      member.safe = known.safe;
      say_ties(member);
      member.standing = standing(party, known, safe, open, any);
      if (member.standing == NetworkStanding::suggested) {
        member.through = through(party, safe);
      } else if (member.standing == NetworkStanding::ask_through) {
        member.through = through(party, open);
      }
      network.members.push_back(std::move(member));
    }
    return network;
  }

 private:
  // From the subject: of each party whom it was reached from; empty: not at all.
  using Ways = std::map<std::string, std::string>;

  bool is_subject(const std::string& id) const { return id == seen_.file.subject.text; }
  bool has_role(const std::string& id, Role role) const {
    const auto found = parties_.find(id);
    return found != parties_.end() && found->second->role == role;
  }
  bool is_safe(const std::string& id) const {
    const auto found = known_.find(id);
    return found != known_.end() && found->second.safe == Truth::yes && risks_.count(id) == 0;
  }
  // It cannot become a way by an answer.
  bool is_closed(const std::string& id) const {
    const auto found = known_.find(id);
    return has_role(id, Role::other_party) || has_role(id, Role::child) || risks_.count(id) > 0 ||
           (found != known_.end() && found->second.safe == Truth::no);
  }

  // All other parties are one vertex: two of them are no better than one.
  Vertex vertex(const std::string& id) const {
    return has_role(id, Role::other_party) ? ids_.size() : place_.at(id);
  }

  template <class MayPass>
  Graph graph(const MayPass& may_pass) const {
    Graph graph(ids_.size() + 1);
    const auto add = [&](const std::string& from, const std::string& to) {
      if (is_subject(to) || !(is_subject(from) || may_pass(from))) return;
      if (vertex(from) != vertex(to)) boost::add_edge(vertex(from), vertex(to), graph);
    };
    for (const auto& [a, b] : ties_) {
      add(a, b);
      add(b, a);
    }
    return graph;
  }

  template <class MayPass>
  Ways ways(const MayPass& may_pass) const {
    const Graph made = graph(may_pass);
    const Vertex root = vertex(seen_.file.subject.text);
    const Vertex none = boost::graph_traits<Graph>::null_vertex();
    std::vector<Vertex> before(boost::num_vertices(made), none);
    boost::breadth_first_search(made, root,
                                boost::visitor(boost::make_bfs_visitor(boost::record_predecessors(
                                    before.data(), boost::on_tree_edge()))));
    Ways ways;
    for (const std::string& id : ids_) {
      const Vertex from = before[vertex(id)];
      if (from == none) continue;
      ways[id] = from < ids_.size() ? ids_[from] : std::string();  // empty: from the other parties
    }
    return ways;
  }

  // Whoever the vertex of the other parties dominates is reached through them alone.
  void find_other_party_only() {
    const Graph made = graph([&](const std::string& id) { return !has_role(id, Role::child); });
    const Vertex none = boost::graph_traits<Graph>::null_vertex();
    std::vector<Vertex> dominator(boost::num_vertices(made), none);
    boost::lengauer_tarjan_dominator_tree(
        made, vertex(seen_.file.subject.text),
        boost::make_iterator_property_map(dominator.begin(),
                                          boost::get(boost::vertex_index, made)));
    for (const auto& [party, known] : known_) {
      for (Vertex at = dominator[vertex(party)]; at != none; at = dominator[at]) {
        if (at == ids_.size()) only_through_.insert(party);
      }
    }
  }

  void say_ties(NetworkMember& member) const {
    const auto say = [&](const std::string& other, const Tie& tie) {
      if (is_subject(other)) {
        member.is_support = member.is_support || tie.kind == TieKind::support;
        if (tie.kind == TieKind::risk) return;
        member.channels.insert(member.channels.end(), tie.channels.begin(), tie.channels.end());
      } else if (has_role(other, Role::other_party)) {
        member.other_parties.push_back(other);
      }
    };
    for (const Tie* tie : known_.at(member.party).ties) say(tie->to.text, *tie);
    const auto once = [](auto& list) {
      std::sort(list.begin(), list.end());
      list.erase(std::unique(list.begin(), list.end()), list.end());
    };
    once(member.channels);
    once(member.other_parties);
  }

  NetworkStanding standing(const std::string& party, const Known& known, const Ways& safe,
                           const Ways& open, const Ways& any) const {
    if (known.safe == Truth::no) return NetworkStanding::not_safe;
    if (risks_.count(party) > 0) return NetworkStanding::risk;
    if (only_through_.count(party) > 0) return NetworkStanding::through_other_party_only;
    if (known.safe == Truth::unknown) return NetworkStanding::ask_safe;
    if (safe.count(party) > 0) return NetworkStanding::suggested;
    if (open.count(party) > 0) return NetworkStanding::ask_through;
    return any.count(party) > 0 ? NetworkStanding::no_safe_way : NetworkStanding::ask_way;
  }

  std::vector<std::string> through(const std::string& party, const Ways& ways) const {
    std::vector<std::string> list;
    for (auto at = ways.find(party); at != ways.end() && !is_subject(at->second);
         at = ways.find(at->second)) {
      list.insert(list.begin(), at->second);
    }
    return list;
  }

  const Seen& seen_;
  std::map<std::string, Known> known_;
  std::map<std::string, const Party*> parties_;
  std::vector<std::string> ids_;
  std::map<std::string, std::size_t> place_;            // among the ids
  std::set<std::pair<std::string, std::string>> ties_;  // of support and contact
  std::set<std::string> risks_;                         // to the subject
  std::set<std::string> only_through_;
};

}  // namespace

std::string_view to_string(NetworkStanding standing) noexcept {
  return standing_words[static_cast<std::size_t>(standing)];
}

const NetworkMember* Network::find(std::string_view party) const noexcept {
  const auto found = std::find_if(members.begin(), members.end(), [&](const NetworkMember& member) {
    return member.party == party;
  });
  return found == members.end() ? nullptr : &*found;
}

std::vector<std::string> Network::suggested() const {
  std::vector<std::string> parties;
  for (const NetworkMember& member : members) {
    if (member.standing == NetworkStanding::suggested) parties.push_back(member.party);
  }
  return parties;
}

Network network_of(const CaseFile& file, std::optional<Instant> as_of, const Zone* zone,
                   std::optional<Instant> known_by) {
  const Seen seen(file, as_of, zone, known_by);
  return NetworkMaker(seen).make();
}

void write_network(const Network& network, CanonicalWriter& writer) {
  writer.begin_list("network");
  for (const NetworkMember& member : network.members) {
    writer.begin_map().text("party", member.party).text("kind", to_string(member.kind));
    writer.text("safe", to_string(member.safe)).text("standing", to_string(member.standing));
    writer.boolean("support", member.is_support).begin_list("channels");
    for (const Channel channel : member.channels) writer.text(to_string(channel));
    writer.end_list().begin_list("through");
    for (const std::string& party : member.through) writer.text(party);
    writer.end_list().begin_list("other_parties");
    for (const std::string& party : member.other_parties) writer.text(party);
    writer.end_list().end_map();
  }
  writer.end_list();
}

}  // namespace v1
}  // namespace vaern
