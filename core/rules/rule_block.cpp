// SPDX-License-Identifier: Apache-2.0
// One block of a rule pack while it is read: takes its keys, gives the rule and what is wrong with
// it.
#include "core/rules/rule_block.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/rules/guard_text.hpp"
#include "core/rules/limits.hpp"
#include "core/rules/vocabulary.hpp"

namespace galley::core::rules {

namespace {

struct Key {
    std::string_view word;
    std::string (RuleBlock::*set)(std::string_view);
    bool repeats;
};

constexpr std::array<Key, 10> kKeys = {{
    {"id", &RuleBlock::set_id, false},
    {"category", &RuleBlock::set_category, false},
    {"scope", &RuleBlock::set_scope, false},
    {"pattern", &RuleBlock::set_pattern, false},
    {"guard", &RuleBlock::set_guard, true},
    {"action", &RuleBlock::set_action, false},
    {"confidence", &RuleBlock::set_confidence, false},
    {"flags", &RuleBlock::set_flags, false},
    {"example", &RuleBlock::set_example, true},
    {"counter", &RuleBlock::set_counter, true},
}};

std::string_view trim_end(std::string_view value) {
    return value.substr(0, value.find_last_not_of(" \t") + 1);
}

// Letters, digits and . _ -
bool is_identifier(std::string_view word) {
    return std::ranges::all_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-';
    });
}

// In examples \n is a line end, \t a tab and \\ a backslash.
std::string unescape(std::string_view value) {
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char next = value[i] == '\\' && i + 1 < value.size() ? value[i + 1] : '\0';
        if (next == 'n' || next == 't' || next == '\\') {
            out += next == 'n' ? '\n' : next == 't' ? '\t' : '\\';
            ++i;
        } else {
            out += value[i];
        }
    }
    return out;
}

std::string expected(std::string_view what, std::string_view got) {
    return "expected " + std::string(what) + ", got \"" + std::string(got) + "\"";
}

std::string unknown(
    std::string_view what, std::string_view word, std::span<const std::string_view> words) {
    return "unknown " + std::string(what) + " \"" + std::string(word) + "\"" +
           did_you_mean(word, words);
}

}  // namespace

RuleBlock::RuleBlock(std::string file, std::uint32_t line, const Definitions& definitions)
    : definitions_(definitions) {
    rule_.file = std::move(file);
    rule_.line = line;
}

void RuleBlock::problem(std::uint32_t line, std::string text) {
    problems_.push_back({rule_.file, line, {}, std::move(text)});
}

void RuleBlock::set(std::string_view key, std::string_view value, std::uint32_t line) {
    const auto* found = std::ranges::find(kKeys, key, &Key::word);
    if (found == kKeys.end()) {
        std::array<std::string_view, kKeys.size() + 1> words;
        std::ranges::transform(kKeys, words.begin(), &Key::word);
        words.back() = "define";
        problem(line, unknown("key", key, words));
        return;
    }
    const bool again = std::ranges::find(seen_keys_, found->word) != seen_keys_.end();
    seen_keys_.push_back(found->word);
    if (again && !found->repeats) {
        problem(line, "duplicate key \"" + std::string(key) + "\"");
        return;
    }
    current_line_ = line;
    auto wrong = value.empty() ? std::string(key) + " is empty" : (this->*found->set)(value);
    if (!wrong.empty()) {
        problem(line, std::move(wrong));
    }
}

void RuleBlock::saw(std::string_view key) {
    const auto* found = std::ranges::find(kKeys, key, &Key::word);
    if (found != kKeys.end()) {
        seen_keys_.push_back(found->word);
    }
}

std::pair<Rule, std::vector<Problem>> RuleBlock::finish() && {
    for (const std::string_view key : {"id", "category", "pattern"}) {
        if (std::ranges::find(seen_keys_, key) == seen_keys_.end()) {
            problem(rule_.line, "missing " + std::string(key));
        }
    }
    std::ranges::stable_sort(problems_, {}, &Problem::line);
    for (auto& one : problems_) {
        one.rule = rule_.id.empty() ? "(no id)" : rule_.id;
    }
    return {std::move(rule_), std::move(problems_)};
}

std::string RuleBlock::set_id(std::string_view value) {
    value = trim_end(value);
    if (!is_identifier(value) || value.size() > kMaxIdBytes) {
        return expected(
            "an id of at most " + std::to_string(kMaxIdBytes) + " letters, digits and . _ -",
            value);
    }
    rule_.id = value;
    return {};
}

std::string RuleBlock::set_category(std::string_view value) {
    rule_.category = trim_end(value);
    return is_category(rule_.category) ? std::string()
                                       : unknown("category", rule_.category, categories());
}

std::string RuleBlock::set_scope(std::string_view value) {
    static constexpr std::array<std::string_view, 4> kScopes = {"line", "run", "head", "tail"};
    value = trim_end(value);
    const auto* found = std::ranges::find(kScopes, value);
    if (found == kScopes.end()) {
        return unknown("scope", value, kScopes);
    }
    rule_.scope = static_cast<Scope>(found - kScopes.begin());
    return {};
}

std::string RuleBlock::set_pattern(std::string_view value) {
    rule_.pattern_line = current_line_;
    return definitions_.fill_in(value, rule_.pattern);
}

std::string RuleBlock::set_guard(std::string_view value) {
    if (rule_.guards.size() == kMaxGuards) {
        return "more than " + std::to_string(kMaxGuards) + " guards";
    }
    Guard guard;
    guard.line_in_file = current_line_;
    auto wrong = parse_guard(value, definitions_, guard);
    if (wrong.empty()) {
        rule_.guards.push_back(std::move(guard));
    }
    return wrong;
}

std::string RuleBlock::set_action(std::string_view value) {
    static constexpr std::array<std::string_view, 3> kActions = {"strip", "field", "item"};
    value = trim_end(value);
    const auto word = value.substr(0, value.find_first_of(" \t"));
    const auto name_at = value.find_first_not_of(" \t", word.size());
    const auto name = name_at == std::string_view::npos ? "" : value.substr(name_at);
    const auto* found = std::ranges::find(kActions, word);
    if (found == kActions.end()) {
        return unknown("action", word, kActions);
    }
    rule_.action = static_cast<RuleAction>(found - kActions.begin() + 1);
    const bool takes_name = rule_.action == RuleAction::kField;
    if (takes_name != !name.empty() || !is_identifier(name)) {
        return expected(
            takes_name ? "action field NAME" : "no word after " + std::string(word), value);
    }
    rule_.field = name;
    return {};
}

std::string RuleBlock::set_confidence(std::string_view value) {
    value = trim_end(value);
    const auto* end = value.data() + value.size();
    const auto [stopped, error] = std::from_chars(value.data(), end, rule_.confidence);
    const bool in_range = rule_.confidence >= 0 && rule_.confidence <= 1;
    return error == std::errc() && stopped == end && in_range
               ? std::string()
               : "confidence: " + expected("0..1", value);
}

std::string RuleBlock::set_flags(std::string_view value) {
    static constexpr std::array<std::string_view, 1> kFlags = {"final"};
    value = trim_end(value);
    if (value != kFlags[0]) {
        return unknown("flag", value, kFlags);
    }
    rule_.final = true;
    return {};
}

std::string RuleBlock::set_example(std::string_view value) {
    rule_.examples.push_back(unescape(value));
    return {};
}

std::string RuleBlock::set_counter(std::string_view value) {
    rule_.counters.push_back(unescape(value));
    return {};
}

}  // namespace galley::core::rules
