// SPDX-License-Identifier: Apache-2.0
// Checks what can be checked of an option without its parameter table.
#include "option_reader.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "unicode.hpp"

namespace galley::core::config {

namespace {

bool is_scalar(const Node& node) {
    return node.form == Form::kText || node.form == Form::kLiteral;
}

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    });
}

/// Why the value of an option is none, or "".
std::string wrong_value(const Node& node) {
    if (node.form == Form::kNull) {
        return "expected a value, got null";
    }
    if (node.form == Form::kObject || (is_scalar(node) && !node.children.empty())) {
        return "expected a value, got { ... }";
    }
    for (const Node& item : node.children) {
        if (!is_scalar(item)) {
            return "expected a list of texts or numbers";
        }
    }
    const auto hides = [](const Node& each) { return has_control(each.value); };
    const bool hidden = hides(node) || std::ranges::any_of(node.children, hides);
    return hidden ? "the value holds a control character" : "";
}

/// Two keys on one line may be one value that lacks its quotes: rules zh en.
std::string run_on(const Node* before, const Node& node) {
    if (before == nullptr || before->line != node.line || before->form != Form::kText) {
        return {};
    }
    const std::string tail = node.form == Form::kText ? " " + node.value : "";
    return fmt::format(
        "{} \"{} {}{}\"", before->key, shown(before->value), shown(node.key), shown(tail));
}

Option read_option(const Node& node, const std::string& path, Diagnostics& problems) {
    Option option;
    option.key = node.key;
    option.is_array = node.form == Form::kArray;
    option.position = node.position(path).at(node.key);
    const std::string wrong = node.key.empty() || has_invisible(node.key)
                                  ? "the key has an invisible character"
                                  : wrong_value(node);
    if (!wrong.empty()) {
        problems.push_back({option.position, wrong, {}});
        option.refused = true;
        return option;
    }
    if (is_scalar(node)) {
        option.values.push_back(node.value);
    }
    for (const Node& item : node.children) {
        option.values.push_back(item.value);
    }
    return option;
}

}  // namespace

std::vector<Option> read_options(
    const std::vector<const Node*>& nodes,
    const std::string& path,
    Diagnostics& problems,
    std::span<const std::string_view> repeatable) {
    std::vector<Option> options;
    std::map<std::string_view, const Node*> seen;
    const Node* before = nullptr;
    for (const Node* node : nodes) {
        const auto [first, is_new] = seen.emplace(node->key, node);
        if (is_new || std::ranges::find(repeatable, node->key) != repeatable.end()) {
            options.push_back(read_option(*node, path, problems));
            options.back().run_on = run_on(before, *node);
        } else {
            problems.push_back(given_twice(node->position(path).at(node->key), *first->second));
        }
        before = node;
    }
    return options;
}

std::vector<const Node*> children_of(const Node& node) {
    std::vector<const Node*> children;
    std::ranges::transform(
        node.children, std::back_inserter(children), [](const Node& child) { return &child; });
    return children;
}

bool has_invisible(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode(text, at);
        if (!point.valid || is_control(point.value) || is_invisible(point.value)) {
            return true;
        }
        at += point.bytes;
    }
    return false;
}

Diagnostic given_twice(const Position& at, const Node& first) {
    return {at, fmt::format("given twice, first at {}", first.position({}).where()), {}};
}

}  // namespace galley::core::config
