// SPDX-License-Identifier: Apache-2.0
// Lookup in a compiled dictionary.
#include "dictionary.hpp"

#include <algorithm>
#include <array>
#include <darts.h>

#include "image.hpp"

namespace galley::tag_keywords {

struct Dictionary::Trie {
    Darts::DoubleArray array;
    const ImageHeader* header = nullptr;
    const WordEntry* words = nullptr;
};

Dictionary::Dictionary(Image image) : image_(std::move(image)), trie_(std::make_unique<Trie>()) {
    const auto* base = image_.bytes.data();
    trie_->header = reinterpret_cast<const ImageHeader*>(base);
    trie_->words = reinterpret_cast<const WordEntry*>(base + sizeof(ImageHeader));
    const auto* units = base + sizeof(ImageHeader) + trie_->header->words * sizeof(WordEntry);
    // darts takes a pointer to what it might change, and with set_array never does.
    trie_->array.set_array(const_cast<std::byte*>(units), trie_->header->units);
}

Dictionary::~Dictionary() = default;

std::size_t Dictionary::prefixes(std::string_view text, std::span<Prefix> out) const {
    using Found = Darts::DoubleArray::result_pair_type;
    std::array<Found, 32> found;
    constexpr std::size_t kLongestWordBytes = 96;
    const auto count = trie_->array.commonPrefixSearch(
        text.data(), found.data(), found.size(), std::min(text.size(), kLongestWordBytes));
    const auto taken = std::min({count, found.size(), out.size()});
    for (std::size_t i = 0; i < taken; ++i) {
        out[i] = {found[i].value, found[i].length};
    }
    return taken;
}

double Dictionary::log_probability(WordIndex word) const {
    return word < 0 ? trie_->header->log_unknown : trie_->words[word].log_probability;
}

double Dictionary::idf(WordIndex word) const {
    return word < 0 ? trie_->header->median_idf : static_cast<double>(trie_->words[word].idf);
}

WordClass Dictionary::word_class(WordIndex word) const {
    return word < 0 ? WordClass::other : trie_->words[word].word_class;
}

}  // namespace galley::tag_keywords
