// SPDX-License-Identifier: Apache-2.0
// JSON files: a depth guard, PropertyTree for syntax, keys and values, then a scanner for lines and
// forms.
#include <optional>
#include <sstream>

#include <boost/property_tree/json_parser.hpp>
#include <fmt/format.h>

#include "match_tree.hpp"
#include "node.hpp"

namespace galley::core::config {

namespace {

/// The index after the string that begins at `at`.
std::size_t skip_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        at += text[at] == '\\' ? 1 : 0;
    }
    return std::min(at + 1, text.size());
}

/// The line where nesting becomes too deep, or nothing.
std::optional<std::uint32_t> too_deep(std::string_view text) {
    std::uint32_t line = 1;
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '"') {
            at = skip_string(text, at);
            continue;
        }
        if (text[at] == '[' || text[at] == '{') {
            if (++depth > kDeepestNesting) {
                return line;
            }
        } else if (text[at] == ']' || text[at] == '}') {
            depth -= depth > 0 ? 1 : 0;
        }
        line += text[at] == '\n' ? 1 : 0;
        ++at;
    }
    return std::nullopt;
}

/// Scans JSON that PropertyTree has accepted; recursion is bounded by the depth guard.
class JsonScanner {
  public:
    JsonScanner(std::string_view text, const std::string& file) : text_(text), file_(file) {}

    Node run() {
        Node root = node({});
        value(root);
        return root;
    }

    std::size_t keys() const { return keys_; }

  private:
    Node node(std::string_view key) {
        skip_blanks();
        Node made;
        made.key = key;
        made.file = file_;
        made.line = line_;
        ++keys_;
        return made;
    }

    void skip_blanks() {
        for (; at_ < text_.size() &&
               std::string_view(" \t\n\r").find(text_[at_]) != std::string_view::npos;
             ++at_) {
            line_ += text_[at_] == '\n' ? 1 : 0;
        }
    }

    bool take(char wanted) {
        skip_blanks();
        const bool here = at_ < text_.size() && text_[at_] == wanted;
        at_ += here ? 1 : 0;
        return here;
    }

    std::string_view string() {
        const std::size_t begin = at_;
        at_ = skip_string(text_, at_);
        return text_.substr(begin + 1, at_ - begin - 2);
    }

    void value(Node& into) {
        if (take('{')) {
            into.form = Form::kObject;
            members(into);
        } else if (take('[')) {
            into.form = Form::kArray;
            items(into);
        } else if (at_ < text_.size() && text_[at_] == '"') {
            into.form = Form::kText;
            string();
        } else {
            const std::size_t end = std::min(text_.find_first_of(" \t\n\r,]}", at_), text_.size());
            into.form = text_.substr(at_, end - at_) == "null" ? Form::kNull : Form::kLiteral;
            at_ = end;
        }
    }

    void members(Node& object) {
        while (!take('}') && at_ < text_.size()) {
            Node member = node({});
            member.key = string();
            take(':');
            value(member);
            object.children.push_back(std::move(member));
            take(',');
        }
    }

    void items(Node& array) {
        while (!take(']') && at_ < text_.size()) {
            Node item = node({});
            value(item);
            array.children.push_back(std::move(item));
            take(',');
        }
    }

    std::string_view text_;
    const std::string& file_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
    std::size_t keys_ = 0;
};

}  // namespace

Result<Node, Diagnostic> parse_json(const std::string& text, const std::string& file) {
    if (const std::optional<std::uint32_t> line = too_deep(text)) {
        return unexpected(Diagnostic{
            {file, *line, {}}, fmt::format("nested deeper than {}", kDeepestNesting), {}});
    }
    boost::property_tree::ptree tree;
    try {
        std::istringstream stream(text);
        boost::property_tree::read_json(stream, tree);
    } catch (const boost::property_tree::json_parser_error& error) {
        const auto line = static_cast<std::uint32_t>(error.line());
        return unexpected(Diagnostic{{file, line, {}}, error.message(), {}});
    }
    JsonScanner scanner(text, file);
    Node root = scanner.run();
    if (scanner.keys() > kMostKeys) {
        return unexpected(
            Diagnostic{{file, 0, {}}, fmt::format("more than {} keys", kMostKeys), {}});
    }
    if (!match_tree(root, tree)) {
        return unexpected(mismatch(file));
    }
    return root;
}

}  // namespace galley::core::config
