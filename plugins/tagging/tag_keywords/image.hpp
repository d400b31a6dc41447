// SPDX-License-Identifier: Apache-2.0
// How a compiled dictionary lies in memory: header, one entry a word, the double array.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <span>

#include "dictionary.hpp"

namespace galley::tag_keywords {

struct ImageHeader {
    std::array<char, 8> magic;
    std::uint64_t fingerprint;
    std::uint64_t checksum;  ///< of all that follows the header
    std::uint64_t words;
    std::uint64_t units;
    double log_unknown;
    double median_idf;
};

struct WordEntry {
    double log_probability;
    float idf;
    WordClass word_class;
    std::array<std::uint8_t, 3> unused;
};

inline constexpr std::array<char, 8> kMagic{'g', 'a', 'l', 'd', 'i', 'c', '0', '1'};
inline constexpr std::size_t kUnitBytes = 8;

/// A fast 64-bit mix, for damage and not for enemies: the cache folder is private.
inline std::uint64_t mix(std::span<const std::byte> bytes, std::uint64_t seed = 0) {
    constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15U;
    std::array<std::uint64_t, 4> lanes{seed + 1, seed + 2, seed + 3, seed + 4};
    std::size_t at = 0;
    for (; at + 32 <= bytes.size(); at += 32) {
        std::array<std::uint64_t, 4> words;
        std::memcpy(words.data(), bytes.data() + at, 32);
        for (std::size_t i = 0; i < 4; ++i) {
            lanes[i] = (lanes[i] ^ words[i]) * kPrime;
            lanes[i] ^= lanes[i] >> 29U;
        }
    }
    std::uint64_t sum = bytes.size();
    for (; at < bytes.size(); ++at) {
        sum = (sum ^ static_cast<std::uint64_t>(bytes[at])) * kPrime;
    }
    for (const auto lane : lanes) {
        sum = (sum ^ lane) * kPrime;
        sum ^= sum >> 31U;
    }
    return sum;
}

}  // namespace galley::tag_keywords
