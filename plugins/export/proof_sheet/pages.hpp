// SPDX-License-Identifier: Apache-2.0
// The files of a proof sheet: one page up to 100 articles, above that an index and pages of 100.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <galley/output_file.hpp>

#include "page_template.hpp"

namespace galley::proof_sheet {

/// The data files of the plugin, as texts that outlive the pages.
struct Assets {
    std::string_view page, article, notice, between, index, index_row, style, script;
};

/// What a page holds.
struct Counts {
    std::uint64_t articles = 0, notices = 0, held = 0;
    std::map<std::string, std::uint64_t, std::less<>> passages;  ///< by category
};

/// Appends documents to pages and holds nothing of them but counts. After each prepare() all files
/// are whole; what follows overwrites their ends.
class Pages {
  public:
    static constexpr std::uint32_t kArticles = 100;
    static constexpr std::uint32_t kNotices = 400;

    /// Gives the path to write OUT/<name> to.
    using PathOf = std::function<std::string(std::string_view name)>;

    /// Where the pages stood at a prepare(): what a resumed run goes on from.
    struct Standing {
        std::uint32_t number = 0;  ///< of the page; 0: the sheet begins
        std::uint64_t page_end = 0, index_end = 0;
        std::string first_path, last_path;
        Counts on_page;
    };

    /// @param name    of the sheet, such as "proof.html"; pages go to "proof/page-001.html".
    /// @errors        failure with path and reason, as for all calls below.
    void begin(const Assets& assets, std::string name, PathOf path_of, const Standing& from);

    Standing standing() const;

    void append(std::string_view html);

    /// Notes the input file whose documents come next.
    void set_path(std::string_view path);

    Counts& on_page() { return on_page_; }

    bool full() const { return on_page_.articles >= kArticles || on_page_.notices >= kNotices; }

    /// Ends the page and begins the next.
    void turn();

    /// @param tail  ends what append() left open, until more is appended.
    void prepare(std::string_view tail);

    /// Calls f(name, bytes) for the files of which the first bytes will not change any more. Not
    /// for the first page as long as it is the only one: it makes way for the index.
    template <class F>
    void each_kept(F&& f) const {
        for (const auto& [name, bytes] : turned_) {
            f(name, bytes);
        }
        if (number_ > 1) {
            f(page_name(number_), page_end_);
            f(name_, index_end_);
        }
    }

    void commit();

  private:
    struct Frame {
        std::string head, tail;
    };

    Frame frame(std::uint32_t page, bool more) const;
    void append_links(std::string& html, std::uint32_t page, bool more) const;
    void append_index_row(std::string& html) const;
    void resume(const Standing& from);
    void begin_index();
    void end_index_row();
    std::string page_name(std::uint32_t number) const;
    std::string link_to_page(std::uint32_t number) const;

    PathOf path_of_;
    std::string name_;
    PageTemplate page_, index_, index_row_;
    std::string_view style_, script_;
    std::string policy_;
    output_file file_, index_file_;
    std::uint64_t page_end_ = 0, index_end_ = 0;  ///< without what prepare() put after it
    std::string first_path_, last_path_;
    std::uint32_t number_ = 1;
    Counts on_page_;
    std::map<std::string, std::uint64_t> turned_;  ///< pages ended since begin(), and their size
};

/// The categories and how many passages each has, as chips.
void append_passage_counts(std::string& html, const Counts& counts);

}  // namespace galley::proof_sheet
