// SPDX-License-Identifier: Apache-2.0
// The test kit's host holds plugins to the contract, and records what they say.
#include <functional>

#include <gtest/gtest.h>

#include <galley/plugin.hpp>
#include <galley/testing/recording_host.hpp>

namespace {

using galley::testing::Document;
using galley::testing::LineEnds;
using galley::testing::RecordingHost;
using Action = std::function<void(galley::doc&, galley::host&)>;

/// What the plugins below do in process: each test says it.
Action& action() {
    static Action now;
    return now;
}

struct Cleaner {
    static constexpr auto kind = GALLEY_KIND_CLEANUP;
    static constexpr auto id = "cleanup.told", version = "1.0.0", summary = "Does as told";
    static constexpr galley_param params[] = {
        galley::param("max_lines", GALLEY_PARAM_INT, "7", "lines", "1", "99"),
        galley::param("wait", GALLEY_PARAM_DURATION, "1.5s", "time"),
        galley::param("room", GALLEY_PARAM_SIZE, "2KiB", "bytes"),
        galley::param("packs", GALLEY_PARAM_LIST, "zh|en", "names"),
        galley::choice("mode", "up|down", "up", "which way"),
        galley::param("quiet", GALLEY_PARAM_BOOL, "false", "whether")};
    std::string seen;

    void configure(const galley::conf& c) {
        seen = std::to_string(c.integer("max_lines")) + ' ' + std::to_string(c.integer("wait")) +
               ' ' + std::to_string(c.integer("room")) + ' ' + c.list("packs").at(1) + ' ' +
               c.text("mode") + ' ' + (c.flag("quiet") ? "quiet" : "loud");
        c.host().info(seen);
    }

    void process(galley::doc& d, galley::host& h) { action()(d, h); }
};

struct Tagger {
    static constexpr auto kind = GALLEY_KIND_TAGGING;
    static constexpr auto id = "tagging.told", version = "1.0.0", summary = "Does as told";

    void process(galley::doc& d, galley::host& h) { action()(d, h); }
};

struct Rewriter : Cleaner {
    static constexpr auto id = "cleanup.rewriter";
    static constexpr auto capabilities = GALLEY_CAP_REWRITES;
};

GALLEY_PLUGIN(Cleaner, Tagger, Rewriter)

const galley_plugin* plugin(std::size_t index) {
    return galley_module_v1(0)->plugins[index];
}

Document after(std::string_view text, Action what) {
    action() = std::move(what);
    RecordingHost host(plugin(0));
    return host.run(text);
}

/// The status and the message when the plugin does this.
std::string refusal(std::string_view text, Action what, std::size_t index = 0) {
    action() = std::move(what);
    RecordingHost host(plugin(index));
    Document document(text);
    host.process(document);
    return std::to_string(document.status) + ' ' + document.error;
}

constexpr galley::doc::reason kWhy{"other", "test.1", 0.5};

TEST(RecordingHost, AppliesDecisionsWhenTheCallReturns) {
    const auto document = after("one\ntwo\nthree\nfour\n", [](galley::doc& d, galley::host&) {
        d.strip({4, 8}, kWhy);
        d.replace({0, 3}, "1", kWhy);
        d.move({14, 19}, 8, kWhy);
        EXPECT_EQ(d.text(), "one\ntwo\nthree\nfour\n");
    });
    EXPECT_EQ(document.text_after(), "1\nfour\nthree");
    ASSERT_EQ(document.decisions.size(), 3U);
    EXPECT_EQ(document.decisions[0].action, GALLEY_REPLACE);
    EXPECT_EQ(document.decisions[1].rule, "test.1");
}

TEST(RecordingHost, CollapsesLineEndsOnRequestOnly) {
    const auto document = after("\na\n\nx\n\nb\n", [](galley::doc& d, galley::host&) {
        d.strip({4, 5}, kWhy);
    });
    EXPECT_EQ(document.text_after(), "a\nb");
    EXPECT_EQ(document.text_after(LineEnds::kAsTheyAre), "\na\n\n\n\nb\n");
}

TEST(RecordingHost, LetsKeepWinWhicheverCameFirst) {
    const auto document = after("one\ntwo\nthree\n", [](galley::doc& d, galley::host&) {
        d.strip({0, 4}, kWhy);
        d.keep({0, 8}, kWhy);
        d.strip({4, 8}, kWhy);
        d.strip({8, 14}, kWhy);
    });
    EXPECT_EQ(document.text_after(), "one\ntwo");
    EXPECT_EQ(document.overruled.size(), 2U);
}

TEST(RecordingHost, DropsTheChildOfAnOverruledSplit) {
    const auto document = after("one\ntwo\n", [](galley::doc& d, galley::host&) {
        auto child = d.split({0, 4}, GALLEY_CHILD_NOTICE, kWhy);
        child->add_field("kind", "lost");
        d.keep({0, 2}, kWhy);
        EXPECT_FALSE(d.split({0, 4}, GALLEY_CHILD_NOTICE, kWhy));
    });
    EXPECT_TRUE(document.children.empty());
    EXPECT_EQ(document.text_after(), "one\ntwo");
}

TEST(RecordingHost, GivesAChildItsOwnRangesAfterTheCall) {
    const auto document = after("one\ntwo\nthree\n", [](galley::doc& d, galley::host&) {
        const auto child = d.split({4, 8}, GALLEY_CHILD_ARTICLE, kWhy);
        EXPECT_EQ(child->text(), d.text());
        child->add_field("headline", "two", {4, 7});
        child->add_field("source", "one", {0, 3});
    });
    ASSERT_EQ(document.children.size(), 1U);
    const auto& child = *document.children[0];
    EXPECT_EQ(child.text, "two\n");
    EXPECT_EQ(child.fields[0].evidence, (galley::span{0, 3}));
    EXPECT_EQ(child.fields[1].evidence, (galley::span{}));
    EXPECT_EQ(document.text_after(), "one\nthree");
}

TEST(RecordingHost, RefusesBadDecisions) {
    using galley::doc;
    using galley::host;

    struct Row {
        const char* name;
        Action what;
        const char* refusal;
    };

    const std::string long_text(65, 'x');
    const Row rows[] = {
        {"behind the end",
         [](doc& d, host&) {
             d.strip({0, 99}, kWhy);
         },
         "range [0, 99) is empty, outside the text or inside a character"},
        {"empty",
         [](doc& d, host&) {
             d.strip({1, 1}, kWhy);
         },
         "range [1, 1) is empty, outside the text or inside a character"},
        {"inside a character",
         [](doc& d, host&) {
             d.strip({0, 2}, kWhy);
         },
         "range [0, 2) is empty, outside the text or inside a character"},
        {"category",
         [](doc& d, host&) {
             d.strip({0, 1}, "rubbish", "r");
         },
         "unknown category \"rubbish\""},
        {"confidence",
         [](doc& d, host&) {
             d.strip({0, 1}, "other", "r", 1.5);
         },
         "confidence is not within 0..1"},
        {"overlap",
         [](doc& d, host&) {
             d.strip({0, 1}, kWhy);
             d.replace({0, 4}, "", kWhy);
         },
         "range [0, 4) overlaps the decision test.1 on [0, 1)"},
        {"destination",
         [](doc& d, host&) {
             d.move({0, 4}, 1, kWhy);
         },
         "destination 1 is outside the text or inside the range"}};
    for (const auto& row : rows) {
        const auto found = refusal("a渡bc", row.what);
        EXPECT_TRUE(found.starts_with("-2 ") && found.ends_with(row.refusal))
            << row.name << ": " << found;
    }
    const Action rewrite = [&](doc& d, host&) { d.replace({0, 1}, long_text, kWhy); };
    EXPECT_TRUE(refusal("abc", rewrite).starts_with("-2 "));
    EXPECT_EQ(refusal("abc", rewrite, 2), "0 ");
}

TEST(RecordingHost, LetsOnlyCleanupDecide) {
    EXPECT_EQ(
        refusal(
            "abc",
            [](galley::doc& d, galley::host&) {
                d.strip({0, 1}, kWhy);
            },
            1),
        "-10 the host refused decide: only cleanup plugins decide on text");
}

TEST(RecordingHost, RefusesDecisionsOnAChildOfTheCall) {
    const auto found = refusal("abc", [](galley::doc& d, galley::host&) {
        d.split({0, 3}, GALLEY_CHILD_ARTICLE, kWhy)->strip({0, 1}, kWhy);
    });
    EXPECT_TRUE(found.starts_with("-10 ")) << found;
}

TEST(RecordingHost, RefusesFieldsSpansAndTagsWithoutSense) {
    EXPECT_TRUE(refusal("abc", [](galley::doc& d, galley::host&) {
                    d.add_field("", "x");
                }).starts_with("-2 "));
    EXPECT_TRUE(refusal("abc", [](galley::doc& d, galley::host&) {
                    d.add_field("k", "x", {2, 9});
                }).starts_with("-2 "));
    EXPECT_TRUE(refusal("abc", [](galley::doc& d, galley::host&) {
                    d.add_span({2, 2}, "caption");
                }).starts_with("-2 "));
    EXPECT_TRUE(refusal("abc", [](galley::doc& d, galley::host&) {
                    d.add_tag("language", "", "", 1);
                }).starts_with("-2 "));
}

TEST(RecordingHost, ConvertsParametersByTheirTypes) {
    RecordingHost host(plugin(0));
    ASSERT_EQ(host.configure(), GALLEY_OK);
    EXPECT_EQ(host.log().back().text, "7 1500000000 2048 en up loud");
    ASSERT_EQ(
        host.configure(
            {{"max_lines", "9"}, {"packs", "fr de"}, {"mode", "down"}, {"quiet", "true"}}),
        GALLEY_OK);
    EXPECT_EQ(host.log().back().text, "9 1500000000 2048 de down quiet");
}

TEST(RecordingHost, RefusesParametersThatTheTableDoesNotAllow) {
    struct Row {
        const char *key, *value, *refusal;
    };

    for (const auto& row :
         {Row{"max_lines", "100", "max_lines: expected 1..99, got \"100\""},
          Row{"max_lines", "ten", "max_lines: expected 1..99, got \"ten\""},
          Row{"mode", "left", "mode: expected one of up|down, got \"left\""},
          Row{"quiet", "yes", "quiet: expected true or false, got \"yes\""},
          Row{"colour", "red", "colour: no such parameter of cleanup.told"}}) {
        RecordingHost host(plugin(0));
        EXPECT_EQ(host.configure({{row.key, row.value}}), GALLEY_E_CONFIG);
        EXPECT_EQ(host.error(), row.refusal);
    }
}

TEST(RecordingHost, RecordsCountsAndMessages) {
    action() = [](galley::doc&, galley::host& h) {
        h.count("found", 2);
        h.count("found");
        h.warn("careful");
    };
    RecordingHost host(plugin(1));
    host.run("x");
    EXPECT_DOUBLE_EQ(host.counts().at("found"), 3.0);
    EXPECT_EQ(host.log().back().text, "careful");
    EXPECT_EQ(host.log().back().level, GALLEY_LOG_WARN);
}

TEST(RecordingHost, AnswersCancelledAndTimeAsTold) {
    bool cancelled = false;
    bool late = false;
    action() = [&](galley::doc&, galley::host& h) {
        cancelled = h.cancelled();
        late = h.out_of_time();
    };
    RecordingHost host(plugin(1));
    host.set_cancelled(true);
    host.set_time_left_ns(-1);
    host.run("x");
    EXPECT_TRUE(cancelled);
    EXPECT_TRUE(late);
}

TEST(RecordingHost, RefusesResourcesOutsideTheDataFolder) {
    RecordingHost host(plugin(1), GALLEY_TEST_FOLDER);
    std::string content;
    action() = [&](galley::doc&, galley::host& h) { content = h.resource("abi_baseline.cpp"); };
    host.run("x");
    EXPECT_NE(content.find("abi_baseline.h"), std::string::npos);
    action() = [](galley::doc&, galley::host& h) { h.resource("../CMakeLists.txt"); };
    Document document("x");
    EXPECT_EQ(host.process(document), GALLEY_E_CONFIG);
    EXPECT_EQ(document.error, "no data file \"../CMakeLists.txt\" beside the plugin");
}

}  // namespace
