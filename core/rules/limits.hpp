// SPDX-License-Identifier: Apache-2.0
// Bounds that keep a careless or hostile rule pack from costing the run.
#pragma once

#include <cstddef>
#include <cstdint>

namespace galley::core::rules {

inline constexpr std::size_t kMaxPackBytes = 4U << 20U;
inline constexpr std::size_t kMaxLineBytes = 8192;
inline constexpr std::size_t kMaxPatternBytes = 16384;  // after definitions are filled in
inline constexpr std::size_t kMaxRules = 20000;         // of a set
inline constexpr std::size_t kMaxGuards = 16;           // of a rule
inline constexpr std::size_t kMaxIdBytes = 64;
inline constexpr std::uint32_t kMaxGuardLines = 20;
inline constexpr std::uint32_t kMaxGuardChars = 100000;
inline constexpr int kMaxGroups = 32;               // capturing groups of a pattern
inline constexpr std::size_t kMaxNamedGroups = 16;  // of these with a name
inline constexpr std::size_t kMaxProblems = 100;    // listed; the rest is counted

/// A run longer than this is cut at line ends; see docs/rules.md.
inline constexpr std::size_t kMaxRunBytes = 64U << 10U;

/// Searching for the second and later matches of one rule in one line may read
/// kRepeatBytes + kRepeatShare * its size; this keeps hostile lines linear.
inline constexpr std::size_t kRepeatBytes = 1U << 20U;
inline constexpr std::size_t kRepeatShare = 4;

/// Lines with more counted characters (has_more_chars) are scanned without the rules that cannot
/// hit them. No rule's meaning depends on it.
inline constexpr std::uint64_t kLongLineChars = 160;

/// Story lines (head and tail end at them) have at least this many columns; a wide character has
/// two.
inline constexpr std::size_t kStoryColumns = 60;
/// A line that a line rule of at least this confidence hits is not a story line.
inline constexpr double kSureConfidence = 0.9;

}  // namespace galley::core::rules
