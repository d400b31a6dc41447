// SPDX-License-Identifier: Apache-2.0
// Categories of rules as bits: every step asks what a line went as.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace galley::strip_furniture {

enum class Kind : std::uint16_t {
    kUnknown = 0,
    kSourceLine = 1U << 0U,
    kByline = 1U << 1U,
    kEditorLine = 1U << 2U,
    kNavigation = 1U << 3U,
    kPagination = 1U << 4U,
    kBreadcrumb = 1U << 5U,
    kShareWidget = 1U << 6U,
    kCommentWidget = 1U << 7U,
    kSubscription = 1U << 8U,
    kRelated = 1U << 9U,
    kPromotion = 1U << 10U,
    kAdvertisement = 1U << 11U,
    kDisclaimer = 1U << 12U,
    kOther = 1U << 13U,
};

/// Kinds as a set.
class Kinds {
  public:
    constexpr Kinds(std::initializer_list<Kind> kinds) {
        for (const auto kind : kinds) {
            add(kind);
        }
    }

    constexpr bool have(Kind kind) const { return (bits_ & static_cast<std::uint32_t>(kind)) != 0; }

    constexpr bool have_any(Kinds others) const { return (bits_ & others.bits_) != 0; }

    constexpr void add(Kind kind) { bits_ |= static_cast<std::uint32_t>(kind); }

  private:
    std::uint32_t bits_ = 0;
};

/// The kind that a category's name says; kUnknown for one that no step asks for.
constexpr Kind kind_of(std::string_view category) {
    const auto is = [&](std::string_view name, Kind kind) {
        return category == name ? kind : Kind::kUnknown;
    };
    const auto or_else = [](Kind first, Kind second) {
        return first != Kind::kUnknown ? first : second;
    };
    switch (category.size()) {
        case 5:
            return is("other", Kind::kOther);
        case 6:
            return is("byline", Kind::kByline);
        case 7:
            return is("related", Kind::kRelated);
        case 9:
            return is("promotion", Kind::kPromotion);
        case 10:
            return or_else(
                or_else(is("navigation", Kind::kNavigation), is("pagination", Kind::kPagination)),
                or_else(is("breadcrumb", Kind::kBreadcrumb), is("disclaimer", Kind::kDisclaimer)));
        case 11:
            return or_else(
                is("source_line", Kind::kSourceLine), is("editor_line", Kind::kEditorLine));
        case 12:
            return or_else(
                is("share_widget", Kind::kShareWidget), is("subscription", Kind::kSubscription));
        case 13:
            return is("advertisement", Kind::kAdvertisement);
        case 14:
            return is("comment_widget", Kind::kCommentWidget);
        default:
            return Kind::kUnknown;
    }
}

}  // namespace galley::strip_furniture
