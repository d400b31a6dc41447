// SPDX-License-Identifier: Apache-2.0
// Replies of workers: whole ones are said to the document, and whatever else comes does no harm.
#include "core/isolation/replay.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "core/document/family.hpp"
#include "core/isolation/messages.hpp"
#include "core/isolation/wire.hpp"

namespace galley::core::isolation {
namespace {

const document::Author kAuthor{"stage", "cleanup.test", "1", GALLEY_KIND_CLEANUP, 0};

/// A host that keeps the error.
struct Host : galley_host {
    Host() : galley_host{} {
        set_error = [](const galley_host* host, galley_str text) {
            static_cast<Host*>(const_cast<galley_host*>(host))->error = galley::view(text);
        };
        count = [](const galley_host*, galley_str, double) {};
    }

    std::string error;
};

Said strip(std::uint64_t begin, std::uint64_t end, bool accepted = true) {
    Said said;
    said.accepted = accepted;
    said.decision.struct_size = sizeof said.decision;
    said.decision.action = GALLEY_STRIP;
    said.decision.range = {begin, end};
    said.decision.category = galley::to_abi(std::string_view("other"));
    said.decision.rule = galley::to_abi(std::string_view("a.rule"));
    said.decision.confidence = 1;
    return said;
}

Said split(std::uint64_t begin, std::uint64_t end) {
    auto said = strip(begin, end);
    said.decision.action = GALLEY_SPLIT;
    said.decision.child = GALLEY_CHILD_NOTICE;
    return said;
}

Said field(std::uint32_t about) {
    Said said;
    said.what = Said::What::kField;
    said.accepted = true;
    said.about = about;
    said.field.key = galley::to_abi(std::string_view("source"));
    said.field.value = galley::to_abi(std::string_view("The Ferry Post"));
    return said;
}

std::string reply_of(std::initializer_list<Said> all) {
    Writer out;
    out.put<std::int64_t>(1000).put<galley_status>(GALLEY_OK).put_text("");
    out.put<std::uint64_t>(1).put_text("lines").put<double>(2);
    write_findings({{{0, 3}, "a.rule", "other", "met", "missing", true, 0.5}}, out);
    out.put_text("text/plain");
    out.put<std::uint64_t>(all.size());
    for (const auto& said : all) {
        write_said(said, out);
    }
    return std::string(out.bytes());
}

class ReplayTest : public testing::Test {
  protected:
    ReplayTest() { begin(); }

    void begin() {
        family_.reset();
        family_.set_source("The ferry runs.\nLost: a blue umbrella.\nThe end.\n");
        family_.root().begin_call(kAuthor);
    }

    galley_status take(const std::string& bytes) {
        Reply reply;
        return read_reply(bytes, reply) ? replay(reply, &family_.root(), host_) : GALLEY_E_FAILED;
    }

    document::Family family_;
    Host host_;
};

TEST_F(ReplayTest, SaysWhatThePluginSaid) {
    EXPECT_EQ(take(reply_of({split(16, 39), field(1), strip(39, 48)})), GALLEY_OK);
    family_.root().apply_call();
    EXPECT_EQ(family_.root().text(), "The ferry runs.\n");
    ASSERT_EQ(family_.root().children().size(), 1U);
    EXPECT_EQ(family_.root().children()[0]->first_field("source"), "The Ferry Post");
}

TEST_F(ReplayTest, RefusesARangeThatTheWorkerSaysWasTaken) {
    EXPECT_EQ(take(reply_of({strip(10, 4096)})), GALLEY_E_CONTRACT);
    EXPECT_EQ(
        host_.error,
        "the worker and the host do not agree about what the plugin may say of this document");
}

TEST_F(ReplayTest, RefusesADecisionThatTheWorkerSaysWasRefused) {
    EXPECT_EQ(take(reply_of({strip(0, 15, false)})), GALLEY_E_CONTRACT);
}

TEST_F(ReplayTest, RefusesARuleThatIsNotUtf8) {
    auto said = strip(0, 15);
    said.decision.rule = galley::to_abi(std::string_view("a.\xFF"));
    EXPECT_EQ(take(reply_of({said})), GALLEY_E_CONTRACT);
}

TEST_F(ReplayTest, KnowsNoChildThatWasNotMade) {
    EXPECT_EQ(take(reply_of({field(1)})), GALLEY_E_FAILED);
}

TEST_F(ReplayTest, TakesNoTextFromAStageThatCannotSetOne) {
    auto said = strip(0, 0);
    said.what = Said::What::kText;
    said.bytes = galley::to_abi(std::string_view("Another text.\n"));
    EXPECT_EQ(take(reply_of({said})), GALLEY_E_CONTRACT);
    EXPECT_EQ(family_.source().substr(0, 15), "The ferry runs.");
}

TEST_F(ReplayTest, SaysNothingAboutNoDocument) {
    const auto bytes = reply_of({field(0)});
    Reply reply;
    ASSERT_TRUE(read_reply(bytes, reply));
    EXPECT_EQ(replay(reply, nullptr, host_), GALLEY_E_CONTRACT);
}

TEST_F(ReplayTest, KeepsFindings) {
    const auto bytes = reply_of({});
    Reply reply;
    ASSERT_TRUE(read_reply(bytes, reply));
    ASSERT_EQ(reply.findings.size(), 1U);
    EXPECT_EQ(reply.findings[0].rule, "a.rule");
    EXPECT_EQ(reply.media_type, "text/plain");
}

TEST_F(ReplayTest, TakesNoReplyThatIsCutOrTooLong) {
    const auto whole = reply_of({split(16, 39), field(1)});
    for (std::size_t size = 0; size < whole.size(); ++size) {
        Reply reply;
        EXPECT_FALSE(read_reply(whole.substr(0, size), reply)) << size;
    }
    Reply reply;
    EXPECT_FALSE(read_reply(whole + '\0', reply));
}

/// Bytes are changed, lengths too; the document must stay one that the law holds for.
TEST_F(ReplayTest, SurvivesAnyBytes) {
    const auto whole = reply_of({split(16, 39), field(1), strip(39, 48), field(0)});
    std::mt19937 chance(4);
    const auto below = [&](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(chance);
    };
    int taken = 0;
    for (int round = 0; round < 20'000; ++round) {
        auto bytes = whole;
        for (auto changes = 1 + below(3); changes > 0; --changes) {
            const auto value = below(4) == 0 ? 255U : below(256);
            bytes[below(bytes.size())] = static_cast<char>(value);
        }
        begin();
        if (take(bytes) >= 0) {
            ++taken;
            family_.root().apply_call();
            EXPECT_LE(family_.root().text().size(), family_.source().size());
        } else {
            family_.root().drop_call();
            EXPECT_EQ(family_.root().text(), family_.source());
        }
    }
    EXPECT_GT(taken, 0);
    EXPECT_LT(taken, 20'000);
}

TEST(CallMessage, CarriesADocumentAndItsReplacements) {
    document::Family family;
    family.set_source("One line\nof two, and more.\n");
    auto& root = family.root();
    root.begin_call(kAuthor);
    galley_decision join{};
    join.struct_size = sizeof join;
    join.action = GALLEY_REPLACE;
    join.range = {8, 9};
    join.replacement = galley::to_abi(std::string_view(" - "));
    join.category = galley::to_abi(std::string_view("wrap"));
    ASSERT_EQ(root.decide(join, nullptr), GALLEY_OK);
    root.apply_call();
    root.spans.push_back({{9, 15}, "caption", "here", 0.5});
    root.fields.push_back({"source", "nobody", {0, 3}, 2});
    Writer out;
    write_call({Task::kProcess, 7, 1000, UINT64_MAX, 0, {}}, &root, out);

    document::Family copy;
    CallHead head;
    ASSERT_TRUE(read_call(out.bytes(), head, copy));
    EXPECT_EQ(head.stage, 7U);
    EXPECT_EQ(head.time_left_ns, 1000);
    EXPECT_EQ(copy.root().text(), root.text());
    EXPECT_EQ(copy.root().to_text(copy.root().spans.at(0).range), root.to_text({9, 15}));
    EXPECT_EQ(copy.root().fields.at(0).group, 2U);
    for (std::uint64_t at = 0; at <= root.text().size(); ++at) {
        EXPECT_EQ(copy.root().is_range({at, at}), root.is_range({at, at})) << at;
    }
}

}  // namespace
}  // namespace galley::core::isolation
