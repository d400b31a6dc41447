// SPDX-License-Identifier: Apache-2.0
// An invented page with everything a proof sheet shows, as finished documents of a run.
#pragma once
#include <deque>
#include <string>
#include <string_view>

#include <galley/testing/recording_host.hpp>

namespace galley::proof_sheet {

/// One input file and the documents made of it. Passages are named by their text.
class SampleFile {
  public:
    SampleFile(std::string path, std::string source, char digit);

    /// The source range of a text that stands in it once.
    span find(std::string_view text) const;

    testing::Document& add(std::string_view kind, span range);

    static testing::Row& row(
        testing::Document& to,
        galley_action action,
        span at,
        std::string_view category,
        std::string_view rule);

    testing::Row& strip(
        testing::Document& to, std::string_view text, std::string_view cat, std::string_view rule);

    /// A field read at `evidence`, a text of the source; "" for none.
    void field(
        testing::Document& to,
        std::string_view key,
        std::string_view value,
        std::string_view evidence = {});

    std::deque<testing::Document> documents;

  private:
    std::string path_, text_, sha256_;
    std::deque<testing::Document> sources_;  ///< one a document, with its fields in source ranges
};

/// A Chinese page: an article with all kinds of decisions, and two notices.
SampleFile chinese_page();

/// An English article with markup and bidirectional controls in its text.
SampleFile english_page();

/// An article that was held.
SampleFile held_page();

}  // namespace galley::proof_sheet
