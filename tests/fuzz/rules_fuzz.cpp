// SPDX-License-Identifier: Apache-2.0
// The rule service: the input is a rule pack, a line "====", and a text. The pack compiles or says
// what is wrong with it; what hits the text is the same with Hyperscan and with RE2 alone.
#include <memory>

#include "core/rules/rule_store.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace galley::core::rules {
namespace {

void add(std::string& out, std::string_view what, Span at) {
    out.append(what).append(" ").append(std::to_string(at.begin)).append("-");
    out.append(std::to_string(at.end)).append("\n");
}

bool is_edge(std::string_view text, ByteOffset at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

void check_range(std::string_view text, Span at) {
    fuzz::require(at.begin <= at.end && at.end <= text.size(), "a hit lies in the text");
    fuzz::require(is_edge(text, at.begin) && is_edge(text, at.end), "a hit ends at characters");
}

std::string hits_of(const RuleSet& set, std::string_view text) {
    std::string out;
    set.scan_text(text, [&](const Hit& hit) {
        check_range(text, hit.match);
        check_range(text, hit.line);
        fuzz::require(hit.match.size() > 0, "a hit is not empty");
        fuzz::require(
            hit.line.begin <= hit.match.begin && hit.match.end <= hit.line.end,
            "a hit lies in its lines");
        add(out, hit.rule.id, hit.match);
        for (const auto& capture : hit.captures) {
            check_range(text, capture.range);
            add(out, capture.name, capture.range);
        }
    });
    return out;
}

/// The hits that explain() tells must be those of a scan.
std::string explained_hits(const RuleSet& set, std::string_view text) {
    std::string out;
    set.explain(text, [&](const Finding& found) {
        fuzz::require(found.hit == found.missing.empty(), "a near miss says what is missing");
        if (found.hit) {
            add(out, found.rule.id, found.match);
        }
    });
    return out;
}

std::string without_captures(const RuleSet& set, std::string_view text) {
    std::string out;
    set.scan_text(text, [&](const Hit& hit) { add(out, hit.rule.id, hit.match); });
    return out;
}

std::string outcome(std::string_view pack, std::string_view text, bool use_hyperscan) {
    RuleStore store(StoreOptions{{}, use_hyperscan, {}});
    const Pack named{"fuzz.rules", pack};
    const auto set = store.compile({&named, 1});
    if (!set.has_value()) {
        fuzz::require(!set.error().empty(), "a refusal says why");
        return join_messages(set.error());
    }
    if (!use_hyperscan) {
        fuzz::require(
            explained_hits(**set, text) == without_captures(**set, text),
            "explain tells the hits of a scan");
    }
    return hits_of(**set, text);
}

}  // namespace
}  // namespace galley::core::rules

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace galley::core::rules;
    namespace fuzz = galley::fuzz;
    auto text = fuzz::view(data, size);
    const auto pack = fuzz::take_until(text, "\n====\n");
    if (!fuzz::is_utf8(text)) {
        return 0;  // documents are
    }
    constexpr std::size_t kMostHits = 64;  // of a line, for each rule, with their captures
    const auto by_re2 = fuzz::check(pack, kMostHits * (size + 100) * 20, [&](std::string_view in) {
        return outcome(in, text, false);
    });
    fuzz::require(outcome(pack, text, true) == by_re2, "both engines find the same", by_re2);
    return 0;
}
