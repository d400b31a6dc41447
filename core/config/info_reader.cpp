// SPDX-License-Identifier: Apache-2.0
// INFO files: a scanner for lines, depth and clear errors, then PropertyTree for keys and values.
#include <optional>
#include <sstream>

#include <boost/property_tree/info_parser.hpp>
#include <fmt/format.h>

#include "match_tree.hpp"
#include "node.hpp"

namespace galley::core::config {

namespace {

/// Walks the text as PropertyTree does, line by line, and keeps what it forgets: lines and forms.
class InfoScanner {
  public:
    InfoScanner(const std::string& text, const std::string& file) : text_(text) {
        root_.file = file;
        root_.line = 1;
        root_.form = Form::kObject;
        open_.push_back(&root_);
    }

    Result<Node, Diagnostic> run() {
        for (std::size_t begin = 0; begin <= text_.size() && !error_;) {
            const std::size_t end = std::min(text_.find('\n', begin), text_.size());
            ++line_;
            scan_line(std::string_view(text_).substr(begin, end - begin));
            begin = end + 1;
        }
        if (!error_ && expect_ == Expect::kContinuation) {
            fail(line_, "expected a quoted string after \\ in the line before, got the end");
        }
        if (!error_ && open_.size() > 1) {
            fail(
                open_.back()->line,
                fmt::format("the {{ of {} is not closed", shown(open_.back()->key)));
        }
        if (error_) {
            return unexpected(*std::move(error_));
        }
        return std::move(root_);
    }

  private:
    enum class Expect { kKey, kValue, kContinuation };

    void fail(std::uint32_t line, std::string problem) {
        error_ = Diagnostic{{root_.file, line, {}}, std::move(problem), {}};
        rest_ = {};
    }

    void skip_blanks() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\v\f\r"), rest_.size()));
    }

    void scan_line(std::string_view line) {
        rest_ = line;
        skip_blanks();
        if (rest_.starts_with('#')) {
            return refuse_directive();
        }
        while (!error_) {
            skip_blanks();
            if (rest_.empty() || rest_.front() == ';') {
                expect_ = expect_ == Expect::kContinuation ? expect_ : Expect::kKey;
                return;
            }
            scan_item();
        }
    }

    void refuse_directive() {
        fail(
            line_,
            rest_.starts_with("#include")
                ? "#include is not read; write include \"FILE\", relative to this file and "
                  "inside its folder"
                : "# does not begin a comment; comments begin with ;");
    }

    void scan_item() {
        const char c = rest_.front();
        if (expect_ == Expect::kContinuation) {
            if (c != '"') {
                return fail(line_, "expected a quoted string after \\ in the line before");
            }
            scan_string();
        } else if (c == '{') {
            open_brace();
        } else if (c == '}') {
            close_brace();
        } else if (expect_ == Expect::kKey) {
            add_key();
        } else {
            last_->form = Form::kText;
            expect_ = Expect::kKey;
            c == '"' ? static_cast<void>(scan_string()) : static_cast<void>(scan_word());
        }
    }

    void open_brace() {
        if (last_ == nullptr) {
            return fail(line_, "{ without a key before it");
        }
        if (open_.size() > kDeepestNesting) {
            return fail(line_, fmt::format("nested deeper than {}", kDeepestNesting));
        }
        if (last_->form == Form::kNothing) {
            last_->form = Form::kObject;
        }
        open_.push_back(last_);
        last_ = nullptr;
        expect_ = Expect::kKey;
        rest_.remove_prefix(1);
    }

    void close_brace() {
        if (open_.size() == 1) {
            return fail(line_, "} without a { before it");
        }
        open_.pop_back();
        last_ = nullptr;
        expect_ = Expect::kKey;
        rest_.remove_prefix(1);
    }

    void add_key() {
        const std::string_view key = rest_.front() == '"' ? scan_key_string() : scan_word();
        // Nodes open below this one stay valid: only the innermost open node grows.
        if (++keys_ > kMostKeys) {
            return fail(line_, fmt::format("more than {} keys", kMostKeys));
        }
        Node& added = open_.back()->children.emplace_back();
        added.key = key;
        added.file = root_.file;
        added.line = line_;
        last_ = &added;
        expect_ = Expect::kValue;
    }

    std::string_view scan_key_string() {
        const std::string_view key = scan_string();
        if (!error_ && expect_ == Expect::kContinuation) {
            fail(line_, "a key cannot be continued with \\");
        }
        return key;
    }

    std::string_view scan_word() {
        const std::size_t end = std::min(rest_.find_first_of(" \t\v\f\r;"), rest_.size());
        const std::string_view word = rest_.substr(0, end);
        rest_.remove_prefix(end);
        if (word.find_first_of("{}\"") != std::string_view::npos) {
            fail(
                line_,
                fmt::format(
                    "{} holds a brace or a quote; put a blank before it, or quote the whole",
                    in_quotes(word)));
        } else if (rest_.starts_with(';')) {
            fail(
                line_,
                fmt::format(
                    "; begins a comment right after {}; put a blank before it, or quote the value",
                    in_quotes(word)));
        }
        return word;
    }

    /// Leaves kContinuation behind when a \ follows at the line's end.
    std::string_view scan_string() {
        expect_ = Expect::kKey;
        std::size_t end = 1;
        for (bool escaped = false; end < rest_.size() && (escaped || rest_[end] != '"'); ++end) {
            escaped = !escaped && rest_[end] == '\\';
        }
        if (end >= rest_.size()) {
            fail(line_, "the quote is not closed on its line");
            return {};
        }
        const std::string_view content = rest_.substr(1, end - 1);
        rest_.remove_prefix(end + 1);
        skip_blanks();
        if (rest_.starts_with('\\')) {
            rest_.remove_prefix(1);
            expect_ = Expect::kContinuation;
        }
        return content;
    }

    const std::string& text_;
    Node root_;
    std::vector<Node*> open_;  // from the root to the innermost open brace
    Node* last_ = nullptr;     // the key that a value or brace belongs to
    Expect expect_ = Expect::kKey;
    std::string_view rest_;
    std::uint32_t line_ = 0;
    std::size_t keys_ = 0;
    std::optional<Diagnostic> error_;
};

}  // namespace

Result<Node, Diagnostic> parse_info(const std::string& text, const std::string& file) {
    Result<Node, Diagnostic> scanned = InfoScanner(text, file).run();
    if (!scanned) {
        return scanned;
    }
    boost::property_tree::ptree tree;
    try {
        std::istringstream stream(text);
        boost::property_tree::read_info(stream, tree);
    } catch (const boost::property_tree::info_parser_error& error) {
        const auto line = static_cast<std::uint32_t>(error.line());
        return unexpected(Diagnostic{{file, line, {}}, error.message(), {}});
    }
    if (!match_tree(*scanned, tree)) {
        return unexpected(mismatch(file));
    }
    return scanned;
}

}  // namespace galley::core::config
