// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/store.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "document/support.hpp"

namespace vaern {
namespace {

using test::places;
using testing::ElementsAre;
using testing::IsEmpty;

Document document(const std::string& kind, const std::string& id, const std::string& version) {
  DiagnosticList findings;
  return *read_document(
      id + ".yaml", "vaern: 1\n" + kind + ": " + id + "\nversion: \"" + version + "\"\n", findings);
}

ModelStore filled(DiagnosticList& findings) {
  ModelStore store;
  store.add(document("instrument", "danger-assessment", "10"), findings);
  store.add(document("instrument", "danger-assessment", "9"), findings);
  store.add(document("instrument", "dash", "2009"), findings);
  store.add(document("policy", "dash", "2009"), findings);
  store.add(document("policy", "review", "1"), findings);
  return store;
}

TEST(ModelStore, FindsByKindIdAndVersion) {
  DiagnosticList findings;
  const ModelStore store = filled(findings);
  EXPECT_THAT(places(findings), IsEmpty());
  EXPECT_EQ(store.size(), 5U);
  ASSERT_NE(store.find(Kind::policy, "dash", "2009"), nullptr);
  EXPECT_EQ(store.find(Kind::policy, "dash", "2009")->kind, Kind::policy);
  EXPECT_EQ(store.find("review", "1")->reference(), "review@1");
  EXPECT_EQ(store.find("dash", "2009"), nullptr) << "two kinds share it";
  EXPECT_EQ(store.find(Kind::policy, "review", "2"), nullptr);
}

TEST(ModelStore, OrdersVersionsAsNumbers) {
  DiagnosticList findings;
  const ModelStore store = filled(findings);
  std::vector<std::string> names;
  for (const StoredModel* model : store.all(Kind::instrument)) names.push_back(model->reference());
  EXPECT_THAT(names, ElementsAre("danger-assessment@9", "danger-assessment@10", "dash@2009"));
  EXPECT_EQ(store.all().size(), 5U);
}

TEST(ModelStore, NamesBothPlacesOfADuplicate) {
  DiagnosticList findings;
  ModelStore store = filled(findings);
  EXPECT_EQ(store.add(document("policy", "review", "1"), findings), nullptr);
  EXPECT_THAT(places(findings), ElementsAre("E0220@2:9+6"));
  ASSERT_EQ(findings[0].notes.size(), 1U);
  EXPECT_EQ(findings[0].notes[0].span.file->name(), "review.yaml");
  EXPECT_EQ(findings[0].message(), "policy review@1 is there twice");
}

TEST(ModelStore, TellsWhatThereIsInsteadOfAnUnknownReference) {
  DiagnosticList findings;
  const ModelStore store = filled(findings);
  const auto resolve = [&](Kind kind, const char* text) {
    return store.resolve(kind, *parse_reference(text), findings);
  };
  EXPECT_NE(resolve(Kind::instrument, "dash@2009"), nullptr);
  EXPECT_EQ(resolve(Kind::instrument, "danger-assessment@2008"), nullptr);
  EXPECT_EQ(resolve(Kind::instrument, "danger-asessment@9"), nullptr);
  EXPECT_EQ(resolve(Kind::instrument, "review@1"), nullptr);
  EXPECT_EQ(resolve(Kind::calendar, "review@2"), nullptr);
  EXPECT_THAT(places(findings),
              ElementsAre("E0221@0:0+1", "E0222@0:0+1", "E0223@0:0+1", "E0222@0:0+1"));
  EXPECT_EQ(findings[0].message(),
            "there is no instrument danger-assessment@2008; there is @9, @10");
  EXPECT_EQ(findings[1].help_text(), "did you mean 'danger-assessment'?");
  EXPECT_EQ(findings[2].message(),
            "review@1 is of the kind 'policy', but 'instrument' is needed here");
}

TEST(ModelStore, LeavesOutWhatIsNoModel) {
  DiagnosticList findings;
  ModelStore store;
  const auto add = [&](const std::string& text) {
    auto read = read_document("x.yaml", text, findings);
    return store.add(*read, findings);
  };
  EXPECT_EQ(add("vaern: 1\ncase: k-1\n"), nullptr);
  EXPECT_EQ(add("responses: a@1\nvalues: {}\n"), nullptr);
  EXPECT_THAT(places(findings), IsEmpty());
  EXPECT_EQ(add("vaern: 1\npolicy: x\n"), nullptr);
  EXPECT_EQ(add("vaern: 1\npolicy: X\nversion: 1\n"), nullptr);
  EXPECT_EQ(add("vaern: 1\nversion: \"1\"\n"), nullptr);
  EXPECT_THAT(places(findings),
              ElementsAre("E0140@1:1+1", "E0173@2:9+1", "E0192@3:10+1", "E0203@1:1+1"));
  EXPECT_TRUE(store.empty());
}

TEST(ModelStore, ReadsADirectoryBelowInOrderOfPaths) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(testing::TempDir()) / "vaern_model_store";
  fs::remove_all(root);
  fs::create_directories(root / "b");
  const auto write = [&](const fs::path& path, const std::string& text) {
    std::ofstream(root / path, std::ios::binary) << text;
  };
  write("z.yaml", "vaern: 1\npolicy: p\nversion: \"1\"\n");
  write("b/a.json", "{\"vaern\": 1, \"policy\": \"p\", \"version\": \"1\"}");
  write("b/c.yml", "vaern: 1\ncalendar: c\nversion: \"1\"\n");
  write("notes.txt", "not read");
  write("case.yaml", "vaern: 1\ncase: k-1\n");
  DiagnosticList findings;
  ModelStore store;
  store.add_directory(root.string(), findings);
  EXPECT_EQ(store.size(), 2U);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code->id, "E0220");
  EXPECT_TRUE(findings[0].span.file->name().ends_with("z.yaml"));
  store.add_directory((root / "absent").string(), findings);
  EXPECT_EQ(findings[1].code->id, "E0224");
  fs::remove_all(root);
}

TEST(ModelStore, TakesCopiesFromTheLaterFolderAndSaysSoOnce) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(testing::TempDir()) / "vaern_two_folders";
  fs::remove_all(root);
  const auto write = [&](const fs::path& path, const std::string& text) {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path, std::ios::binary) << text;
  };
  const auto policy = [](const std::string& id) {
    return "vaern: 1\npolicy: " + id + "\nversion: \"1\"\n";
  };
  for (const char* folder : {"a", "b", "c"}) {
    for (const char* id : {"p", "q", "r"}) {
      write(fs::path(folder) / (std::string(id) + ".yaml"), policy(id));
    }
  }
  DiagnosticList findings;
  ModelStore store;
  store.add_directory((root / "a").string(), findings);
  EXPECT_TRUE(findings.empty());
  store.add_directory((root / "a").string(), findings);
  EXPECT_TRUE(findings.empty()) << "the same folder again";
  store.add_directory((root / "b").string(), findings);
  EXPECT_EQ(store.size(), 3U);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code->id, "E0225");
  EXPECT_EQ(findings[0].severity(), Severity::hint);
  EXPECT_EQ(store.find(Kind::policy, "q", "1")->document.file->name(),
            (root / "b" / "q.yaml").generic_string());

  write("c/q.yaml", policy("q") + "# another\n");
  write("c/r.yaml", policy("r") + "# another\n");
  store.add_directory((root / "c").string(), findings);
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[1].code->id, "E0225") << "of p";
  EXPECT_EQ(findings[2].code->id, "E0226");
  EXPECT_THAT(findings[2].message(), testing::HasSubstr("policy q@1, policy r@1"));
  EXPECT_EQ(store.find(Kind::policy, "q", "1")->document.file->name(),
            (root / "b" / "q.yaml").generic_string())
      << "the first is kept";

  write("d/one.yaml", policy("s"));
  write("d/two.yaml", policy("s"));
  store.add_directory((root / "d").string(), findings);
  ASSERT_EQ(findings.size(), 4U);
  EXPECT_EQ(findings[3].code->id, "E0220") << "twice in one folder is a fault, also of copies";
  fs::remove_all(root);
}

TEST(ModelStore, HoldsTheModelsThatShip) {
  DiagnosticList findings;
  ModelStore store;
  store.add_directory(std::string(VAERN_SOURCE_DIR) + "/instruments", findings);
  EXPECT_THAT(places(findings), IsEmpty());
  EXPECT_NE(store.find(Kind::instrument, "danger-assessment", "2009"), nullptr);
  EXPECT_NE(store.find(Kind::policy, "partner-violence-review", "1"), nullptr);
}

}  // namespace
}  // namespace vaern
