// SPDX-License-Identifier: Apache-2.0
// Walks the lines, passes over what is plain, and hands the rest to Region.
#include "normalize_text.hpp"

#include <galley/text.hpp>

#include "characters.hpp"
#include "region.hpp"

namespace galley::normalize_text {
namespace {

struct RuleRow {
    std::string_view id, category;
};

/// In the order of Rule.
constexpr RuleRow kRules[] = {
    {"normalize.nfc", "normalization"},
    {"normalize.marks", "normalization"},
    {"normalize.control", "normalization"},
    {"normalize.line_break", "normalization"},
    {"normalize.zero_width", "normalization"},
    {"normalize.soft_hyphen", "normalization"},
    {"normalize.bidi", "normalization"},
    {"normalize.tag", "normalization"},
    {"normalize.fullwidth_ascii", "normalization"},
    {"normalize.trailing_blank", "whitespace"},
    {"normalize.indent", "whitespace"},
};

/// Finds the regions of one text, line by line. A settled character is neither suspect nor blank:
/// what stands before it and behind it does not meet.
class Finder {
  public:
    Finder(std::string_view text, const Options& options)
        : text_(text), options_(options), region_(text, options) {}

    std::vector<Change> run() {
        for (std::size_t begin = 0; begin < text_.size();) {
            const auto found = text_.find('\n', begin);
            const auto end = found == std::string_view::npos ? text_.size() : found;
            if (begin < end) {
                line(begin, end);
            }
            begin = end + 1;
        }
        return std::move(changes_);
    }

  private:
    void line(std::size_t begin, std::size_t end) {
        const auto until_end = text_.substr(0, end);
        std::size_t at = is_settled(begin) ? begin : region(begin, begin, end);
        while (at < end) {
            const auto suspect = find_suspect(until_end, at, folds());
            if (suspect == std::string_view::npos) {
                break;
            }
            at = region(before_blanks(suspect, at), begin, end);
        }
        if (at < end && is_blank(decode_before(text_, end).value)) {
            region(before_blanks(end, at), begin, end);
        }
    }

    bool folds() const { return options_.fold_fullwidth != Fold::kOff; }

    bool is_settled(std::size_t at) const {
        const auto c = decode_at(text_, at);
        return !is_blank(c.value) &&
               find_suspect(text_.substr(0, at + c.size_bytes), at, folds()) ==
                   std::string_view::npos;
    }

    /// Back over blanks to the settled character before them, but not before `first`.
    std::size_t before_blanks(std::size_t at, std::size_t first) const {
        while (at > first) {
            const auto c = decode_before(text_, at);
            at -= c.size_bytes;
            if (!is_blank(c.value)) {
                break;
            }
        }
        return at;
    }

    /// Decides from `at` to the next settled character. @returns  where that is, or the line's end.
    std::size_t region(std::size_t at, std::size_t line_begin, std::size_t line_end) {
        Edges edges{at == line_begin, true};
        region_.clear();
        if (is_settled(at)) {
            at = region_.add(at);
        }
        while (at < line_end) {
            if (is_settled(at)) {
                region_.add(at);
                edges.line_ends = false;
                break;
            }
            at = region_.add(at);
        }
        region_.decide(edges, changes_);
        return at;
    }

    std::string_view text_;
    const Options& options_;
    Region region_;
    std::vector<Change> changes_;
};

}  // namespace

std::string_view id_of(Rule rule) {
    return kRules[static_cast<std::size_t>(rule)].id;
}

std::string_view category_of(Rule rule) {
    return kRules[static_cast<std::size_t>(rule)].category;
}

std::vector<Change> find_changes(std::string_view text, const Options& options) {
    return Finder(text, options).run();
}

}  // namespace galley::normalize_text
