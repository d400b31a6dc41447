// SPDX-License-Identifier: Apache-2.0
// What each decision does to the text, the rows and the children; what is refused and in which
// words.
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/document/api.hpp"
#include "core/document/family.hpp"
#include "tests/support/family_law.hpp"

namespace galley::tests {
namespace {

using core::document::Author;
using core::document::Document;
using core::document::Family;
using core::document::Kind;
using core::document::RowStatus;

const Author kCleanup{"stage", "cleanup.stage", "1", GALLEY_KIND_CLEANUP, 0};
const Author kTagging{"stage", "tagging.stage", "1", GALLEY_KIND_TAGGING, 0};

/// A document and shorthand for decisions on the first place where some words stand.
class Documents : public testing::Test {
  protected:
    void load(std::string_view text) { family.set_source(text); }

    Document& root() { return family.root(); }

    static galley::span find(const Document& d, std::string_view words) {
        const auto at = d.text().find(words);
        EXPECT_NE(at, std::string_view::npos) << words;
        return {at, at + words.size()};
    }

    static galley_decision make(galley_action action, galley::span at) {
        galley_decision out{};
        out.struct_size = sizeof out;
        out.action = static_cast<std::uint32_t>(action);
        out.range = galley::to_abi(at);
        out.category = galley::to_abi("other");
        out.rule = galley::to_abi("test.1");
        out.confidence = 1;
        return out;
    }

    galley_status decide(Document& d, galley_action action, std::string_view words) {
        return d.decide(make(action, find(d, words)), nullptr);
    }

    void apply(Document& d) {
        d.apply_call();
        EXPECT_EQ(broken_law(family), std::nullopt);
    }

    Family family;
};

TEST_F(Documents, StripTakesTheRangeOut) {
    load("one two three");
    root().begin_call(kCleanup);
    EXPECT_EQ(decide(root(), GALLEY_STRIP, "two "), GALLEY_OK);
    EXPECT_EQ(root().text(), "one two three") << "the text changes when the call is over";
    apply(root());
    EXPECT_EQ(root().text(), "one three");
    ASSERT_EQ(root().rows().size(), 1U);
    EXPECT_EQ(root().rows()[0].text, "two ");
}

TEST_F(Documents, ReplacementIsAtomicAfterwards) {
    load("wrap\nped line");
    root().begin_call(kCleanup);
    auto join = make(GALLEY_REPLACE, find(root(), "\n"));
    join.replacement = galley::to_abi("--");
    EXPECT_EQ(root().decide(join, nullptr), GALLEY_OK);
    apply(root());
    EXPECT_EQ(root().text(), "wrap--ped line");
    root().begin_call(kCleanup);
    EXPECT_EQ(root().decide(make(GALLEY_STRIP, {0, 5}), nullptr), GALLEY_E_ARGUMENT);
    EXPECT_EQ(
        family.refusal,
        "decide: range 0..5: expected part of the text's 14 bytes, not empty, on code points, not "
        "inside a replacement");
    EXPECT_EQ(decide(root(), GALLEY_STRIP, "p--p"), GALLEY_OK);
    apply(root());
    EXPECT_EQ(root().text(), "wraed line");
}

TEST_F(Documents, MovePutsTheRangeBeforeItsDestination) {
    load("first half\ncaption\nsecond half\nend\n");
    root().begin_call(kCleanup);
    auto move = make(GALLEY_MOVE, find(root(), "caption\n"));
    move.destination = find(root(), "end").begin;
    EXPECT_EQ(root().decide(move, nullptr), GALLEY_OK);
    apply(root());
    EXPECT_EQ(root().text(), "first half\nsecond half\ncaption\nend\n");
}

TEST_F(Documents, SplitMakesAChildWithTheStandingText) {
    load("story\nnotice text\nmore story\n");
    root().begin_call(kCleanup);
    auto split = make(GALLEY_SPLIT, find(root(), "notice text\n"));
    split.child = GALLEY_CHILD_NOTICE;
    galley_doc* child = nullptr;
    EXPECT_EQ(root().decide(split, &child), GALLEY_OK);
    ASSERT_NE(child, nullptr);
    galley_field field{
        sizeof field, 0, 1, 0, galley::to_abi("holder"), galley::to_abi("notice"), {6, 12}};
    EXPECT_EQ(core::document::current_api().field_add(child, &field), GALLEY_OK);
    apply(root());
    EXPECT_EQ(root().text(), "story\nmore story\n");
    EXPECT_EQ(root().kind(), Kind::kArticle);
    ASSERT_EQ(root().children().size(), 1U);
    EXPECT_EQ(root().children()[0]->text(), "notice text\n");
    EXPECT_EQ(root().children()[0]->fields[0].evidence, (galley::span{6, 12}));
    EXPECT_TRUE(root().children()[0]->uri().ends_with("#6-18"));
}

TEST_F(Documents, OuterRangeOfAnArticleIgnoresWhatIsCutOutOfIt) {
    load("A headline\nbody\nnotice\nB headline\nbody\n");
    root().begin_call(kCleanup);
    auto notice = make(GALLEY_SPLIT, find(root(), "notice\n"));
    notice.child = GALLEY_CHILD_NOTICE;
    EXPECT_EQ(root().decide(notice, nullptr), GALLEY_OK);
    apply(root());
    root().begin_call(kCleanup);
    auto a = make(GALLEY_SPLIT, find(root(), "A headline\nbody\n"));
    a.child = GALLEY_CHILD_ARTICLE;
    auto b = make(GALLEY_SPLIT, find(root(), "B headline\nbody\n"));
    b.child = GALLEY_CHILD_ARTICLE;
    EXPECT_EQ(root().decide(a, nullptr), GALLEY_OK);
    EXPECT_EQ(root().decide(b, nullptr), GALLEY_OK);
    apply(root());
    EXPECT_EQ(root().kind(), Kind::kPage);
    EXPECT_EQ(root().children()[1]->range(), (galley::span{0, 23}));
    EXPECT_EQ(root().children()[2]->range(), (galley::span{23, 39}));
}

TEST_F(Documents, KeepWinsWhicheverComesFirst) {
    load("one two three four");
    root().begin_call(kCleanup);
    EXPECT_EQ(decide(root(), GALLEY_STRIP, "one "), GALLEY_OK);
    EXPECT_EQ(decide(root(), GALLEY_KEEP, "one two"), GALLEY_OK);
    EXPECT_EQ(decide(root(), GALLEY_STRIP, "two"), GALLEY_KEPT);
    EXPECT_EQ(decide(root(), GALLEY_STRIP, " three"), GALLEY_OK);
    apply(root());
    EXPECT_EQ(root().text(), "one two four");
    std::vector<RowStatus> statuses;
    for (const auto& row : root().rows()) {
        statuses.push_back(row.status);
    }
    EXPECT_EQ(
        statuses,
        (std::vector{
            RowStatus::kApplied, RowStatus::kApplied, RowStatus::kKept, RowStatus::kKept}));
}

TEST_F(Documents, OverlapsAreRefused) {
    load("one two three");
    root().begin_call(kCleanup);
    EXPECT_EQ(decide(root(), GALLEY_STRIP, "two three"), GALLEY_OK);
    EXPECT_EQ(decide(root(), GALLEY_STRIP, "one two"), GALLEY_E_ARGUMENT);
    EXPECT_EQ(family.refusal, "decide: range 0..7 overlaps another decision of this call");
    EXPECT_EQ(decide(root(), GALLEY_STRIP, "three"), GALLEY_E_ARGUMENT);
    EXPECT_EQ(decide(root(), GALLEY_STRIP, "one "), GALLEY_OK);
    apply(root());
    EXPECT_EQ(root().text(), "");
}

TEST_F(Documents, OnlyCleanupDecides) {
    load("text");
    root().begin_call(kTagging);
    EXPECT_EQ(decide(root(), GALLEY_STRIP, "text"), GALLEY_E_CONTRACT);
    EXPECT_EQ(family.refusal, "decide: only cleanup plugins decide on text");
}

TEST_F(Documents, RefusesHalfCharactersUnknownCategoriesAndLongReplacements) {
    load("河湾");
    root().begin_call(kCleanup);
    EXPECT_EQ(root().decide(make(GALLEY_STRIP, {0, 2}), nullptr), GALLEY_E_ARGUMENT);
    EXPECT_EQ(root().decide(make(GALLEY_STRIP, {0, 7}), nullptr), GALLEY_E_ARGUMENT);
    EXPECT_EQ(root().decide(make(GALLEY_STRIP, {3, 3}), nullptr), GALLEY_E_ARGUMENT);
    auto strange = make(GALLEY_STRIP, {0, 3});
    strange.category = galley::to_abi("rubbish");
    EXPECT_EQ(root().decide(strange, nullptr), GALLEY_E_ARGUMENT);
    EXPECT_EQ(family.refusal, "decide: unknown category \"rubbish\"");
    auto longer = make(GALLEY_REPLACE, {0, 3});
    const std::string text(65, 'x');
    longer.replacement = galley::to_abi(text);
    EXPECT_EQ(root().decide(longer, nullptr), GALLEY_E_ARGUMENT);
    EXPECT_EQ(family.refusal, "decide: replacement: expected at most 64 bytes, got 65");
}

TEST_F(Documents, RefusesWhatIsNotUtf8AndNoShare) {
    load("one two");
    root().begin_call(kCleanup);
    const auto broken = galley::to_abi(std::string_view("a\xFF"));
    const auto& api = core::document::current_api();
    for (const bool in_rule : {true, false}) {
        auto decision = make(GALLEY_REPLACE, {0, 3});
        (in_rule ? decision.rule : decision.replacement) = broken;
        EXPECT_EQ(root().decide(decision, nullptr), GALLEY_E_ARGUMENT);
        EXPECT_EQ(family.refusal, "decide: rule and replacement: expected UTF-8");
    }
    const auto word = galley::to_abi(std::string_view("word"));
    const double no_number = std::numeric_limits<double>::quiet_NaN();
    for (const auto& span :
         {galley_span{sizeof(galley_span), 0, {0, 3}, broken, word, 1},
          galley_span{sizeof(galley_span), 0, {0, 3}, word, broken, 1},
          galley_span{sizeof(galley_span), 0, {0, 3}, word, word, no_number}}) {
        EXPECT_EQ(api.span_add(&root(), &span), GALLEY_E_ARGUMENT);
        EXPECT_EQ(family.refusal, "span_add: expected UTF-8 and a confidence of 0..1");
    }
    for (const auto& field :
         {galley_field{sizeof(galley_field), 0, 0, 0, broken, word, {0, 3}},
          galley_field{sizeof(galley_field), 0, 0, 0, word, broken, {0, 3}}}) {
        EXPECT_EQ(api.field_add(&root(), &field), GALLEY_E_ARGUMENT);
        EXPECT_EQ(family.refusal, "field_add: expected UTF-8");
    }
    for (const auto& tag :
         {galley_tag{sizeof(galley_tag), 0, word, broken, word, {0, 3}, 1},
          galley_tag{sizeof(galley_tag), 0, word, word, word, {0, 3}, -0.5}}) {
        EXPECT_EQ(api.tag_add(&root(), &tag), GALLEY_E_ARGUMENT);
        EXPECT_EQ(family.refusal, "tag_add: expected UTF-8 and a confidence of 0..1");
    }
    EXPECT_TRUE(root().spans.empty() && root().fields.empty() && root().tags.empty());
}

TEST_F(Documents, DroppedCallLeavesNoTrace) {
    load("one two");
    root().begin_call(kCleanup);
    decide(root(), GALLEY_STRIP, "one");
    galley_tag tag{sizeof tag, 0, galley::to_abi("language"), galley::to_abi("en"), {}, {}, 1};
    core::document::current_api().tag_add(&root(), &tag);
    root().drop_call();
    EXPECT_EQ(root().text(), "one two");
    EXPECT_TRUE(root().rows().empty());
    EXPECT_TRUE(root().tags.empty());
}

TEST_F(Documents, SpansShowWhatStillStands) {
    load("keep strip keep");
    root().begin_call(kCleanup);
    galley_span span{sizeof span, 0, {0, 10}, galley::to_abi("block"), {}, 1};
    core::document::current_api().span_add(&root(), &span);
    span.range = {5, 10};
    core::document::current_api().span_add(&root(), &span);
    decide(root(), GALLEY_STRIP, "strip ");
    apply(root());
    const auto& api = core::document::current_api();
    ASSERT_EQ(api.span_count(&root(), galley::to_abi("block")), 1U)
        << "what was emptied is left out";
    galley_span seen{};
    seen.struct_size = sizeof seen;
    EXPECT_EQ(api.span_at(&root(), {}, 0, &seen), GALLEY_OK);
    EXPECT_EQ(galley::to_span(seen.range), (galley::span{0, 5}));
    EXPECT_EQ(core::document::source_api().span_count(&root(), {}), 2U)
        << "the source view clips nothing";
}

TEST_F(Documents, LongFinishedParagraphIsHeldUnlessFinal) {
    family.hold.paragraph_chars = 10;
    load("Short.\nA finished sentence, long enough to be story.\nno end here but long\n");
    root().begin_call(kCleanup);
    decide(root(), GALLEY_STRIP, "Short.\n");
    decide(root(), GALLEY_STRIP, "A finished sentence, long enough to be story.\n");
    decide(root(), GALLEY_STRIP, "no end here but long\n");
    apply(root());
    EXPECT_EQ(root().text(), "A finished sentence, long enough to be story.\n");
    EXPECT_EQ(root().rows()[1].status, RowStatus::kHeld);
    root().begin_call(kCleanup);
    auto final = make(GALLEY_STRIP, {0, root().text().size()});
    final.flags = GALLEY_FINAL;
    root().decide(final, nullptr);
    apply(root());
    EXPECT_EQ(root().text(), "");
}

TEST_F(Documents, LineEndsCollapseAsOneRow) {
    load("\n\none\n\n\ntwo\n\nthree\n\n");
    root().collapse_line_ends(kCleanup);
    EXPECT_EQ(root().text(), "one\ntwo\nthree");
    EXPECT_EQ(root().rows().size(), 1U);
    EXPECT_EQ(broken_law(family), std::nullopt);
}

/// As it is said: nothing at both ends, one between lines.
std::string with_single_line_ends(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != '\n' || (!out.empty() && out.back() != '\n')) {
            out += c;
        }
    }
    return out.ends_with('\n') ? out.substr(0, out.size() - 1) : out;
}

TEST_F(Documents, LineEndsCollapseWhereverTheyStand) {
    std::string text;
    for (std::size_t i = 0; i < 400; ++i) {  // runs of 0 to 4, at all places of 64 bytes
        text.append(i * 7 % 5, '\n').append(1 + i * 13 % 11, 'x');
    }
    for (const std::size_t bytes : {1U, 5U, 63U, 64U, 65U, 127U, 128U, 129U, 1000U, 3000U}) {
        for (std::size_t begin = 0; begin < 70; ++begin) {
            family.reset();
            load(text.substr(begin, bytes));
            const auto size = root().text().size();
            if (size > 4) {
                root().begin_call(kCleanup);
                root().decide(make(GALLEY_STRIP, {size / 3, size / 2}), nullptr);
                root().apply_call();
            }
            const auto expected = with_single_line_ends(root().text());
            root().collapse_line_ends(kCleanup);
            ASSERT_EQ(root().text(), expected) << begin << ", " << bytes;
        }
    }
    EXPECT_EQ(broken_law(family), std::nullopt);
}

TEST_F(Documents, LineEndsOfReplacementsStay) {
    struct Case {
        std::string_view text, with, expected;
    };

    const std::vector<Case> cases = {
        {"one\n\ntwo\n\n", "2", "one\n2"},
        {"one\n\ntwo\n\n", "2\n", "one\n2\n"},
        {"one\n\ntwo", "2\n\n", "one\n2\n\n"},
        {"\n\ntwo\n", "\n", "\n"},
        {"one\ntwo\n", "\n", "one\n\n"},
        {"\n\ntwo\n\nthree\n", "2\n", "2\nthree"},
    };
    for (const auto& [text, with, expected] : cases) {
        family.reset();
        load(text);
        const auto at = text.find("two");
        auto replace = make(GALLEY_REPLACE, {at, at + 3});
        replace.replacement = galley::to_abi(with);
        root().begin_call(kCleanup);
        ASSERT_EQ(root().decide(replace, nullptr), GALLEY_OK) << text;
        apply(root());
        root().collapse_line_ends(kCleanup);
        EXPECT_EQ(root().text(), expected) << text;
        EXPECT_EQ(broken_law(family), std::nullopt) << text;
    }
}

TEST(Categories, AreKnownByTheirWholeName) {
    using core::document::known_category;
    for (const std::string_view word :
         {"wrap",
          "other",
          "byline",
          "notice",
          "headline",
          "disclaimer",
          "whitespace",
          "advertisement",
          "normalization",
          "comment_widget"}) {
        EXPECT_EQ(known_category(word), word);
    }
    const std::string long_word(300, 'w');
    for (const std::string_view word : std::vector<std::string_view>{
             "", "w", "wrop", "wraps", "comment_widgex", "comment_widgets", long_word}) {
        EXPECT_EQ(known_category(word), "");
    }
}

}  // namespace
}  // namespace galley::tests
