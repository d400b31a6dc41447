// SPDX-License-Identifier: Apache-2.0
// One block of a rule pack while it is read: takes its keys, gives the rule and what is wrong with
// it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/rules/definitions.hpp"
#include "core/rules/rule.hpp"

namespace galley::core::rules {

class RuleBlock {
  public:
    /// @param definitions  of the pack so far; borrowed.
    RuleBlock(std::string file, std::uint32_t line, const Definitions& definitions);

    /// Takes one `key value` line.
    void set(std::string_view key, std::string_view value, std::uint32_t line);

    void problem(std::uint32_t line, std::string text);

    /// A key whose line could not be read: it is wrong, but not missing.
    void saw(std::string_view key);

    /// The rule, and all problems with its id filled in, by line.
    [[nodiscard]] std::pair<Rule, std::vector<Problem>> finish() &&;

    /// Setters of the keys; `value` is not empty. Each returns "" or what is wrong.
    std::string set_id(std::string_view value);
    std::string set_category(std::string_view value);
    std::string set_scope(std::string_view value);
    std::string set_pattern(std::string_view value);
    std::string set_guard(std::string_view value);
    std::string set_action(std::string_view value);
    std::string set_confidence(std::string_view value);
    std::string set_flags(std::string_view value);
    std::string set_example(std::string_view value);
    std::string set_counter(std::string_view value);

  private:
    const Definitions& definitions_;
    Rule rule_;
    std::uint32_t current_line_ = 0;
    std::vector<std::string_view> seen_keys_;
    std::vector<Problem> problems_;
};

}  // namespace galley::core::rules
