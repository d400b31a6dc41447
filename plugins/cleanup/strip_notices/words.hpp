// SPDX-License-Identifier: Apache-2.0
// The words that a notice is made of, read from a words file: holders, documents, numbers, kinds.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

namespace galley::strip_notices {

/// Some words; at one place the longest that fits counts.
class WordList {
  public:
    void add(std::string_view word);

    /// @returns  bytes of the longest word that stands at `at`; 0: none.
    std::size_t at(std::string_view text, ByteOffset at) const;

    /// @returns  bytes of the longest word that ends at `end`; 0: none.
    std::size_t before(std::string_view text, ByteOffset end) const;

    /// The first word in [within.begin, within.end); empty span: none.
    span find(std::string_view text, span within) const;

    bool empty() const { return words_.empty(); }

  private:
    std::vector<std::string> words_;
};

/// The lists of rules/zh.words; its comments say what each is for.
struct Words {
    WordList heading, filler, adverb, lost_verb, taking, closing;
    WordList gave_to, issued, issued_by, issuer_label, holder_label, located;
    WordList document_end, document_head, organisation_end, place_end;
    WordList number_label, number_joint, not_number, numeral, measure, each, joiner, possessive;
    WordList search, searched, left_behind, at_time, giver_end, plate_label, signed_by, title;
    WordList found_verb, inside, contact, deregister, reduce, subject_end;
    WordList creditors, tender, court, correction, published, notice_word, story, quoting;
    WordList announced, bidding, calls, calling, that_one, commissioned, told;
    WordList tender_holder, tender_agent, tender_project, tender_number, project_end;
    WordList court_self, court_party, court_more, served, serving;
};

/// Reads a words file: one list a line, its name first; `#` begins a comment line.
/// @errors  config_error with "line N: problem".
Words read_words(std::string_view file);

}  // namespace galley::strip_notices
