// SPDX-License-Identifier: Apache-2.0
// From a config to a chain: values, overrides, order, hash, reference.
#include "core/config/chain.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

#include "catalog.hpp"
#include "core/config/chain_hash.hpp"
#include "core/config/reference.hpp"

namespace galley::core::config {

namespace {

namespace fs = std::filesystem;

struct Read {
    Config config;
    Chain chain;
};

Read read(const fs::path& file, std::vector<std::string> overrides = {}) {
    Result<Config, Diagnostics> config = read_config(file, overrides);
    EXPECT_TRUE(config) << to_text(config.error());
    Result<Chain, Diagnostics> chain = validate(*config, test_catalog());
    EXPECT_TRUE(chain) << to_text(chain.error());
    return {*config, chain ? *chain : Chain{}};
}

std::string hash(std::string_view stages, std::vector<std::string> overrides = {}) {
    const TempFolder folder;
    const Read got = read(folder.write("x.info", pipeline_with(stages)), std::move(overrides));
    return chain_hash(got.config, got.chain, {});
}

std::string overridden(const std::vector<std::string>& overrides) {
    const TempFolder folder;
    const fs::path file =
        folder.write("x.info", pipeline_with("    cleanup strip_notices\n    cleanup every_type"));
    return messages(file, overrides);
}

}  // namespace

TEST(Chain, FillsInDefaultsAndRemembersWhereValuesStand) {
    const TempFolder folder;
    const Read got = read(
        folder.write(
            "x.info", pipeline_with("    cleanup every_type { patience 3s  packs \"zh en\" }")),
        {"pipeline.every_type.mode=bold"});
    const ResolvedStage& stage = got.chain.stages[1];
    ASSERT_EQ(stage.values.size(), 13U);
    EXPECT_EQ(stage.plugin->id, "cleanup.every_type");
    EXPECT_EQ(stage.find("patience")->integer, 3'000'000'000);
    EXPECT_EQ(stage.find("patience")->where, (folder.path() / "x.info:5").string());
    EXPECT_EQ(stage.find("packs")->texts, (std::vector<std::string>{"zh", "en"}));
    EXPECT_EQ(stage.find("mode")->texts[0], "bold");
    EXPECT_EQ(stage.find("mode")->where, "--set");
    EXPECT_EQ(stage.find("room")->integer, 65536);
    EXPECT_EQ(stage.find("room")->where, "default");
    EXPECT_TRUE(stage.find("pattern")->texts.empty());
    EXPECT_EQ(stage.find("no_such"), nullptr);
}

TEST(Chain, MakesPathsRelativeToTheFileThatNamesThem) {
    const TempFolder folder;
    folder.write("parts/more.info", "cleanup every_type { dictionary words.txt }\n");
    const fs::path file = folder.write("x.info", pipeline_with("    include \"parts/more.info\""));
    const Chain chain = read(file).chain;
    EXPECT_EQ(chain.stages[0].find("path")->texts[0], (folder.path() / "in").string());
    EXPECT_EQ(
        chain.stages[1].find("dictionary")->texts[0], (folder.path() / "parts/words.txt").string());
    const Chain from_outside =
        read(file, {"pipeline.files.path=-", "pipeline.every_type.dictionary=here.txt"}).chain;
    EXPECT_EQ(from_outside.stages[0].find("path")->texts[0], "-");
    EXPECT_EQ(from_outside.stages[1].find("dictionary")->texts[0], "here.txt");
}

TEST(Chain, MakesEachPathOfAListRelativeToTheConfig) {
    const TempFolder folder;
    const Chain chain =
        read(folder.write("x.info", pipeline_with("    cleanup every_type { inputs \"a /b -\" }")))
            .chain;
    EXPECT_EQ(
        chain.stages[1].find("inputs")->texts,
        (std::vector<std::string>{(folder.path() / "a").string(), "/b", "-"}));
}

TEST(Chain, TakesWhatTheShellGaveAsItIs) {
    const TempFolder folder;
    auto config = read_config(folder.write("x.info", pipeline_with("    cleanup every_type")));
    ASSERT_TRUE(config);
    Option option;
    option.key = "inputs";
    option.values = {"two words", "${HOME"};
    option.is_array = true;
    option.position = {std::string(kCommandLine), 0, "pipeline.every_type.inputs"};
    config->stages[1].options.push_back(option);
    const auto chain = validate(*config, test_catalog());
    ASSERT_TRUE(chain) << to_text(chain.error());
    EXPECT_EQ(chain->stages[1].find("inputs")->texts, option.values);
    EXPECT_EQ(chain->stages[1].find("inputs")->where, "command line");
}

TEST(Chain, ReadsSecretsFromTheEnvironment) {
    const TempFolder folder;
    const fs::path file = folder.write(
        "x.info", pipeline_with("    cleanup every_type { password \"${GALLEY_TEST_SECRET}\" }"));
    ::unsetenv("GALLEY_TEST_SECRET");
    EXPECT_EQ(
        messages(file),
        "x.info:5: pipeline.every_type.password: the environment variable \"GALLEY_TEST_SECRET\" "
        "is "
        "not set\n");
    ::setenv("GALLEY_TEST_SECRET", "open", 1);
    EXPECT_EQ(read(file).chain.stages[1].find("password")->texts[0], "open");
    ::unsetenv("GALLEY_TEST_SECRET");
}

TEST(Override, SetsWhatAFileCouldSet) {
    const TempFolder folder;
    const fs::path file =
        folder.write("x.info", pipeline_with("    cleanup strip_notices { as_items true }"));
    const Read got = read(
        file,
        {"pipeline.strip_notices.as_items=false",
         "limits.errors=3/1000",
         "limits.errors=7",
         "limits.document_size=1MiB",
         "brake.share=0.5",
         "brake.share.notice=1",
         "brake.sources.www.ferry.example.share.notice=0.25",
         "brake.sources.www.ferry.example.free_chars=7",
         "pipeline.strip_notices.when=language == en",
         "pipeline.strip_notices.on_error=skip"});
    EXPECT_EQ(got.chain.stages[1].find("as_items")->integer, 0);
    EXPECT_EQ(got.chain.stages[1].stage.when->text(), "language == en");
    EXPECT_EQ(got.chain.stages[1].stage.on_error, OnError::kSkip);
    EXPECT_EQ(got.config.limits.errors->errors, 7U);
    EXPECT_EQ(got.config.limits.document_size_bytes, 1048576U);
    EXPECT_EQ(got.config.brake.share, 0.5);
    EXPECT_EQ(got.config.brake.share_of("notice"), 1.0);
    ASSERT_EQ(got.config.brake.sources.size(), 1U);
    const auto& [source, limits] = got.config.brake.sources[0];
    EXPECT_EQ(source, "www.ferry.example");
    EXPECT_EQ(got.config.brake.share_of("notice", &limits), 0.25);
    EXPECT_EQ(got.config.brake.share_of("related", &limits), 0.5) << "the brake's own";
    EXPECT_EQ(got.config.brake.chars_always_free(&limits), 7);
    EXPECT_EQ(got.config.brake.chars_always_free(), 200);
}

TEST(Override, IsCheckedLikeAFile) {
    for (const auto& [assignment, message] : std::vector<std::pair<std::string, std::string>>{
             {"pipeline.strip_notices.as_items=maybe",
              "--set: pipeline.strip_notices.as_items: expected true or false, got \"maybe\"\n"},
             {"pipeline.strip_notices.as_item=true",
              "--set: pipeline.strip_notices.as_item: unknown key (did you mean as_items?)\n"},
             {"pipeline.strip_notice.as_items=true",
              "--set: pipeline.strip_notice.as_items: no stage \"strip_notice\" (did you mean "
              "strip_notices?)\n"},
             {"pipeline.strip_notices=true",
              "--set: pipeline.strip_notices: expected pipeline.STAGE.KEY=VALUE\n"},
             {"pipeline.strip_notices.id=x",
              "--set: pipeline.strip_notices.id: the id of a stage cannot be set from outside\n"},
             {"isolation.sandbox=maybe",
              "--set: isolation.sandbox: expected one of auto, required, off, got \"maybe\"\n"},
             {"isolation.memery=1GiB",
              "--set: isolation.memery: unknown key (did you mean memory?)\n"},
             {"pipeline.strip_notices.when=language = en",
              "--set: pipeline.strip_notices.when: at character 10 of \"language = en\": no "
              "operator "
              "\"=\" (did you mean ==?)\n"},
             {"limits.error=3", "--set: limits.error: unknown key (did you mean errors?)\n"},
             {"limits.errors=few",
              "--set: limits.errors: expected a count such as 12, 3/1000 or 0.3%, or none, got "
              "\"few\"\n"},
             {"brake.share=2", "--set: brake.share: expected 0..1, got \"2\"\n"},
             {"brake.sources=1",
              "--set: brake.sources: expected brake.sources.SOURCE.KEY=VALUE, a KEY of brake\n"},
             {"brake.sources.Ferry Post.shares=1",
              "--set: brake.sources.Ferry Post.shares: expected brake.sources.SOURCE.KEY=VALUE, a "
              "KEY of brake\n"},
             {"brake.share.notices=1",
              "--set: brake.share.notices: no category \"notices\" (did you mean notice?)\n"},
             {"verbose", "--set: expected KEY=VALUE, got \"verbose\"\n"},
             {"verbose=1",
              "--set: verbose: expected pipeline.STAGE.KEY, limits.KEY, commit.KEY, brake.KEY, "
              "isolation.KEY or plugins.KEY\n"},
             {"=",
              "--set: expected pipeline.STAGE.KEY, limits.KEY, commit.KEY, brake.KEY, "
              "isolation.KEY or plugins.KEY\n"}}) {
        EXPECT_EQ(overridden({assignment}), message);
    }
}

TEST(ChainHash, IsSha256InHexAndStable) {
    const std::string once = hash("    cleanup strip_notices");
    EXPECT_EQ(once.size(), 64U);
    EXPECT_EQ(once.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_EQ(hash("    cleanup strip_notices"), once);
}

TEST(ChainHash, ChangesWithWhatChangesTheOutput) {
    const std::string plain = hash("    cleanup every_type");
    EXPECT_NE(hash("    cleanup strip_notices"), plain);
    EXPECT_NE(hash("    cleanup every_type { max_gap_lines 4 }"), plain);
    EXPECT_NE(hash("    cleanup every_type { words \"alpha\" }"), plain);
    EXPECT_NE(hash("    cleanup every_type { words \"alphabeta\" }"), plain);
    EXPECT_NE(hash("    cleanup every_type { when \"kind == article\" }"), plain);
    EXPECT_NE(hash("    cleanup every_type { kinds notice }"), plain);
    EXPECT_NE(hash("    cleanup every_type", {"brake.share=0.5"}), plain);
    EXPECT_NE(hash("    cleanup every_type", {"brake.free_chars=0"}), plain);
    EXPECT_EQ(hash("    cleanup every_type", {"brake.share.related=0.8"}), plain) << "as built in";
    EXPECT_NE(hash("    cleanup every_type", {"brake.sources.Ferry Post.share=0.5"}), plain);
}

TEST(ChainHash, IgnoresPathsSecretsLimitsAndSpelling) {
    const std::string plain = hash("    cleanup every_type");
    EXPECT_EQ(hash("    cleanup every_type { dictionary other.txt }"), plain);
    EXPECT_EQ(hash("    cleanup every_type { inputs \"a b\" }"), plain);
    EXPECT_EQ(hash("    cleanup every_type { password sesame }"), plain);
    EXPECT_EQ(
        hash("    cleanup every_type", {"limits.errors=3", "limits.document_time=1s"}), plain);
    EXPECT_EQ(hash("\n\n ; later\n    cleanup every_type { patience 2000ms  room 65536 }"), plain);
    EXPECT_EQ(hash("    cleanup every_type { words \"alpha, beta\" }"), plain);
}

TEST(ChainHash, CoversRulePacks) {
    const TempFolder folder;
    const Read got = read(folder.write("x.info", pipeline_with("    cleanup strip_notices")));
    const auto with = [&](std::string pack) {
        return chain_hash(got.config, got.chain, [&](const ResolvedStage& stage) {
            return stage.stage.id == "strip_notices" ? pack : "";
        });
    };
    EXPECT_EQ(with("a"), with("a"));
    EXPECT_NE(with("a"), with("b"));
}

TEST(Reference, ShowsOnePluginAsATable) {
    EXPECT_EQ(
        to_reference_markdown(*test_catalog().find("cleanup.join_wrapped_lines")),
        R"(### cleanup join_wrapped_lines

Test plugin cleanup.join_wrapped_lines.

| Key | Type | Default | Range | Meaning |
|---|---|---|---|---|
| `max_gap_lines` | whole number | `3` | 0..99 | the max_gap_lines |
| `rules` | list |  |  | the rules |

Reads: `body`.

Writes: `body`, `caption`.
)");
}

TEST(Reference, ShowsAllInFlowOrder) {
    std::vector<const PluginInfo*> plugins = {
        test_catalog().find("export.jsonl"),
        test_catalog().find("ingest.files"),
        test_catalog().find("cleanup.normalize_text")};
    const std::string text = to_reference_markdown(plugins);
    std::size_t before = 0;
    for (const char* heading :
         {"# Config reference",
          "## Every stage",
          "### Conditions",
          "## limits",
          "## brake",
          "## Plugins",
          "### ingest files",
          "### cleanup normalize_text",
          "### export jsonl"}) {
        const std::size_t at = text.find(heading);
        ASSERT_NE(at, std::string::npos) << heading;
        EXPECT_GE(at, before) << heading;
        before = at;
    }
}

}  // namespace galley::core::config
