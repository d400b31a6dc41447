// SPDX-License-Identifier: Apache-2.0
// Reads the words file into its lists.
#include "words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <galley/text.hpp>

namespace galley::strip_notices {

void WordList::add(std::string_view word) {
    words_.emplace_back(word);
    std::ranges::stable_sort(
        words_, [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::size_t WordList::at(std::string_view text, ByteOffset at) const {
    const auto rest = text.substr(at);
    const auto found =
        std::ranges::find_if(words_, [&](const auto& word) { return rest.starts_with(word); });
    return found == words_.end() ? 0 : found->size();
}

std::size_t WordList::before(std::string_view text, ByteOffset end) const {
    const auto left = text.substr(0, end);
    const auto found =
        std::ranges::find_if(words_, [&](const auto& word) { return left.ends_with(word); });
    return found == words_.end() ? 0 : found->size();
}

span WordList::find(std::string_view text, span within) const {
    const auto inner = text.substr(0, within.end);
    for (auto i = within.begin; i < within.end; i += decode_at(inner, i).size_bytes) {
        if (const auto size = at(inner, i)) {
            return {i, i + size};
        }
    }
    return {};
}

namespace {

using Member = WordList Words::*;

constexpr std::array<std::pair<std::string_view, Member>, 63> kLists = {{
    {"heading", &Words::heading},
    {"filler", &Words::filler},
    {"adverb", &Words::adverb},
    {"lost_verb", &Words::lost_verb},
    {"taking", &Words::taking},
    {"closing", &Words::closing},
    {"gave_to", &Words::gave_to},
    {"issued", &Words::issued},
    {"issued_by", &Words::issued_by},
    {"issuer_label", &Words::issuer_label},
    {"holder_label", &Words::holder_label},
    {"located", &Words::located},
    {"document_end", &Words::document_end},
    {"document_head", &Words::document_head},
    {"organisation_end", &Words::organisation_end},
    {"place_end", &Words::place_end},
    {"number_label", &Words::number_label},
    {"number_joint", &Words::number_joint},
    {"not_number", &Words::not_number},
    {"numeral", &Words::numeral},
    {"measure", &Words::measure},
    {"each", &Words::each},
    {"joiner", &Words::joiner},
    {"possessive", &Words::possessive},
    {"search", &Words::search},
    {"searched", &Words::searched},
    {"left_behind", &Words::left_behind},
    {"at_time", &Words::at_time},
    {"giver_end", &Words::giver_end},
    {"plate_label", &Words::plate_label},
    {"signed", &Words::signed_by},
    {"title", &Words::title},
    {"found_verb", &Words::found_verb},
    {"inside", &Words::inside},
    {"contact", &Words::contact},
    {"deregister", &Words::deregister},
    {"reduce", &Words::reduce},
    {"subject_end", &Words::subject_end},
    {"creditors", &Words::creditors},
    {"tender", &Words::tender},
    {"court", &Words::court},
    {"correction", &Words::correction},
    {"published", &Words::published},
    {"notice_word", &Words::notice_word},
    {"story", &Words::story},
    {"quoting", &Words::quoting},
    {"announced", &Words::announced},
    {"bidding", &Words::bidding},
    {"calls", &Words::calls},
    {"calling", &Words::calling},
    {"that_one", &Words::that_one},
    {"commissioned", &Words::commissioned},
    {"told", &Words::told},
    {"tender_holder", &Words::tender_holder},
    {"tender_agent", &Words::tender_agent},
    {"tender_project", &Words::tender_project},
    {"tender_number", &Words::tender_number},
    {"project_end", &Words::project_end},
    {"court_self", &Words::court_self},
    {"court_party", &Words::court_party},
    {"court_more", &Words::court_more},
    {"served", &Words::served},
    {"serving", &Words::serving},
}};

std::string_view next_word(std::string_view& rest) {
    rest = trim(rest);
    const auto word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    return word;
}

}  // namespace

Words read_words(std::string_view file) {
    Words words;
    std::size_t number = 0;
    for (const auto& line : split_lines(file)) {
        ++number;
        if (line.blank() || line.text.front() == '#') {
            continue;
        }
        auto rest = line.text;
        const auto name = next_word(rest);
        const auto* list = std::ranges::find(kLists, name, [](const auto& l) { return l.first; });
        if (list == kLists.end()) {
            throw config_error(
                "line " + std::to_string(number) + ": no word list is called \"" +
                std::string(name) + "\"");
        }
        for (auto word = next_word(rest); !word.empty(); word = next_word(rest)) {
            (words.*(list->second)).add(word);
        }
    }
    return words;
}

}  // namespace galley::strip_notices
