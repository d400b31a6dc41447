// SPDX-License-Identifier: Apache-2.0
// What the rule service found, as the plan reads it. Names are views: they live as long as the
// rules.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include <galley/rules.hpp>
#include <galley/values.hpp>

namespace galley::strip_furniture {

struct Capture {
    std::string_view name;
    span at;
};

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
    constexpr bool has(Sign sign) const { return (bits_ & static_cast<std::uint32_t>(sign)) != 0; }

    constexpr void add(Sign sign) { bits_ |= static_cast<std::uint32_t>(sign); }

    constexpr void add(Signs others) { bits_ |= others.bits_; }

    /// Adds the sign that a capture's name stands for, if it stands for one.
    constexpr void add(std::string_view name) {
        constexpr std::array<std::pair<std::string_view, Sign>, 20> kNames = {{
            {"inline", Sign::kInline},       {"menu", Sign::kMenu},
            {"label", Sign::kLabel},         {"head", Sign::kHead},
            {"filler", Sign::kFiller},       {"credits", Sign::kCredits},
            {"dated", Sign::kDated},         {"outlet", Sign::kOutlet},
            {"published", Sign::kPublished}, {"posted", Sign::kPosted},
            {"section", Sign::kSection},     {"issuer", Sign::kIssuer},
            {"terms", Sign::kTerms},         {"terms_heading", Sign::kTermsHeading},
            {"copyright", Sign::kCopyright}, {"thread", Sign::kThread},
            {"reply", Sign::kReply},         {"writer", Sign::kWriter},
            {"more", Sign::kMore},           {"speaker", Sign::kSpeaker},
        }};
        for (const auto& [known, sign] : kNames) {
            if (known == name) {
                add(sign);
            }
        }
    }

    /// A capture whose place says nothing more than its name.
    static constexpr bool is_sign_only(std::string_view name) {
        constexpr std::array<std::string_view, 9> kSigns = {
            "inline",
            "menu",
            "label",
            "head",
            "filler",
            "posted",
            "section",
            "issuer",
            "terms_heading"};
        return std::ranges::find(kSigns, name) != kSigns.end();
    }

  private:
    std::uint32_t bits_ = 0;
};

/// One match of one rule.
struct Hit {
    std::string_view rule, category;
    span at;
    bool strips = true;  ///< false: `action field`, which records only
    bool final = false;  ///< the brake does not hold it
    Signs signs;         ///< of its captures
    double confidence = 1.0;
    std::string_view field;    ///< of `action field`
    bool says_fields = false;  ///< a capture is a value, not only a sign
    hit_place place;           ///< for the rule service

    bool has(Sign sign) const { return signs.has(sign); }

    void capture(std::string_view name) {
        signs.add(name);
        says_fields = says_fields || !Signs::is_sign_only(name);
    }
};

/// Finds where the captures of a hit stand: asked only for hits that say something of the article.
using FindCaptures = std::function<void(const Hit&, std::vector<Capture>&)>;

}  // namespace galley::strip_furniture
