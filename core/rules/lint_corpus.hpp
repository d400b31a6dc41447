// SPDX-License-Identifier: Apache-2.0
// What the rules of a set do to texts: which never hit, never win, or take story.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/rules/remark.hpp"
#include "core/rules/rivals.hpp"
#include "core/rules/rule_set.hpp"

namespace galley::core::rules {

/// A text of a corpus.
struct CorpusText {
    std::string name;              // for messages
    std::string text;              // UTF-8, LF line ends
    std::vector<Span> story;       // what of it is known to be story; ascending, disjoint
    std::uint32_t first_line = 1;  // its first line's number in the file `name`
    bool one_line = false;         // a record of a file: all its lines stand in that one
};

/// Adds up over texts, one at a time, so that a corpus need not fit into memory.
class CorpusLint {
  public:
    /// @param set  borrowed.
    explicit CorpusLint(const RuleSet& set);

    void add(const CorpusText& text);

    /// In the order of the rules; nothing when no text was added.
    [[nodiscard]] std::vector<Remark> remarks() const;

  private:
    struct Record {
        std::size_t hits = 0;
        std::size_t wins = 0;
        std::size_t winner = 0;       // of the last hit that was beaten
        std::size_t whole_lines = 0;  // of story that it takes
        std::size_t parts = 0;        // of story lines
        std::string first_whole;      // "PATH:LINE: TEXT"
        std::string first_part;
    };

    void add_story(const CorpusText& text, const KeptHit& hit, Record& record);

    const RuleSet& set_;
    std::vector<Record> records_;  // as many as rules
    std::size_t texts_ = 0;
};

}  // namespace galley::core::rules
