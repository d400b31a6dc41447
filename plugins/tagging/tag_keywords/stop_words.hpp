// SPDX-License-Identifier: Apache-2.0
// Words that say nothing about a text, from a data file of one word a line.
#pragma once
#include <string>
#include <string_view>
#include <unordered_set>

namespace galley::tag_keywords {

class StopWords {
  public:
    /// @param list  words divided by blanks or line ends; lines that begin with # are comments.
    void add(std::string_view list);

    bool contains(std::string_view word) const { return words_.contains(std::string(word)); }

  private:
    std::unordered_set<std::string> words_;
};

}  // namespace galley::tag_keywords
