// SPDX-License-Identifier: Apache-2.0
// A jieba word list as one block of memory that can be mapped: word lookup, probabilities, word
// classes, IDF.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace galley::tag_keywords {

/// What a word can be to a reader, from the word list's part-of-speech tags.
enum class WordClass : std::uint8_t { other, noun, name, verbal_noun, verb, describing };

using WordIndex = std::int32_t;
inline constexpr WordIndex kUnknownWord = -1;

/// Where the word list and the IDF list lie.
struct DictionaryFiles {
    std::string words;  ///< jieba's dict.txt: word, frequency, tag
    std::string idf;    ///< jieba's idf.txt: word, inverse document frequency
};

/// A word that begins where one looked.
struct Prefix {
    WordIndex word = kUnknownWord;
    std::size_t size_bytes = 0;
};

/// The bytes of a compiled dictionary, however they are held.
struct Image {
    std::shared_ptr<const void> owner;
    std::span<const std::byte> bytes;
};

/// Immutable and shared by all instances of a process.
class Dictionary {
  public:
    /// @param image  as made by compile_dictionary(); checked by the caller.
    explicit Dictionary(Image image);
    ~Dictionary();

    /// The words that begin at the front of `text`, shortest first.
    /// @returns  how many were written to `out`; no word list has more than a few.
    std::size_t prefixes(std::string_view text, std::span<Prefix> out) const;

    /// log(frequency / all frequencies); of an unknown word: as if it had been seen once.
    double log_probability(WordIndex word) const;
    double idf(WordIndex word) const;
    WordClass word_class(WordIndex word) const;

  private:
    struct Trie;
    Image image_;
    std::unique_ptr<Trie> trie_;
};

/// Reads both files and compiles them.
/// @errors  galley::config_error naming the file and what to install.
Image compile_dictionary(const DictionaryFiles& files);

/// Whether the bytes are an undamaged dictionary made from files with this fingerprint.
bool is_dictionary(std::span<const std::byte> bytes, std::uint64_t fingerprint);

/// Sizes, times and names of both files: changes when a package is updated.
/// @errors  galley::config_error naming the file and what to install.
std::uint64_t fingerprint_of(const DictionaryFiles& files);

}  // namespace galley::tag_keywords
