// SPDX-License-Identifier: Apache-2.0
// Reading: the same normal form from INFO and JSON, line numbers, includes, files that are no
// configs.
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "catalog.hpp"
#include "core/config/chain_hash.hpp"

namespace galley::core::config {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kInfo = R"(galley 1
; Pages in, articles out.
pipeline harbour
{
    ingest  files              { path in }
    cleanup strip_furniture    { rules "zh en" }
    cleanup join_wrapped_lines { id first  max_gap_lines 5  kinds "article notice"  on_error hold }
    cleanup join_wrapped_lines { id "second" }
    tagging tag_keywords       { when "language == en" }
    export  jsonl
}
limits { errors 0.3%  document_time 1500ms  document_size 2MiB }
brake
{
    paragraph_chars 90  share 0.5  share.notice 0.9
    sources { "Ferry Post" { share.related 0.2 }  forum/ { share 0.7  smallest_body_chars 60 } }
}
plugins { path "more"  path "others" }
)";

constexpr std::string_view kJson = R"({
  "galley": 1, "pipeline": "harbour",
  "stages": [
    {"ingest": "files", "path": "in"},
    {"cleanup": "strip_furniture", "rules": ["zh", "en"]},
    {"cleanup": "join_wrapped_lines", "id": "first", "max_gap_lines": 5,
     "kinds": ["article", "notice"], "on_error": "hold"},
    {"cleanup": "join_wrapped_lines", "id": "second"},
    {"when": "language == en", "tagging": "tag_keywords"},
    {"export": "jsonl"}],
  "limits": {"errors": "3/1000", "document_time": "1.5s", "document_size": 2097152},
  "brake": {"paragraph_chars": 90, "share": 0.5, "share.notice": 0.9,
    "sources": {"Ferry Post": {"share.related": 0.2},
                "forum/": {"share": 0.7, "smallest_body_chars": 60}}},
  "plugins": {"path": ["more", "others"]}
})";

/// All of a config but positions, by which two are compared.
std::string normal_form(const Config& config, const fs::path& folder) {
    std::string text = config.pipeline + "\n";
    for (const Stage& stage : config.stages) {
        text += title(stage) + " when=" + (stage.when ? stage.when->text() : "");
        text += " on_error=" + std::to_string(static_cast<int>(stage.on_error));
        for (const std::string& kind : stage.kinds) {
            text += " " + kind;
        }
        text += "\n";
    }
    text += std::to_string(config.limits.errors->errors) + "/" +
            std::to_string(config.limits.errors->per) + " " +
            std::to_string(config.limits.document_time.count()) + " " +
            std::to_string(config.limits.document_size_bytes) + "\n";
    text += std::to_string(config.brake.paragraph_chars) + " " +
            std::to_string(config.brake.share_of("notice")) + " " +
            std::to_string(config.brake.share_of("caption")) + "\n";
    for (const auto& [source, limits] : config.brake.sources) {
        text += source + " " + std::to_string(config.brake.share_of("related", &limits)) + " " +
                std::to_string(config.brake.smallest_body(&limits)) + "\n";
    }
    for (const fs::path& path : config.plugin_paths) {
        text += path.lexically_relative(folder).string() + "\n";
    }
    return text;
}

Config read(const fs::path& file) {
    Result<Config, Diagnostics> config = read_config(file);
    EXPECT_TRUE(config) << to_text(config.error());
    return config ? *std::move(config) : Config{};
}

}  // namespace

TEST(Reader, GivesTheSameNormalFormForInfoAndJson) {
    const TempFolder folder;
    const Config info = read(folder.write("a.info", kInfo));
    const Config json = read(folder.write("a.json", kJson));
    EXPECT_EQ(to_text(info.problems) + to_text(json.problems), "");
    EXPECT_EQ(normal_form(info, folder.path()), R"(harbour
ingest files when= on_error=0 article
cleanup strip_furniture when= on_error=0 article
cleanup join_wrapped_lines (first) when= on_error=2 article notice
cleanup join_wrapped_lines (second) when= on_error=0 article
tagging tag_keywords when=language == en on_error=0 article
export jsonl when= on_error=0 article notice
3/1000 1500000000 2097152
90 0.900000 0.500000
Ferry Post 0.200000 0
forum/ 0.700000 60
more
others
)");
    EXPECT_EQ(normal_form(json, folder.path()), normal_form(info, folder.path()));
    const auto info_chain = validate(info, test_catalog());
    const auto json_chain = validate(json, test_catalog());
    ASSERT_TRUE(info_chain && json_chain);
    EXPECT_EQ(chain_hash(info, *info_chain, {}), chain_hash(json, *json_chain, {}));
}

TEST(Reader, KnowsTheLineOfEachKey) {
    const TempFolder folder;
    const Config info = read(folder.write("a.info", kInfo));
    const Config json = read(folder.write("a.json", kJson));
    EXPECT_EQ(info.stages[2].options[0].position.where(), (folder.path() / "a.info:7").string());
    EXPECT_EQ(info.stages[2].options[0].position.key_path, "pipeline.first.max_gap_lines");
    EXPECT_EQ(json.stages[2].options[0].position.line, 6U);
    EXPECT_EQ(json.stages[4].position.line, 9U);
}

TEST(Reader, TellsAnIngestFromAnExportOfTheSameName) {
    const TempFolder folder;
    const fs::path info = folder.write("a.info", pipeline_with("    ingest jsonl { text body }"));
    const Config config = read(info);
    ASSERT_EQ(config.stages.size(), 3U);
    EXPECT_EQ(config.stages[1].id, "ingest_jsonl");
    EXPECT_EQ(config.stages[1].options[0].position.key_path, "pipeline.ingest_jsonl.text");
    EXPECT_EQ(config.stages[2].id, "export_jsonl");
    EXPECT_EQ(title(config.stages[2]), "export jsonl");
    EXPECT_EQ(messages(info, std::vector<std::string>{"pipeline.ingest_jsonl.text=words"}), "");
    const Config named =
        read(folder.write("b.info", pipeline_with("    ingest jsonl { id feed }")));
    EXPECT_EQ(named.stages[1].id, "feed");
    EXPECT_EQ(named.stages[2].id, "jsonl");
}

TEST(Reader, TakesByteOrderMarkAndAnyLineEnds) {
    const TempFolder folder;
    std::string windows = "\xEF\xBB\xBF";
    std::string old_mac;
    for (const char c : kInfo) {
        windows += c == '\n' ? "\r\n" : std::string(1, c);
        old_mac += c == '\n' ? '\r' : c;
    }
    const std::string expected = normal_form(read(folder.write("a.info", kInfo)), folder.path());
    EXPECT_EQ(normal_form(read(folder.write("b.info", windows)), folder.path()), expected);
    EXPECT_EQ(normal_form(read(folder.write("c.info", old_mac)), folder.path()), expected);
}

TEST(Reader, ContinuesQuotedValuesOnTheNextLine) {
    const TempFolder folder;
    const Config config = read(folder.write(
        "a.info",
        pipeline_with("    cleanup strip_furniture { rules \"zh \" \\\n   \"en\" }\n"
                      "    cleanup normalize_text")));
    EXPECT_EQ(config.stages[1].options[0].values[0], "zh en");
    EXPECT_EQ(config.stages[2].position.line, 7U);
}

TEST(Reader, RefusesDeepNestingBeforeTheParser) {
    const TempFolder folder;
    const std::string deep(100000, '[');
    std::string objects;
    std::string blocks;
    for (int i = 0; i < 100000; ++i) {
        objects += "{\"a\":";
        blocks += "a {\n";
    }
    EXPECT_EQ(messages(folder.write("a.json", deep)), "a.json:1: nested deeper than 64\n");
    EXPECT_EQ(messages(folder.write("b.json", objects)), "b.json:1: nested deeper than 64\n");
    EXPECT_EQ(messages(folder.write("c.info", blocks)), "c.info:65: nested deeper than 64\n");
}

TEST(Reader, CountsNoBracketsInStrings) {
    const TempFolder folder;
    const std::string text = "{\"" + std::string(1000, '[') + "\\\"{\": 1}";
    EXPECT_EQ(messages(folder.write("a.json", text)).find("nested"), std::string::npos);
}

TEST(Reader, RefusesWhatIsNoConfigFile) {
    const TempFolder folder;
    fs::create_directory(folder.path() / "folder.info");
    ASSERT_EQ(::mkfifo((folder.path() / "pipe.info").c_str(), 0600), 0);
    const auto said = [&](std::string_view name) { return messages(folder.path() / name); };
    EXPECT_EQ(said("none.info"), "none.info: cannot be opened: No such file or directory\n");
    EXPECT_EQ(said("folder.info"), "folder.info: is a folder, not a config file\n");
    EXPECT_EQ(said("pipe.info"), "pipe.info: is not a regular file\n");
    folder.write("big.info", std::string((1 << 20) + 1, ' '));
    EXPECT_EQ(said("big.info"), "big.info: is larger than 1 MiB; a config is not that long\n");
    folder.write("many.info", [] {
        std::string keys;
        for (int i = 0; i < 30000; ++i) {
            keys += "a\n";
        }
        return keys;
    }());
    EXPECT_EQ(said("many.info"), "many.info:20001: more than 20000 keys\n");
}

TEST(Reader, RefusesWhatIsNotPlainUtf8) {
    const TempFolder folder;
    const auto said = [&](std::string_view text) { return messages(folder.write("a.info", text)); };
    EXPECT_EQ(said("galley 1\n\xD6\xD0"), "a.info:2: not UTF-8 (byte D6); save it as UTF-8\n");
    EXPECT_EQ(said("\xED\xA0\x80"), "a.info:1: not UTF-8 (byte ED); save it as UTF-8\n");
    EXPECT_EQ(said("\xC0\xAF"), "a.info:1: not UTF-8 (byte C0); save it as UTF-8\n");
    EXPECT_EQ(said(std::string_view("\xFF\xFEg\0", 4)), "a.info: is UTF-16; save it as UTF-8\n");
    EXPECT_EQ(
        said(std::string_view("galley 1\n\0", 10)),
        "a.info:2: holds a control character (U+0000)\n");
    EXPECT_EQ(said("galley\x1B 1"), "a.info:1: holds a control character (U+001B)\n");
    EXPECT_EQ(
        messages(folder.write("a.json", R"({"galley": 1, "pipeline": "a\u0000b"})")),
        "a.json:1: pipeline: expected a name after pipeline\n"
        "a.json:1: pipeline: pipeline a\\u{0000}b has no ingest\n"
        "a.json:1: pipeline: pipeline a\\u{0000}b has no export\n");
}

TEST(Include, TakesStagesAndTopLevelKeysFromFilesOfTheSameFolder) {
    const TempFolder folder;
    folder.write("parts/cleanup.info", "cleanup normalize_text\ninclude \"more.json\"\n");
    folder.write("parts/more.json", R"([{"cleanup": "strip_furniture", "rules": ["zh"]}])");
    folder.write("limits.info", "limits { document_time 9s }\nplugins { path here }\n");
    const fs::path file = folder.write(
        "a.info", pipeline_with("    include \"parts/cleanup.info\"\n") + "include limits.info\n");
    const Config config = read(file);
    EXPECT_EQ(messages(file), "");
    ASSERT_EQ(config.stages.size(), 4U);
    EXPECT_EQ(title(config.stages[1]), "cleanup normalize_text");
    EXPECT_EQ(title(config.stages[2]), "cleanup strip_furniture");
    EXPECT_EQ(config.stages[2].position.where(), (folder.path() / "parts/more.json:1").string());
    EXPECT_EQ(config.limits.document_time, std::chrono::seconds(9));
}

TEST(Include, WorksInJson) {
    const TempFolder folder;
    folder.write("stages.json", R"({"stages": [{"cleanup": "normalize_text"}]})");
    folder.write("limits.json", R"({"limits": {"document_time": "9s"}})");
    const Config config = read(folder.write(
        "a.json", R"({"galley": 1, "pipeline": "p", "include": "limits.json", "stages": [
            {"ingest": "files", "path": "in"}, {"include": "stages.json"}, {"export": "jsonl"}]})"));
    EXPECT_EQ(to_text(config.problems), "");
    ASSERT_EQ(config.stages.size(), 3U);
    EXPECT_EQ(title(config.stages[1]), "cleanup normalize_text");
    EXPECT_EQ(config.limits.document_time, std::chrono::seconds(9));
}

TEST(Include, StaysInTheFolderOfTheConfig) {
    const TempFolder folder;
    folder.write("secret.info", "limits { errors 1 }\n");
    folder.write("conf/deep/up.info", "include \"../more.info\"\n");
    folder.write("conf/more.info", "");
    fs::create_symlink("../secret.info", folder.path() / "conf/link.info");
    fs::create_directory_symlink("..", folder.path() / "conf/out");
    const auto said = [&](const std::string& name) {
        return messages(folder.write("conf/a.info", "include \"" + name + "\"\n"));
    };
    const std::string leaves = "\" leaves the config's folder\n";
    EXPECT_EQ(said("/etc/passwd"), "a.info:1: include: \"/etc/passwd" + leaves);
    EXPECT_EQ(said("../secret.info"), "a.info:1: include: \"../secret.info" + leaves);
    EXPECT_EQ(said("link.info"), "a.info:1: include: \"link.info" + leaves);
    EXPECT_EQ(said("out/secret.info"), "a.info:1: include: \"out/secret.info" + leaves);
    EXPECT_EQ(said("deep/up.info"), "deep/up.info:1: include: \"../more.info" + leaves);
}

TEST(Include, FollowsALinkThatStaysInside) {
    const TempFolder folder;
    folder.write("real/limits.info", "limits { document_time 9s }\n");
    fs::create_symlink("real/limits.info", folder.path() / "limits.info");
    const Config config =
        read(folder.write("a.info", pipeline_with("") + "include \"limits.info\"\n"));
    EXPECT_EQ(config.limits.document_time, std::chrono::seconds(9));
}

TEST(Include, RefusesCyclesAndTooMany) {
    const TempFolder folder;
    EXPECT_EQ(
        messages(folder.write("self.info", "include \"self.info\"\n")),
        "self.info:1: include: \"self.info\" includes itself\n");
    folder.write("b.info", "\ninclude \"a.info\"\n");
    EXPECT_EQ(
        messages(folder.write("a.info", "include \"b.info\"\n")),
        "b.info:2: include: \"a.info\" includes itself\n");
    for (int i = 0; i < 20; ++i) {
        folder.write(
            "n" + std::to_string(i) + ".info", "include \"n" + std::to_string(i + 1) + ".info\"\n");
    }
    EXPECT_EQ(
        messages(folder.path() / "n0.info"),
        "n16.info:1: include: too many includes (64 in all, 16 deep)\n");
}

TEST(Include, SaysWhatIsWrongInTheOtherFile) {
    const TempFolder folder;
    folder.write("b.info", "limits {\n");
    EXPECT_EQ(
        messages(folder.write("a.info", "include \"b.info\"\ninclude \"none.info\"\n")),
        "a.info:1: include: \"b.info\" is not usable, see its own message\n"
        "a.info:2: include: \"none.info\" is not usable, see its own message\n"
        "b.info:1: the { of limits is not closed\n"
        "none.info: cannot be opened: No such file or directory\n");
}

}  // namespace galley::core::config
