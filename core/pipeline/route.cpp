// SPDX-License-Identifier: Apache-2.0
// Depth first, without recursion: a lane may leave a document between two stages.
#include "core/pipeline/route.hpp"

#include <algorithm>

namespace galley::core::pipeline {

using document::Document;
using document::Kind;

void Route::begin(document::Family& family, std::size_t first_tagging, std::size_t stages) {
    family_ = &family;
    first_tagging_ = first_tagging;
    stages_ = stages;
    is_tagging_ = false;
    places_.assign(1, {&family.root(), 0, family.root().children().size()});
}

void Route::begin_tagging() {
    is_tagging_ = true;
    places_.clear();
    family_->each([&](Document& d) {
        if (d.kind() != Kind::kPage) {
            places_.push_back({&d, first_tagging_, 0});
        }
    });
    std::ranges::reverse(places_);
}

std::optional<Route::Stop> Route::next() {
    if (!is_tagging_) {
        return next_in_cleanup();
    }
    while (!places_.empty() && places_.back().stage >= stages_) {
        places_.pop_back();
    }
    if (places_.empty()) {
        return std::nullopt;
    }
    auto& place = places_.back();
    return Stop{place.document, place.stage++};
}

std::optional<Route::Stop> Route::next_in_cleanup() {
    while (!places_.empty()) {
        auto& place = places_.back();
        const auto& children = place.document->children();
        if (place.children < children.size()) {
            auto* child = children[place.children++].get();
            places_.push_back({child, place.stage, child->children().size()});
        } else if (place.stage >= first_tagging_ || place.document->kind() == Kind::kPage) {
            places_.pop_back();
        } else {
            return Stop{place.document, place.stage++};
        }
    }
    return std::nullopt;
}

}  // namespace galley::core::pipeline
