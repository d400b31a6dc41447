// SPDX-License-Identifier: Apache-2.0
// English credit lines: "By …", "Words and pictures: …", "Jane Roe, Staff Writer", "Reporting by
// …".
#pragma once
#include <galley/detail/byline_words_en.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

inline std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

template <class Table>
bool table_holds(const Table& table, std::string_view word) {
    for (const std::string_view entry : table) {
        if (entry == word) {
            return true;
        }
    }
    return false;
}

inline bool is_agency(std::string_view name) {
    return table_holds(kAgencies, name) || table_holds(kAgencies, tidy_name(name));
}

/// Whether the last word is one of the table ("Staff Writer", "THE EVENING POST").
template <class Table>
bool last_word_in(const Table& table, std::string_view text) {
    const auto blank = text.rfind(' ');
    return table_holds(
        table, lowered(blank == std::string_view::npos ? text : text.substr(blank + 1)));
}

/// "Staff Writer", "Special to the Evening Post": what somebody is to the paper.
inline bool says_role(std::string_view text) {
    return last_word_in(kTitleWords, text) || lowered(text).starts_with("special to ");
}

/// A name: capitalised words, particles between them; `words` at least 2 unless it is an agency.
inline bool is_en_name(std::string_view text) {
    std::size_t words = 0;
    std::string_view last;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        last = text.substr(at, end - at);
        const auto first = first_char(last);
        const bool capital = (first.value >= 'A' && first.value <= 'Z') ||
                             (first.value >= 0xC0 && first.value <= 0x24F);
        bool letters = !last.empty();
        each_char(last, [&](char32_t c, std::size_t) {
            letters = letters && (is_latin_letter(c) || c == '\'' || c == '.' || c == '-' ||
                                  c == 0x2019 || c == 0xB7);
        });
        if (!letters || !(capital || (words > 0 && table_holds(kParticles, last)))) {
            return false;
        }
        ++words;
        at = end + (end < text.size());
    }
    return words >= 2 && words <= 5 && !table_holds(kParticles, last);
}

class en_credit_reader {
  public:
    explicit en_credit_reader(std::string_view text) : text_(text) {}

    credits read() {
        if (contributed() || reports_from()) {
            return whole(text_.size(), 0.9);
        }
        auto at = role_at(0);
        if (at == 0) {
            return without_role();
        }
        while (true) {
            at = past_contact(names(at));
            if (out_.empty()) {
                return {};
            }
            const auto next = text_.find_first_not_of(" ;.|,", at);
            const auto after = next == std::string_view::npos ? text_.size() : next;
            const auto role_end = after > at ? role_at(after) : after;
            if (role_end == after || after == text_.size()) {
                return whole(after == text_.size() ? after : at, 0.95);
            }
            at = role_end;
        }
    }

  private:
    credits whole(std::size_t end, double confidence) {
        out_.at = {0, end};
        out_.whole = end == text_.size();
        out_.confidence = confidence;
        return std::move(out_);
    }

    std::size_t role_at(std::size_t at) {
        std::string ahead;  // one byte a character; a no-break space is a blank
        for (auto next = at; next < text_.size() && ahead.size() < 32;) {
            const auto c = decode_at(text_, next);
            ahead += is_blank(c.value) ? ' ' : c.value < 0x80 ? static_cast<char>(c.value) : '?';
            next += c.size_bytes;
        }
        ahead = lowered(ahead);
        std::size_t best = 0;
        for (const auto& entry : kEnRoles) {
            if (entry.words.size() > best && ahead.starts_with(entry.words)) {
                best = entry.words.size();
                role_ = entry.role;
            }
        }
        const bool found = best > 0;
        for (; best > 0 || (found && is_blank(decode_at(text_, at).value)); best -= best > 0) {
            at += decode_at(text_, at).size_bytes;
        }
        return at;
    }

    /// Names from `at` on; returns where they end.
    std::size_t names(std::size_t at) {
        auto end = at;
        while (at < text_.size()) {
            auto stop = element_end(at);
            if (!element(trimmed(text_, {at, stop}))) {
                stop = shorter(at, stop);
                if (stop == at || !element(trimmed(text_, {at, stop}))) {
                    return end;
                }
                return stop;
            }
            end = stop;
            if (stop >= text_.size() || text_[stop] == ';') {
                return end;
            }
            at = after_separator(stop);
            if (text_[stop] == '@' || text_.substr(stop).starts_with(" in ")) {
                return at;
            }
        }
        return end;
    }

    std::size_t element_end(std::size_t at) const {
        auto end = std::min(text_.find_first_of(",;|&@", at), text_.size());
        for (const std::string_view word :
             {" and ", " AND ", " for ", " in ", " — ", " – ", " - "}) {
            end = std::min(end, text_.find(word, at));
        }
        return std::min(end, text_.size());
    }

    std::size_t after_separator(std::size_t at) const {
        for (const std::string_view word :
             {", and ", " and ", " AND ", " for ", ", ", "& ", "| ", ",", "|"}) {
            if (text_.substr(at).starts_with(word)) {
                return at + word.size();
            }
        }
        return tail(at);
    }

    /// " in Some City", " @handle": noise to the end.
    std::size_t tail(std::size_t at) const { return text_.size() - at <= 48 ? text_.size() : at; }

    /// "jroe@paper.example", "- @jroe": how to reach the last one named, up to the line's end.
    std::size_t past_contact(std::size_t at) const {
        const auto begin = text_.find_first_not_of(" |,-\xE2\x80\x93\x94", at);
        if (begin == std::string_view::npos) {
            return at;
        }
        const auto rest = text_.substr(begin);
        const bool one = rest.size() <= 64 && rest.find(' ') == std::string_view::npos;
        return one && rest.find('@') != std::string_view::npos ? text_.size() : at;
    }

    /// The longest run of leading words that is a name: "Jane Roe On 11/13".
    std::size_t shorter(std::size_t at, std::size_t stop) const {
        auto end = at;
        for (auto next = text_.find(' ', at); next < stop; next = text_.find(' ', next + 1)) {
            const auto part = text_.substr(at, next - at);
            const auto word = text_.substr(next + 1, 3);
            if (is_en_name(part) && !(first_char(word).value >= 'A' &&
                                      first_char(word).value <= 'Z' && !word.starts_with("On "))) {
                return next;
            }
        }
        return end;
    }

    bool element(span at) {
        const auto text = slice(text_, at);
        if (is_agency(text)) {
            out_.outlet = at;
            out_.pictures = out_.people.empty() && role_ == credit_role::photographer;
        } else if (says_role(text)) {
            if (out_.people.empty()) {
                add(at, credit_role::desk);
            }
        } else if (!out_.people.empty() && last_word_in(kOutletWords, text)) {
            out_.outlet = at;
        } else if (is_en_name(text)) {
            add(at, role_);
        } else {
            return is_place(at);
        }
        return true;
    }

    /// "By Jane Roe, Port and John Doe, Lorne": where each of several filed from.
    bool is_place(span at) const {
        const auto text = slice(text_, at);
        const bool small = text.size() >= 4 && text[1] >= 'a' && text[1] <= 'z';
        const bool several = text_.find(" and ", at.end) == at.end || out_.people.size() > 1;
        return !out_.people.empty() && text_.substr(0, at.begin).ends_with(", ") && several &&
               small && text.find(' ') == std::string_view::npos &&
               is_en_name("In " + std::string(text));
    }

    void add(span at, credit_role role) {
        out_.people.push_back({at, tidy_name(slice(text_, at)), role});
    }

    bool contributed() const {
        auto text = text_;
        while (!text.empty() && text.back() == '.') {
            text.remove_suffix(1);
        }
        return text.ends_with(" contributed to this report") ||
               text.ends_with(" contributed reporting") ||
               text.ends_with(" contributed to this story");
    }

    /// "Jane Roe reports from Port Lorne": the rest is a place.
    bool reports_from() {
        constexpr std::string_view kWords = " reports from ";
        const auto at = text_.find(kWords);
        if (at == std::string_view::npos || !is_en_name(text_.substr(0, at))) {
            return false;
        }
        auto place = text_.substr(at + kWords.size());
        place = place.substr(0, place.find_last_not_of('.') + 1);
        const bool one = is_en_name(place) || (place.find(' ') == std::string_view::npos &&
                                               is_en_name("In " + std::string(place)));
        if (one && place.size() <= 40) {
            add({0, at}, credit_role::author);
        }
        return !out_.empty();
    }

    /// "Jane Roe, Staff Writer", "JANE ROE, SOME PAPER", "AFP, MANILA", "Jane Roe".
    credits without_role() {
        const auto comma = std::min(text_.find_first_of(",|"), text_.size());
        const auto first = trimmed(text_, {0, comma});
        const auto second =
            comma < text_.size() ? trim(text_.substr(comma + 1)) : std::string_view{};
        if (is_agency(slice(text_, first))) {
            out_.outlet = first;
            const bool place = second.empty() || (second == upper(second) && second.size() <= 24);
            return place ? whole(text_.size(), second.empty() ? 0.5 : 0.7) : credits{};
        }
        if (!is_en_name(slice(text_, first))) {
            return {};
        }
        add(first, credit_role::author);
        if (second.empty()) {
            return whole(text_.size(), 0.4);
        }
        const bool title = says_role(second);
        const bool outlet = is_agency(second) || (!title && last_word_in(kOutletWords, second)) ||
                            (text_ == upper(text_) && second.find(' ') == std::string_view::npos);
        if (outlet) {
            const auto at = static_cast<ByteOffset>(second.data() - text_.data());
            out_.outlet = {at, at + second.size()};
        }
        return title || outlet ? whole(text_.size(), title ? 0.9 : 0.75) : credits{};
    }

    static std::string upper(std::string_view text) {
        std::string out(text);
        for (char& c : out) {
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
        return out;
    }

    std::string_view text_;
    credits out_;
    credit_role role_ = credit_role::author;
};

inline credits read_en_credits(std::string_view text) {
    return en_credit_reader(text).read();
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
