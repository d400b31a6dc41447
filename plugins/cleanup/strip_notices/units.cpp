// SPDX-License-Identifier: Apache-2.0
// Cuts lines of a classified column into single notices.
#include "units.hpp"

#include "clauses.hpp"

namespace galley::strip_notices {

namespace {

constexpr double kHanText = 0.3;

bool is_full_stop(std::string_view text, ByteOffset at) {
    const auto c = decode_at(text, at).value;
    return c == 0x3002 || c == 0xFF01 || c == '!' ||
           (c == '.' && (at + 1 == text.size() || text[at + 1] == ' ' ||
                         is_han(decode_at(text, at + 1).value)));
}

ByteOffset skip_blanks(std::string_view text, ByteOffset at) {
    while (at < text.size() && is_blank(decode_at(text, at).value)) {
        at += decode_at(text, at).size_bytes;
    }
    return at;
}

// Behind the full stop at or after `from`; a blank before the next declaration ends it too.
ByteOffset sentence_end(std::string_view text, ByteOffset from, const Words& words) {
    for (auto at = from; at < text.size(); at += decode_at(text, at).size_bytes) {
        if (is_full_stop(text, at)) {
            return at + decode_at(text, at).size_bytes;
        }
        if (is_blank(decode_at(text, at).value) &&
            words.lost_verb.at(text, skip_blanks(text, at)) != 0) {
            return at;
        }
    }
    return text.size();
}

bool ends_like_a_notice(std::string_view text) {
    return ends_sentence(text) || is_digit(last_char(text).value) ||
           is_closer(last_char(text).value);
}

constexpr std::size_t kSignatureChars = 40;

// Who signs and the day, behind the last full stop: "…认领。某派出所 2031年5月8日".
bool ends_signed(std::string_view text, const Words& words) {
    ByteOffset begin = 0;
    for (ByteOffset at = 0; at < text.size(); at += decode_at(text, at).size_bytes) {
        begin = is_full_stop(text, at) ? at + decode_at(text, at).size_bytes : begin;
    }
    const auto signature = tidy(text, {begin, text.size()});
    const auto name = slice(text, without_last_date(text, signature));
    return begin > 0 && char_count(slice(text, signature)) <= kSignatureChars &&
           char_count(name) > 3 &&
           (name.size() < signature.size() ||
            words.organisation_end.before(name, name.size()) != 0);
}

// A tail without closing words ("电话:0900…") belongs to the notice before it when it is short.
constexpr std::size_t kTailChars = 60;

}  // namespace

void Joined::add(std::string_view whole, std::string_view line) {
    const bool latin = !text.empty() && !is_cjk(last_char(text).value) &&
                       !is_cjk(first_char(line).value) && han_share(text) < kHanText;
    const auto begin = static_cast<ByteOffset>(line.data() - whole.data());
    if (latin) {
        text += ' ';
        places.push_back(begin - 1);
    }
    text += line;
    for (ByteOffset i = 0; i < line.size(); ++i) {
        places.push_back(begin + i);
    }
}

Units cut_units(std::string_view joined, bool last, const Words& words) {
    Units units;
    const bool latin = han_share(joined) < kHanText;
    for (auto at = skip_blanks(joined, 0); at < joined.size(); at = skip_blanks(joined, at)) {
        const auto closing = latin ? span{} : words.closing.find(joined, {at, joined.size()});
        if (!closing.empty()) {
            const auto end = sentence_end(joined, closing.end, words);
            units.at.push_back({at, end});
            at = end;
            continue;
        }
        const auto rest = joined.substr(at);
        const bool short_tail = !units.at.empty() && char_count(rest) <= kTailChars &&
                                words.lost_verb.find(joined, {at, joined.size()}).empty();
        if (short_tail) {
            units.at.back().end = joined.size();
        } else if (ends_like_a_notice(rest) || ends_signed(rest, words) || (last && latin)) {
            units.at.push_back({at, joined.size()});
        } else {
            return units;
        }
        break;
    }
    units.complete = !units.at.empty();
    return units;
}

}  // namespace galley::strip_notices
