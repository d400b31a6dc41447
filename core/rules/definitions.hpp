// SPDX-License-Identifier: Apache-2.0
// Named fragments of patterns: `define DATE ...` in a pack, {DATE} in the patterns after it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace galley::core::rules {

/// The definitions of one pack. A name is A-Z first, then A-Z, 0-9 and _.
class Definitions {
  public:
    /// @returns "" or what is wrong with the definition. The fragment may use earlier names.
    [[nodiscard]] std::string add(std::string_view name, std::string_view fragment);

    /// Fills in each {NAME}; quantifiers ({2,20}), \p{..}, \x{..} and classes stay as they are.
    /// @param out  the pattern, each fragment in (?:...).
    /// @returns    "" or what is wrong.
    [[nodiscard]] std::string fill_in(std::string_view pattern, std::string& out) const;

  private:
    [[nodiscard]] std::string unknown(std::string_view name) const;

    std::map<std::string, std::string, std::less<>> fragments_;
};

}  // namespace galley::core::rules
