// SPDX-License-Identifier: Apache-2.0
// The table galley.rules/1 as a plugin calls it.
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/rules/rules_extension.hpp"

namespace galley::core::rules {

namespace {

galley_str str(std::string_view text) {
    return {text.data(), text.size()};
}

std::string text_of(galley_str text) {
    return text.ptr == nullptr ? "(absent)" : std::string(text.ptr, text.len);
}

// A host with a store, resources and the last error.
struct FakeHost {
    galley_host table{};
    RuleStore store{StoreOptions{{}, true, {}}};
    std::map<std::string, std::string> resources;
    std::string error;

    FakeHost() {
        table.struct_size = sizeof table;
        table.set_error = [](const galley_host* host, galley_str text) {
            of(host).error = text_of(text);
        };
        table.resource = [](const galley_host* host,
                            galley_str name,
                            const void** bytes,
                            size_t* size) -> galley_status {
            const auto found = of(host).resources.find(text_of(name));
            if (found == of(host).resources.end()) {
                return GALLEY_E_FAILED;
            }
            *bytes = found->second.data();
            *size = found->second.size();
            return GALLEY_OK;
        };
    }

    static FakeHost& of(const galley_host* host) {
        return *reinterpret_cast<FakeHost*>(const_cast<galley_host*>(host));
    }
};

RuleStore* store_of(const galley_host* host) {
    return &FakeHost::of(host).store;
}

RuleStore* no_store(const galley_host*) {
    return nullptr;
}

class Extension : public ::testing::Test {
  protected:
    galley_status compile(std::string_view name, std::string_view text) {
        const galley_pack pack{str(name), text.empty() ? galley_str{} : str(text)};
        return table_->compile(&host_.table, &pack, 1, &rules_);
    }

    static galley_status note(void* ctx, const galley_hit* hit) {
        auto& lines = *static_cast<std::vector<std::string>*>(ctx);
        std::string line = text_of(hit->rule) + " " + text_of(hit->category) + " action " +
                           std::to_string(hit->action) + " flags " + std::to_string(hit->flags) +
                           " " + std::to_string(hit->range.begin) + "-" +
                           std::to_string(hit->range.end) + " line " +
                           std::to_string(hit->line.begin) + "-" + std::to_string(hit->line.end) +
                           " " + text_of(hit->field) + " " + text_of(hit->evidence);
        for (uint32_t i = 0; i < hit->capture_count; ++i) {
            line += " " + text_of(hit->captures[i].name) + " " +
                    std::to_string(hit->captures[i].range.begin) + "-" +
                    std::to_string(hit->captures[i].range.end);
        }
        lines.push_back(line);
        return lines.size() == 3 ? GALLEY_E_CANCELLED : GALLEY_OK;
    }

    FakeHost host_;
    const galley_rules_v1* table_ = rules_extension<store_of>();
    galley_rules* rules_ = nullptr;
    std::vector<std::string> lines_;
};

constexpr std::string_view kPack =
    "id a\ncategory byline\npattern by (?P<value>[a-z]+)\naction field byline\nflags final\n\n"
    "id b\ncategory other\npattern xx\nguard !line z\n";

}  // namespace

TEST_F(Extension, ReportsHitsWithAllTheirParts) {
    ASSERT_EQ(compile("a.rules", kPack), GALLEY_OK);
    EXPECT_EQ(table_->scan_text(rules_, str("one\nby mo xx"), &lines_, note), GALLEY_OK);
    EXPECT_EQ(
        lines_,
        (std::vector<std::string>{
            "a byline action 2 flags 1 4-9 line 4-12 byline (absent) value 7-9",
            "b other action 1 flags 0 10-12 line 4-12 (absent) !line z"}));
}

TEST_F(Extension, GivesBackWhatTheVisitorReturned) {
    ASSERT_EQ(compile("a.rules", kPack), GALLEY_OK);
    EXPECT_EQ(table_->scan_line(rules_, str("xx xx xx xx"), &lines_, note), GALLEY_E_CANCELLED);
    EXPECT_EQ(lines_.size(), 3U);
}

TEST_F(Extension, ReadsAPackWithoutTextAsAResource) {
    host_.resources["rules/zh.rules"] = kPack;
    EXPECT_EQ(compile("rules/zh.rules", ""), GALLEY_OK);
    EXPECT_EQ(rule_set_of(rules_).rules().size(), 2U);
    EXPECT_EQ(compile("rules/en.rules", ""), GALLEY_E_CONFIG);
    EXPECT_EQ(host_.error, "rules/en.rules: cannot read this rule file");
}

TEST_F(Extension, RemembersTheSetsOfEachHost) {
    EXPECT_TRUE(host_.store.sets_of(&host_.table).empty());
    ASSERT_EQ(compile("a.rules", kPack), GALLEY_OK);
    ASSERT_EQ(compile("a.rules", kPack), GALLEY_OK);
    EXPECT_EQ(host_.store.sets_of(&host_.table), std::vector<const RuleSet*>{&rule_set_of(rules_)});
}

TEST_F(Extension, SetsTheErrorOfABadPack) {
    EXPECT_EQ(compile("a.rules", "id a\ncategory other\npattern (\n\nid b\n"), GALLEY_E_CONFIG);
    EXPECT_EQ(
        host_.error,
        "a.rules:3: rule a: bad pattern: missing ): (\n"
        "a.rules:5: rule b: missing category\na.rules:5: rule b: missing pattern");
    EXPECT_EQ(rules_, nullptr);
}

TEST_F(Extension, RefusesMissingArguments) {
    EXPECT_EQ(table_->compile(&host_.table, nullptr, 1, &rules_), GALLEY_E_ARGUMENT);
    EXPECT_EQ(table_->compile(&host_.table, nullptr, 0, nullptr), GALLEY_E_ARGUMENT);
    EXPECT_EQ(table_->scan_text(nullptr, str("x"), nullptr, note), GALLEY_E_ARGUMENT);
    ASSERT_EQ(compile("a.rules", kPack), GALLEY_OK);
    EXPECT_EQ(table_->scan_line(rules_, str("x"), nullptr, nullptr), GALLEY_E_ARGUMENT);
    EXPECT_EQ(
        rules_extension<no_store>()->compile(&host_.table, nullptr, 0, &rules_),
        GALLEY_E_UNSUPPORTED);
    EXPECT_EQ(host_.error, "rules: this host has no rule store");
}

TEST_F(Extension, ScansAnAbsentText) {
    ASSERT_EQ(compile("a.rules", kPack), GALLEY_OK);
    EXPECT_EQ(table_->scan_text(rules_, {}, &lines_, note), GALLEY_OK);
    EXPECT_TRUE(lines_.empty());
}

}  // namespace galley::core::rules
