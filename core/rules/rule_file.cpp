// SPDX-License-Identifier: Apache-2.0
// Reads rule packs: blocks of `key value` lines, one rule a block. The grammar is in docs/rules.md.
#include "core/rules/rule_file.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/rules/definitions.hpp"
#include "core/rules/limits.hpp"
#include "core/rules/rule_block.hpp"
#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

// Where each id was first used, over all packs of the set.
using SeenIds = std::map<std::string, std::string, std::less<>>;

// With a byte order mark, or with a zero byte in one of the first two characters.
bool is_utf16(std::string_view text) {
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
           text.substr(0, 2).find('\0') != std::string_view::npos;
}

bool is_control(char c) {
    return (c >= 0 && c < ' ' && c != '\t') || c == 0x7F;
}

std::string control_problem(char c) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto code = static_cast<unsigned>(c);
    std::string out = "holds a control character (U+00";
    out += kDigits[code >> 4U];
    out += kDigits[code & 15U];
    return out + (c == '\r' ? "); lines end with LF or CR LF"
                            : "); in a pattern write \\x and two digits");
}

class PackReader {
  public:
    PackReader(const Pack& pack, SeenIds& seen, ParsedPacks& out)
        : pack_(pack), seen_(seen), out_(out) {}

    void read() {
        if (pack_.text.size() > kMaxPackBytes) {
            problem(0, "larger than " + std::to_string(kMaxPackBytes) + " bytes");
            return;
        }
        std::string_view rest = pack_.text;
        if (is_utf16(rest)) {
            problem(1, "is UTF-16; expected UTF-8");
            return;
        }
        if (rest.starts_with("\xEF\xBB\xBF")) {
            rest.remove_prefix(3);
        }
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            read_line(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        end_block();
    }

  private:
    void problem(std::uint32_t line, std::string text) {
        out_.problems.push_back({pack_.name, line, {}, std::move(text)});
    }

    void read_line(std::string_view line) {
        ++line_;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.starts_with('#')) {
            return;
        }
        if (line.find_first_not_of(" \t") == std::string_view::npos) {
            end_block();
        } else if (line.size() > kMaxLineBytes) {
            block().problem(
                line_, "line is longer than " + std::to_string(kMaxLineBytes) + " bytes");
            block().saw(line.substr(0, line.find_first_of(" \t")));
        } else if (const auto at = find_invalid_utf8(line); at != std::string_view::npos) {
            block().problem(
                line_,
                "invalid UTF-8 at byte " + std::to_string(at + 1) + " of the line" +
                    (std::exchange(told_encoding_, true)
                         ? ""
                         : "; save the file as UTF-8 (not GBK, Big5 or Latin-1)"));
            block().saw(line.substr(0, line.find_first_of(" \t")));
        } else if (const auto control = std::ranges::find_if(line, is_control);
                   control != line.end()) {
            block().problem(line_, control_problem(*control));
            block().saw(line.substr(0, line.find_first_of(" \t")));
        } else {
            read_key(line);
        }
    }

    void read_key(std::string_view line) {
        const auto end = std::min(line.find_first_of(" \t"), line.size());
        const auto key = line.substr(0, end);
        line.remove_prefix(std::min(line.find_first_not_of(" \t", end), line.size()));
        if (key == "define") {
            define(line);
        } else {
            block().set(key, line, line_);
        }
    }

    void define(std::string_view value) {
        const auto end = std::min(value.find_first_of(" \t"), value.size());
        const auto name = value.substr(0, end);
        value.remove_prefix(std::min(value.find_first_not_of(" \t", end), value.size()));
        if (auto wrong = definitions_.add(name, value); !wrong.empty()) {
            problem(line_, std::move(wrong));
        }
    }

    RuleBlock& block() {
        if (!block_) {
            block_.emplace(pack_.name, line_, definitions_);
        }
        return *block_;
    }

    void end_block() {
        if (!block_) {
            return;
        }
        auto [rule, problems] = std::move(*block_).finish();
        block_.reset();
        if (!rule.id.empty()) {
            const auto where = rule.file + ":" + std::to_string(rule.line);
            const auto [first, added] = seen_.emplace(rule.id, where);
            if (!added) {
                problems.push_back(
                    {rule.file,
                     rule.line,
                     rule.id,
                     "duplicate id, first used at " + first->second});
            }
        }
        std::ranges::move(problems, std::back_inserter(out_.problems));
        if (out_.rules.size() == kMaxRules) {
            problem(rule.line, "more than " + std::to_string(kMaxRules) + " rules in the set");
        }
        if (out_.rules.size() <= kMaxRules) {
            out_.rules.push_back(std::move(rule));
        }
    }

    const Pack& pack_;
    SeenIds& seen_;
    ParsedPacks& out_;
    Definitions definitions_;
    std::optional<RuleBlock> block_;
    std::uint32_t line_ = 0;
    bool told_encoding_ = false;
};

}  // namespace

ParsedPacks parse_packs(std::span<const Pack> packs) {
    ParsedPacks out;
    SeenIds seen;
    for (const auto& pack : packs) {
        PackReader(pack, seen, out).read();
    }
    return out;
}

std::string Problem::message() const {
    std::string out = file;
    if (line != 0) {
        out += ":" + std::to_string(line);
    }
    out += ": ";
    if (!rule.empty()) {
        out += "rule " + rule + ": ";
    }
    return out + text;
}

std::string join_messages(const std::vector<Problem>& problems) {
    std::string out;
    for (std::size_t i = 0; i < problems.size() && i < kMaxProblems; ++i) {
        out += (i == 0 ? "" : "\n") + problems[i].message();
    }
    if (problems.size() > kMaxProblems) {
        out += "\n... and " + std::to_string(problems.size() - kMaxProblems) + " more";
    }
    return out;
}

}  // namespace galley::core::rules
