// SPDX-License-Identifier: Apache-2.0
// Random decisions over random text, in several stages, moves and splits included: offsets, layers
// and the law hold.
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <galley/text.hpp>

#include "core/document/api.hpp"
#include "core/document/family.hpp"
#include "tests/support/family_law.hpp"

namespace galley::tests {
namespace {

using core::document::Author;
using core::document::Document;
using core::document::Family;

const Author kCleanup{"random", "cleanup.random", "1", GALLEY_KIND_CLEANUP, GALLEY_CAP_REWRITES};

class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    std::size_t below(std::size_t bound) {
        return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
    }

    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }

    std::string text(std::size_t chars) {
        static const std::vector<std::string> kAlphabet = {
            "a", "b", " ", "\n", "\n", "河", "湾", "。", "，", "é", "😀", "\xE3\x80\x80"};
        std::string out;
        for (std::size_t i = 0; i < chars; ++i) {
            out += kAlphabet[below(kAlphabet.size())];
        }
        return out;
    }

    /// A place in the text, on a code point, not inside a replacement.
    std::uint64_t place(const Document& d) {
        std::uint64_t at = 0;
        do {
            at = below(d.text().size() + 1);
        } while (!d.is_range({at, at}));
        return at;
    }

  private:
    std::mt19937_64 engine_;
};

galley_decision random_decision(Random& random, const Document& d) {
    auto a = random.place(d);
    auto b = random.place(d);
    galley_decision out{};
    out.struct_size = sizeof out;
    out.action = static_cast<std::uint32_t>(GALLEY_STRIP + random.below(5));
    out.range = {std::min(a, b), std::max(a, b)};
    out.destination = random.place(d);
    out.child = random.chance(50) ? GALLEY_CHILD_ARTICLE : GALLEY_CHILD_NOTICE;
    out.category = galley::to_abi("other");
    out.rule = galley::to_abi("random.1");
    out.replacement = galley::to_abi(random.chance(30) ? "" : "[x]\n");
    out.confidence = 0.5;
    return out;
}

/// Each span that stands must show text that lies in its source range.
void check_spans(const Document& d, std::uint64_t seed) {
    for (const auto& span : d.spans) {
        const auto shown = d.to_text(span.range);
        if (shown.empty()) {
            continue;
        }
        ASSERT_TRUE(d.is_range({shown.begin, shown.begin}) && d.is_range({shown.end, shown.end}))
            << "seed " << seed;
    }
}

void random_stage(Random& random, Family& family, std::uint64_t seed) {
    std::vector<Document*> documents;
    family.each([&](Document& d) { documents.push_back(&d); });
    for (auto* d : documents) {
        if (d->text().empty()) {
            continue;
        }
        d->begin_call(kCleanup);
        for (std::size_t i = 0, count = random.below(8); i < count; ++i) {
            const auto decision = random_decision(random, *d);
            galley_doc* child = nullptr;
            d->decide(decision, &child);
            if (child != nullptr) {
                galley_field field{};
                field.struct_size = sizeof field;
                field.key = galley::to_abi("holder");
                field.value = galley::to_abi("x");
                field.evidence = decision.range;
                EXPECT_EQ(core::document::current_api().field_add(child, &field), GALLEY_OK)
                    << "seed " << seed;
            }
        }
        const auto at = galley::span{0, d->text().size()};
        d->spans.push_back({d->to_source(at), "block", "", 1});
        random.chance(10) ? d->drop_call() : d->apply_call();
        check_spans(*d, seed);
        const auto broken = broken_law(family);
        ASSERT_FALSE(broken.has_value()) << "seed " << seed << ": " << *broken;
    }
}

TEST(ConservationLaw, HoldsAfterEveryRandomStage) {
    const char* given = std::getenv("GALLEY_TEST_SEED");
    const std::uint64_t first = given == nullptr ? 20261121 : std::strtoull(given, nullptr, 10);
    for (std::uint64_t seed = first; seed < first + 3000; ++seed) {
        Random random(seed);
        Family family;
        family.set_source(random.text(1 + random.below(120)));
        for (int stage = 0; stage < 5; ++stage) {
            random_stage(random, family, seed);
            if (HasFatalFailure()) {
                return;
            }
        }
        family.each([](Document& d) { d.collapse_line_ends(kCleanup); });
        const auto broken = broken_law(family);
        ASSERT_FALSE(broken.has_value()) << "seed " << seed << " (GALLEY_TEST_SEED): " << *broken;
        family.each([&](const Document& d) {
            ASSERT_EQ(d.text().find("\n\n\n\n\n\n\n\n"), std::string_view::npos) << "seed " << seed;
        });
    }
}

}  // namespace
}  // namespace galley::tests
