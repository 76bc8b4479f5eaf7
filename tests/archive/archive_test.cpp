// SPDX-License-Identifier: Apache-2.0
// What is saved opens as an equal value, and every damage has a finding of its own.
#include <filesystem>
#include <fstream>

#include "archive/content.hpp"
#include "archive/memory.hpp"
#include "archive/support.hpp"
#include "vaern/exchange/report.hpp"
#include "vaern/instrument/explanation.hpp"
#include "vaern/instrument/record.hpp"

namespace vaern::archive_tests {
namespace {

const Library& shipped_and_golden() {
  static const Library library = [] {
    DiagnosticList findings;
    return Library::load({VAERN_SOURCE_DIR "/instruments", VAERN_TEST_DATA "/golden/models"},
                         findings);
  }();
  return library;
}

TEST(Archive, OfALocalCalendarHoldsTheOneThatItExtends) {
  const auto local = shipped_and_golden().find_calendar("house-offices");
  ASSERT_NE(local, nullptr);
  const auto again = open_calendar(save(*local));
  ASSERT_TRUE(again.has_value()) << render(again.error());
  EXPECT_EQ((*again)->meaning(), local->meaning());
  EXPECT_EQ((*again)->extended()->meaning(), local->extended()->meaning());
  EXPECT_EQ(save(**again), save(*local));
}

TEST(Archive, OfAProgrammeHoldsItsPoliciesOfDuties) {
  const auto programme = shipped_and_golden().find_programme("partner-violence");
  ASSERT_NE(programme, nullptr);
  ASSERT_EQ(programme->duties().size(), 1U);
  const auto again = open_programme(save(*programme));
  ASSERT_TRUE(again.has_value()) << render(again.error());
  ASSERT_EQ((*again)->duties().size(), 1U);
  EXPECT_EQ((*again)->duties()[0].policy->meaning(), programme->duties()[0].policy->meaning());
}

TEST(Archive, OfEveryKindOpensAndIsTheSameBytesWhenSavedAgain) {
  const auto& archives = small_archives();
  ASSERT_EQ(archives.size(), 13U);
  const auto opened = open_programme(archives.at("programme"));
  ASSERT_TRUE(opened.has_value()) << render(opened.error());
  EXPECT_EQ(save(**opened), archives.at("programme"));
  EXPECT_EQ(save(**open_instrument(archives.at("instrument"))), archives.at("instrument"));
  EXPECT_EQ(save(**open_calendar(archives.at("calendar"))), archives.at("calendar"));
  EXPECT_EQ(save(*open_policy(archives.at("policy"))), archives.at("policy"));
  EXPECT_EQ(save(*open_catalogue(archives.at("catalogue"))), archives.at("catalogue"));
  EXPECT_EQ(save(*open_models(archives.at("models"))), archives.at("models"));
  EXPECT_EQ(save(*open_score(archives.at("score"))), archives.at("score"));
  EXPECT_EQ(save(*open_findings(archives.at("findings"))), archives.at("findings"));
  DiagnosticList findings;
  EXPECT_EQ(save(*open_case(archives.at("case"), findings)), archives.at("case"));
  for (const ArchiveKind kind :
       {ArchiveKind::assessment, ArchiveKind::timeline, ArchiveKind::plan, ArchiveKind::report}) {
    const std::string& archive = archives.at(std::string(to_string(kind)));
    EXPECT_EQ(save(*open_case_work(archive, kind), kind).value(), archive);
  }
}

TEST(Archive, OfAScoreGivesTheSameRecordAndWords) {
  const Score score = small_score();
  const auto again = open_score(save(score));
  ASSERT_TRUE(again.has_value()) << render(again.error());
  EXPECT_EQ(record_of(*again), record_of(score));
  EXPECT_EQ(render(*again, Language::da), render(score, Language::da));
  EXPECT_EQ(again->responses.codes(), score.responses.codes());
  EXPECT_EQ(again->responses.reasons(), score.responses.reasons());
}

TEST(Archive, OfAScoreWithoutWitnessesAndSidesHasNoneAgain) {
  ScoreOptions options;
  options.with_witnesses = false;
  options.with_sides = false;
  const InstrumentPtr local = small_library().find_instrument("local-scale");
  const auto score = vaern::score(local, std::vector<RawAnswer>{}, options);
  const auto again = open_score(save(*score));
  ASSERT_TRUE(again.has_value()) << render(again.error());
  EXPECT_FALSE(again->lowest_witness || again->published);
  EXPECT_EQ(record_of(*again), record_of(*score));
  EXPECT_TRUE(open_score(save(*vaern::score(local, std::vector<RawAnswer>{})))->published);
}

TEST(Archive, OfALocalVersionHoldsWhatItExtendsAndKeepsBothFingerprints) {
  const InstrumentPtr local = small_library().find_instrument("local-scale");
  ASSERT_NE(local->published(), nullptr);
  const auto again = open_instrument(save(*local));
  ASSERT_TRUE(again.has_value()) << render(again.error());
  EXPECT_EQ((*again)->meaning(), local->meaning());
  EXPECT_EQ((*again)->text(), local->text());
  EXPECT_EQ((*again)->published()->meaning(), local->published()->meaning());
}

TEST(Archive, OfALocalVersionOfALocalVersionHoldsTheWholeChain) {
  ModelStore store = small_store();
  DiagnosticList findings;
  store.add(read_document("nearer.yaml",
                          "vaern: 1\ninstrument: nearer-scale\nversion: '1'\nstatus: draft\n"
                          "extends: local-scale@2\ntitle: {en: Nearer, da: Nærmere}\n"
                          "items: {fear: {text: {en: Fears, da: Frygter}}}\n",
                          findings)
                .value(),
            findings);
  const InstrumentPtr model = load_instrument(store, *store.find("nearer-scale", "1"), findings);
  ASSERT_NE(model, nullptr) << render(findings);
  EXPECT_EQ(model->extended()->reference(), "local-scale@2");
  EXPECT_EQ(model->published()->reference(), "example-scale@1");
  const auto again = open_instrument(save(*model));
  ASSERT_TRUE(again.has_value()) << render(again.error());
  EXPECT_EQ((*again)->text(), model->text());
  EXPECT_EQ((*again)->extended()->text(), model->extended()->text());
}

TEST(Archive, OfEveryShippedModelHasItsFingerprintsAgain) {
  DiagnosticList findings;
  ModelStore store;
  store.add_directory(VAERN_SOURCE_DIR "/instruments", findings);
  const Library library = Library::load(store, findings);
  ASSERT_FALSE(findings.has_errors()) << render(findings);
  ASSERT_GT(library.instruments().size(), 30U);
  for (const InstrumentPtr& model : library.instruments()) {
    const auto again = open_instrument(save(*model));
    ASSERT_TRUE(again.has_value()) << render(again.error());
    EXPECT_EQ((*again)->meaning(), model->meaning()) << model->reference();
    EXPECT_EQ((*again)->text(), model->text()) << model->reference();
    const auto score = vaern::score(model, std::vector<RawAnswer>{});
    if (!score) continue;
    const auto score_again = open_score(save(*score));
    ASSERT_TRUE(score_again.has_value()) << render(score_again.error());
    EXPECT_EQ(record_of(*score_again), record_of(*score));
  }
  for (const ProgrammePtr& model : library.programmes()) {
    const auto again = open_programme(save(*model));
    ASSERT_TRUE(again.has_value()) << render(again.error());
    EXPECT_EQ(save(**again), save(*model));
  }
  const auto again = open_models(save(store));
  ASSERT_TRUE(again.has_value()) << render(again.error());
  EXPECT_EQ(again->size(), store.size());
}

TEST(Archive, OfFindingsHasTheSameMessagesAndNoIdentifier) {
  const DiagnosticList findings = small_findings();
  const std::string archive = save(findings);
  const auto again = open_findings(archive);
  ASSERT_TRUE(again.has_value()) << render(again.error());
  EXPECT_EQ(render(*again), render(findings));
  EXPECT_EQ(render_json(*again), render_json(findings));
  EXPECT_EQ(archive.find("010190-1234"), std::string::npos);
}

TEST(Archive, HoldsTheModelAsItWasWrittenAndNothingCompiled) {
  const std::string payload = payload_of(small_archives().at("instrument"));
  EXPECT_NE(payload.find(text_of_file(VAERN_TEST_DATA "/golden/models/example-scale.yaml")),
            std::string::npos);
  EXPECT_LT(payload.size(), small_instrument()->head().span.file->text().size() + 400);
}

std::string code_of_instrument(const std::string& archive) {
  const auto opened = open_instrument(archive);
  return opened ? "opened" : codes_of(opened.error());
}

TEST(Archive, ThatIsDamagedSaysHow) {
  const std::string good = small_archives().at("instrument");
  ASSERT_EQ(code_of_instrument(good), "opened");
  EXPECT_EQ(code_of_instrument(""), "E1302");
  EXPECT_EQ(code_of_instrument("vaern: 1\ninstrument: x\n"), "E1302");
  EXPECT_EQ(code_of_instrument(changed(good, "vaern-archive 1", "vaern-archive x")), "E1302");
  EXPECT_EQ(code_of_instrument(changed(good, "vaern-archive 1", "vaern-archive 0")), "E1302");
  EXPECT_EQ(code_of_instrument(changed(good, " instrument ", " instrvment ")), "E1302");
  EXPECT_EQ(code_of_instrument(changed(good, " instrument ", " instrument 9999999999999")),
            "E1302");
  EXPECT_EQ(code_of_instrument(good.substr(0, 5)), "E1303");
  EXPECT_EQ(code_of_instrument(good.substr(0, good.find('\n'))), "E1303");
  EXPECT_EQ(code_of_instrument(std::string(1000, 'v')), "E1302");
  EXPECT_EQ(code_of_instrument(
                changed(good, "vaern-archive 1 instrument", "vaern-archive 2 something else")),
            "E1304");
  EXPECT_EQ(code_of_instrument(small_archives().at("score")), "E1305");
  EXPECT_EQ(code_of_instrument(good.substr(0, good.size() - 1)), "E1310");
  EXPECT_EQ(code_of_instrument(good + "\n"), "E1311");
  EXPECT_EQ(code_of_instrument(changed(good, "Sleeps badly", "Sleeps madly")), "E1313");
}

TEST(Archive, WhoseHashWasMadeAnewIsHeldToWhatIsInIt) {
  const std::string payload = payload_of(small_archives().at("instrument"));
  const auto code = [](const std::string& changed_payload) {
    return code_of_instrument(with_payload("instrument", changed_payload));
  };
  EXPECT_EQ(code(payload), "opened");
  EXPECT_EQ(code(""), "E1320");
  EXPECT_EQ(code(payload.substr(0, payload.size() / 2)), "E1320");
  EXPECT_EQ(code(payload + "1"), "E1320");
  EXPECT_EQ(code("99999999999999999999 x"), "E1320");
  EXPECT_EQ(code("15 example-scale@1 4000000000 1 x"), "E1320");
  EXPECT_EQ(code(changed(payload, "Sleeps badly", "Sleeps madly")), "E1321");
  EXPECT_EQ(code(changed(payload, "15 example-scale@1", "15 example-scale@2")), "E1323");
}

TEST(Archive, OfMorePartsThanAreOpenedTakesLittleMemory) {
  archive::detail::Content content;
  content.findings.resize(2);
  content.findings[0].arguments.resize(most_archive_parts / 2);
  content.findings[1].arguments.resize(most_archive_parts / 2 - 2);
  for (auto& finding : content.findings) finding.code = "E1301";
  EXPECT_TRUE(open_findings(archive::detail::write(ArchiveKind::findings, content)).has_value());
  content.findings[1].arguments.resize(20 * most_archive_parts);
  const std::string archive = archive::detail::write(ArchiveKind::findings, std::move(content));
  start_peak();
  EXPECT_EQ(codes_of(open_findings(archive).error()), "E1320");
  EXPECT_LT(peak_bytes(), std::size_t{64} * 1024 * 1024);
}

TEST(Archive, WithATextInItThatIsAnotherModelDiffersInItsFingerprint) {
  using archive::detail::read_payload;
  const std::string payload = payload_of(small_archives().at("instrument"));
  auto content = read_payload(payload);
  ASSERT_TRUE(content.has_value());
  const std::string written = content->models[0].text;
  const auto with_text = [&](const std::string& text) {
    content->models[0].text = text;
    return code_of_instrument(archive::detail::write(ArchiveKind::instrument, *content));
  };
  EXPECT_EQ(with_text(written), "opened");
  EXPECT_EQ(with_text(changed(written, "Sleeps badly", "Sleeps madly")), "E1324");
  EXPECT_EQ(with_text(changed(written, "high: 2", "high: 1")), "E1324");
  EXPECT_EQ(with_text("vaern: 1\n").substr(0, 5), "E1322");
  EXPECT_EQ(with_text(changed(written, "sum: [sleep, fear]", "sum: [slepe]")).substr(0, 5),
            "E1323");
}

TEST(Archive, WithALevelThatTheAnswersDoNotGiveIsRefused) {
  auto content = archive::detail::read_payload(payload_of(small_archives().at("score")));
  ASSERT_TRUE(content.has_value());
  const auto with_record = [&](const std::string& record) {
    content->result = record;
    const auto opened = open_score(archive::detail::write(ArchiveKind::score, *content));
    return opened ? "opened" : codes_of(opened.error());
  };
  const std::string record = content->result;
  EXPECT_EQ(with_record(record), "opened");
  EXPECT_EQ(with_record(changed(record, R"("in_force":"high")", R"("in_force":"low")")), "E1325");
  EXPECT_EQ(with_record(""), "E1325");
  EXPECT_EQ(with_record(changed(record, R"("gun":"yes")", R"("gun":"maybe")")), "E1325");
}

TEST(Archive, OfAResultThatSaysLessThanThisVersionDoesOpens) {
  auto content = archive::detail::read_payload(payload_of(small_archives().at("score")));
  ASSERT_TRUE(content.has_value());
  const std::string record = content->result;
  const std::size_t flags = record.find(R"("flags":)");
  ASSERT_NE(flags, std::string::npos);
  const std::size_t end = record.find('}', flags) + 2;
  content->result = record.substr(0, flags) + record.substr(end);
  const auto opened = open_score(archive::detail::write(ArchiveKind::score, *content));
  ASSERT_TRUE(opened.has_value()) << render(opened.error());
  EXPECT_EQ(record_of(*opened), record);
  content->result = changed(record, R"("flags":{)", R"("flags":{"more":"yes")");
  EXPECT_FALSE(open_score(archive::detail::write(ArchiveKind::score, *content)).has_value());
}

TEST(Archive, OfACaseWithADirectIdentifierIsRefusedAndDoesNotRepeatIt) {
  auto content = archive::detail::read_payload(payload_of(small_archives().at("case")));
  ASSERT_TRUE(content.has_value());
  content->cases[0].text = changed(content->cases[0].text, "case: k-1", "case: 010190-1234");
  DiagnosticList warnings;
  const auto opened = open_case(archive::detail::write(ArchiveKind::case_file, *content), warnings);
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(codes_of(opened.error()).substr(0, 5), "E1322");
  EXPECT_EQ(render(opened.error()).find("010190"), std::string::npos);
}

TEST(Archive, OfAModelThatWasNotReadFromADocumentIsMisuse) {
  EXPECT_THROW(save(CaseFile{}), std::invalid_argument);
  EXPECT_THROW(save(small_work(), ArchiveKind::score).has_value(), std::invalid_argument);
}

TEST(ArchiveFile, IsReadByItsFirstLineBeforeTheRest) {
  const std::string path = testing::TempDir() + "one.vaern";
  const auto read = [&](const std::string& bytes) -> std::string {
    std::ofstream(path, std::ios::binary) << bytes;
    const auto made = read_archive_file(path);
    return made ? *made : codes_of(made.error());
  };
  for (const auto& [kind, archive] : small_archives()) EXPECT_EQ(read(archive), archive) << kind;
  EXPECT_EQ(read("no archive"), "E1302");
  EXPECT_EQ(read("vaern-archive 1 "), "E1303");
  // Sparse: it takes no room on the disk, and must take none in memory.
  std::ofstream(path, std::ios::binary) << small_archives().at("score");
  std::filesystem::resize_file(path, std::uintmax_t{1} << 40);
  EXPECT_EQ(codes_of(read_archive_file(path).error()), "E1312");
  std::filesystem::remove(path);
  EXPECT_EQ(codes_of(read_archive_file(path).error()), "E1301");
  EXPECT_EQ(codes_of(read_archive_file(testing::TempDir()).error()), "E1301");
}

TEST(ArchiveHead, SaysKindAndLengthWithoutOpening) {
  const auto head = read_archive_head(small_archives().at("plan"));
  ASSERT_TRUE(head.has_value());
  EXPECT_EQ(head->kind, ArchiveKind::plan);
  EXPECT_EQ(head->format, archive_format);
  EXPECT_EQ(head->length, payload_of(small_archives().at("plan")).size());
}

}  // namespace
}  // namespace vaern::archive_tests
