// SPDX-License-Identifier: Apache-2.0
// What the names of a rule's captures say, as a set of bits: asked for at every hit.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace galley::strip_furniture {

/// What the names of a rule's captures say about its match; README.md says what each means.
enum class Sign : std::uint32_t {
    kInline = 1U << 0U,
    kMenu = 1U << 1U,
    kLabel = 1U << 2U,
    kHead = 1U << 3U,
    kFiller = 1U << 4U,
    kCredits = 1U << 5U,
    kDated = 1U << 6U,
    kOutlet = 1U << 7U,
    kPublished = 1U << 8U,
    kPosted = 1U << 9U,
    kSection = 1U << 10U,
    kIssuer = 1U << 11U,
    kTerms = 1U << 12U,
    kTermsHeading = 1U << 13U,
    kCopyright = 1U << 14U,
    kThread = 1U << 15U,
    kReply = 1U << 16U,
    kWriter = 1U << 17U,
    kMore = 1U << 18U,
    kSpeaker = 1U << 19U,
};

/// Signs as a set.
class Signs {
  public:
    constexpr Signs() = default;

    constexpr Signs(Sign sign) : bits_(static_cast<std::uint32_t>(sign)) {}

    constexpr bool has(Sign sign) const { return (bits_ & static_cast<std::uint32_t>(sign)) != 0; }

    constexpr void add(Sign sign) { bits_ |= static_cast<std::uint32_t>(sign); }

    constexpr void add(Signs others) { bits_ |= others.bits_; }

  private:
    std::uint32_t bits_ = 0;
};

/// What the name of a capture says.
struct Meaning {
    Signs signs;
    bool value = true;  ///< its place says more than its name
};

namespace detail {

struct NamedMeaning {
    std::string_view name;
    Meaning meaning;
};

inline constexpr std::array<NamedMeaning, 21> kMeanings = {{
    {"inline", {Sign::kInline, false}},
    {"menu", {Sign::kMenu, false}},
    {"label", {Sign::kLabel, false}},
    {"head", {Sign::kHead, false}},
    {"filler", {Sign::kFiller, false}},
    {"posted", {Sign::kPosted, false}},
    {"section", {Sign::kSection, false}},
    {"issuer", {Sign::kIssuer, false}},
    {"terms_heading", {Sign::kTermsHeading, false}},
    {"credits", {Sign::kCredits}},
    {"dated", {Sign::kDated}},
    {"outlet", {Sign::kOutlet}},
    {"published", {Sign::kPublished}},
    {"updated", {Sign::kPublished}},
    {"terms", {Sign::kTerms}},
    {"copyright", {Sign::kCopyright}},
    {"thread", {Sign::kThread}},
    {"reply", {Sign::kReply}},
    {"writer", {Sign::kWriter}},
    {"more", {Sign::kMore}},
    {"speaker", {Sign::kSpeaker}},
}};

inline constexpr std::size_t kSlots = 64;

constexpr std::size_t slot_of(std::string_view name) {
    return (name.size() * 2 + static_cast<unsigned char>(name.front()) * 3U +
            static_cast<unsigned char>(name.back()) * 2U) %
           kSlots;
}

// Each name in a slot of its own, or this does not compile.
constexpr std::array<NamedMeaning, kSlots> meaning_slots() {
    std::array<NamedMeaning, kSlots> slots{};
    for (const auto& named : kMeanings) {
        auto& slot = slots.at(slot_of(named.name));
        slot = slot.name.empty() ? named : throw "two names in one slot";
    }
    return slots;
}

inline constexpr auto kMeaningSlots = meaning_slots();

}  // namespace detail

/// @param capture  its name, not empty. A name that is no sign is a value.
constexpr Meaning meaning_of(std::string_view capture) {
    const auto& slot = detail::kMeaningSlots[detail::slot_of(capture)];
    return slot.name == capture ? slot.meaning : Meaning{};
}

}  // namespace galley::strip_furniture
