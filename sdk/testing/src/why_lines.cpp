// SPDX-License-Identifier: Apache-2.0
// One line a statement; texts in quotes, long ones shortened in the middle with their length in
// characters.
#include <stdexcept>

#include <galley/testing/why_lines.hpp>
#include <galley/text.hpp>
#include <galley/words.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

constexpr std::size_t kLongestShown = 80;
constexpr std::size_t kShownBegin = 40;
constexpr std::size_t kShownEnd = 20;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c == '"' || c == '\\') {
            out += {'\\', c};
        } else {
            out += c;
        }
    }
    return out;
}

/// The byte where the n-th character begins.
std::size_t byte_of(std::string_view text, std::size_t n) {
    std::size_t at = 0;
    for (; n > 0 && at < text.size(); --n) {
        at += decode_at(text, at).size_bytes;
    }
    return at;
}

std::string line_of(const Decision& decision, const std::string& text) {
    std::string out(word_of(action_words, decision.action));
    out +=
        ' ' + decision.category + ' ' + decision.rule + ' ' + quoted(slice(text, decision.range));
    if (decision.action == GALLEY_REPLACE) {
        out += " -> " + quoted(decision.replacement);
    }
    if (decision.action == GALLEY_MOVE) {
        const auto rest = std::string_view(text).substr(decision.destination);
        out += " before " + quoted(rest.substr(0, byte_of(rest, kShownEnd)));
    }
    return out + (decision.final ? " final\n" : "\n");
}

std::string annotation_lines(const Document& after, const Document& before, std::string_view in) {
    std::string out;
    for (std::size_t i = before.fields.size(); i < after.fields.size(); ++i) {
        const auto& each = after.fields[i];
        out.append(in).append("field " + each.key + " = " + escaped(each.value));
        out += each.group == 0 ? "\n" : " (group " + std::to_string(each.group) + ")\n";
    }
    for (std::size_t i = before.tags.size(); i < after.tags.size(); ++i) {
        const auto& each = after.tags[i];
        out.append(in).append("tag " + each.scheme + ' ' + each.code + '\n');
    }
    for (std::size_t i = before.spans.size(); i < after.spans.size(); ++i) {
        const auto& each = after.spans[i];
        out.append(in).append("span " + each.layer + ' ' + quoted(slice(after.text, each.range)));
        out += each.value.empty() ? "\n" : " = " + escaped(each.value) + '\n';
    }
    return out;
}

/// Undoes escaped().
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        out += c == 'n' ? '\n' : c == 't' ? '\t' : c;
    }
    return out;
}

/// Splits at the first separator; false when there is none.
bool cut(std::string_view line, std::string_view separator, std::string& left, std::string& right) {
    const auto at = line.find(separator);
    if (at == std::string_view::npos) {
        return false;
    }
    left = line.substr(0, at);
    right = line.substr(at + separator.size());
    return true;
}

bool read_span(std::string_view line, Document& document, ByteOffset& from) {
    std::string layer, text;
    if (!cut(line, " \"", layer, text) || text.empty() || text.back() != '"') {
        return false;
    }
    text = unescaped(std::string_view(text).substr(0, text.size() - 1));
    const auto at = document.text.find(text, from);
    if (at == std::string::npos) {
        return false;
    }
    from = at + text.size();
    document.spans.push_back({{at, from}, layer, {}, 1.0});
    return true;
}

bool read_line(std::string_view line, Document& document, ByteOffset& from) {
    std::string word, rest, left, right;
    if (!cut(line, " ", word, rest)) {
        return false;
    }
    if (word == "field" && cut(rest, " = ", left, right)) {
        document.fields.push_back({left, unescaped(right), {}, 0});
        return true;
    }
    if (word == "tag" && cut(rest, " ", left, right)) {
        document.tags.push_back({left, right, {}, {}, 1.0});
        return true;
    }
    return word == "span" && read_span(rest, document, from);
}

}  // namespace

std::string quoted(std::string_view text) {
    const auto chars = char_count(text);
    if (chars <= kLongestShown) {
        return '"' + escaped(text) + '"';
    }
    return '"' + escaped(text.substr(0, byte_of(text, kShownBegin))) + "\" ... \"" +
           escaped(text.substr(byte_of(text, chars - kShownEnd))) + "\" (" + std::to_string(chars) +
           " characters)";
}

std::string why_lines(const Document& after, const Document& before) {
    std::string out;
    for (const auto& each : after.decisions) {
        out += line_of(each, after.text);
    }
    out += annotation_lines(after, before, "");
    for (const auto& child : after.children) {
        const bool is_notice = child->child_kind == GALLEY_CHILD_NOTICE;
        out += is_notice ? "child notice " : "child article ";
        out += quoted(child->text) + '\n' + annotation_lines(*child, {}, "  ");
    }
    return out;
}

void read_given(std::string_view lines, Document& document) {
    ByteOffset from = 0;
    for (const auto& each : split_lines(lines)) {
        if (!each.blank() && each.text.front() != '#' && !read_line(each.text, document, from)) {
            throw std::runtime_error("given.txt: cannot be read: " + std::string(each.text));
        }
    }
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
