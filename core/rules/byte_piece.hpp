// SPDX-License-Identifier: Apache-2.0
// Writes one character's class, or a repetition, as a pattern for bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/rules/class_parser.hpp"

namespace galley::core::rules {

/// Characters of a class, other than ASCII, that are written one by one; of more, bytes know less.
inline constexpr std::size_t kMaxSpelledChars = 32;

// How a piece of the pattern may be repeated.
enum class Shape {
    kByte,   // one byte: "a", "[0-9]"
    kGroup,  // several bytes; needs (?:) before a quantifier
    kBroad,  // one character out of a large class: `text` is a class of bytes, one to four of them
    kEmpty,  // an assertion
};

struct Piece {
    std::string text;
    Shape shape = Shape::kGroup;
};

struct Count {
    std::uint32_t least = 0;
    std::optional<std::uint32_t> most;
};

/// A pattern for the bytes of any character of the set, or of more.
[[nodiscard]] Piece piece_of(const OneChar& one);

[[nodiscard]] std::string once(const Piece& piece);

/// Whether a counted group would be copied out so often that repeat() gives "at least" for it.
[[nodiscard]] bool is_too_large(const Piece& piece, const Count& count);

/// The piece as often as counted, or more often. Not for Shape::kEmpty.
[[nodiscard]] std::string repeat(const Piece& piece, const Count& count);

}  // namespace galley::core::rules
