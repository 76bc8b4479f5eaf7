// SPDX-License-Identifier: Apache-2.0
#include "instrument/readings.hpp"

#include <algorithm>
#include <utility>

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Reads everything below `name` before it: 1 while the name is on the path, 2 afterwards.
struct Walk {
  const Readings& readings;
  std::map<std::string, int> state;
  std::vector<Edge> path;
  std::vector<Circle> circles;
  std::vector<std::string> left;

  void visit(const std::string& name) {
    state[name] = 1;
    for (const Edge& edge : readings.of(name)) {
      const int there = state[edge.read];
      if (there == 0) {
        path.push_back(edge);
        visit(edge.read);
        path.pop_back();
      } else if (there == 1) {
        const auto from = std::find_if(path.begin(), path.end(),
                                       [&](const Edge& e) { return e.reader == edge.read; });
        Circle circle(from, path.end());
        circle.push_back(edge);
        circles.push_back(std::move(circle));
      }
    }
    state[name] = 2;
    left.push_back(name);
  }
};

}  // namespace

void find_mentions(const Node& node, const std::set<std::string, std::less<>>& names,
                   const std::function<void(const std::string&, const SourceSpan&)>& found) {
  for (const Entry& entry : node.entries()) {
    if (names.count(entry.key) != 0) found(entry.key, entry.key_span);
    find_mentions(entry.value, names, found);
  }
  for (const Node& item : node.items()) find_mentions(item, names, found);
  const std::string& text = node.text();
  for (std::size_t begin = 0; begin < text.size();) {
    if (text[begin] == '"' || text[begin] == '\'') {  // an option of CEL text
      const std::size_t end = text.find(text[begin], begin + 1);
      begin = end == std::string::npos ? text.size() : end + 1;
      continue;
    }
    std::size_t end = begin;
    while (end < text.size() && is_word_character(text[end])) ++end;
    const std::string word = text.substr(begin, end - begin);
    if (names.count(word) != 0) found(word, node.span_of(begin, end - begin));
    begin = std::max(end, begin + 1);
  }
}

std::string to_text(const Circle& circle) {
  std::string text = circle.front().reader;
  for (const Edge& edge : circle) text += " -> " + edge.read;
  return text;
}

void Readings::add(const std::string& reader, const std::string& read, const SourceSpan& where) {
  std::vector<Edge>& edges = edges_[reader];
  if (edges.empty()) readers_.push_back(reader);
  const auto same = [&](const Edge& edge) { return edge.read == read; };
  if (std::none_of(edges.begin(), edges.end(), same)) edges.push_back({reader, read, where});
}

const std::vector<Edge>& Readings::of(const std::string& reader) const {
  static const std::vector<Edge> none;
  const auto found = edges_.find(reader);
  return found == edges_.end() ? none : found->second;
}

std::vector<Circle> Readings::circles() const {
  Walk walk{*this, {}, {}, {}, {}};
  for (const std::string& reader : readers_) {
    if (walk.state[reader] == 0) walk.visit(reader);
  }
  return std::move(walk.circles);
}

std::vector<std::string> Readings::read_first(const std::vector<std::string>& declared) const {
  Walk walk{*this, {}, {}, {}, {}};
  for (const std::string& name : declared) {
    if (walk.state[name] == 0) walk.visit(name);
  }
  return std::move(walk.left);
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
