// SPDX-License-Identifier: Apache-2.0
// What a change of rules does to a corpus: counts and examples, grouped by the rule that does it.
#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace galley::core::workbench {

enum class Effect : std::uint8_t {
    kRead,         ///< the two configs read different text
    kStatus,       ///< ok by one, held or failed by the other
    kStripped,     ///< newly stripped
    kKept,         ///< newly kept
    kCategory,     ///< stripped as something else
    kNotice,       ///< now a notice
    kNoNotice,     ///< a notice no more
    kSplit,        ///< an article more
    kNoSplit,      ///< an article less
    kJoined,       ///< newly joined lines
    kNotJoined,    ///< lines joined no more
    kChanged,      ///< newly replaced or moved
    kNotChanged,   ///< replaced or moved no more
    kRecorded,     ///< a field newly recorded
    kNotRecorded,  ///< a field recorded no more
    kTagged,       ///< a tag newly set
    kNotTagged     ///< a tag set no more
};

/// "newly stripped"
std::string_view title(Effect effect);
/// "newly_stripped": for JSON.
std::string word(Effect effect);

/// Whose doing it is: the new config's rule where it does something, the old one's where it does it
/// no more.
struct EffectKey {
    Effect effect = Effect::kStripped;
    std::string stage;     ///< empty where none is known
    std::string rule;      ///< or the key of a field, the scheme of a tag
    std::string category;  ///< "navigation", "navigation -> promotion"; may be empty

    friend auto operator<=>(const EffectKey&, const EffectKey&) = default;
};

struct Example {
    std::string path;
    std::size_t line = 0;  ///< 1-based in the decoded source; 0: no place
    std::string text;
    std::string before, after;  ///< the lines around it
};

struct EffectGroup {
    std::uint64_t passages = 0, characters = 0, documents = 0;
    std::vector<Example> examples;  ///< the first ones in input order
};

/// Bounded by rules times examples, however large the corpus.
struct Effects {
    std::map<EffectKey, EffectGroup> groups;
    std::uint64_t read = 0, differing = 0;

    void add(EffectKey key, std::uint64_t characters, Example example, std::size_t most_examples);
    /// Takes the effects on one document, the next in input order.
    void take(Effects&& document, std::size_t most_examples);
};

/// "3 passages, 210 characters in 2 documents"
std::string amounts(const EffectGroup& group);

/// "1 passage", "2 passages"
std::string counted(std::uint64_t count, std::string_view noun);

/// The groups of one effect, those of most passages first. Borrowed.
struct EffectSum {
    Effect effect = Effect::kStripped;
    std::uint64_t passages = 0, characters = 0;
    std::vector<std::pair<const EffectKey*, const EffectGroup*>> groups;
};

/// In the order of Effect.
std::vector<EffectSum> sums(const Effects& effects);

}  // namespace galley::core::workbench
