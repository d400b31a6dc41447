// SPDX-License-Identifier: Apache-2.0
// Begins and settles a call.
#include "call.hpp"

#include <algorithm>
#include <memory>

#include <galley/text.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

thread_local Call* current_call = nullptr;

/// A child's range in its own text, or {0,0} when it does not lie inside.
span within(span at, span outer) {
    if (at.begin < outer.begin || at.end > outer.end) {
        return {};
    }
    return {at.begin - outer.begin, at.end - outer.begin};
}

}  // namespace

Call::Call(const galley_plugin& plugin, Document* document)
    : plugin_(plugin), document_(document), outer_(current_call) {
    current_call = this;
}

Call::~Call() {
    current_call = outer_;
}

Call* Call::current() {
    return current_call;
}

const std::string& Call::text_of(const Document& document) {
    return document.parent_in_call_ == nullptr ? document.text : document.parent_in_call_->text;
}

Document& Call::adopt(Document& parent, galley_child kind, span range) {
    auto& child = *parent.children.emplace_back(std::make_unique<Document>());
    child.parent_in_call_ = &parent;
    child.child_kind = kind;
    child.range = range;
    return child;
}

void Call::settle() {
    if (document_ == nullptr) {
        return;
    }
    const auto begin_of = [](const Decision& each) { return each.range.begin; };
    std::ranges::stable_sort(document_->decisions, {}, begin_of);
    std::erase_if(document_->children, [&](const auto& child) {
        return std::ranges::none_of(document_->decisions, [&](const Decision& each) {
            return each.action == GALLEY_SPLIT && each.range == child->range;
        });
    });
    std::ranges::stable_sort(
        document_->children, {}, [](const auto& child) { return child->range.begin; });
    for (auto& child : document_->children) {
        if (child->parent_in_call_ == nullptr) {
            continue;
        }
        child->parent_in_call_ = nullptr;
        child->text = slice(document_->text, child->range);
        for (auto& each : child->fields) {
            each.evidence = within(each.evidence, child->range);
        }
        for (auto& each : child->tags) {
            each.evidence = within(each.evidence, child->range);
        }
        for (auto& each : child->spans) {
            each.range = within(each.range, child->range);
        }
    }
}

bool fits(std::string_view text, span at) {
    const auto on_character = [&](ByteOffset i) {
        return i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    };
    return at.begin <= at.end && at.end <= text.size() && on_character(at.begin) &&
           on_character(at.end);
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode_at(text, at);
        const bool invalid = c.value == 0xFFFD && c.size_bytes == 1;
        const bool overlong =
            (c.size_bytes == 3 && c.value < 0x800) || (c.size_bytes == 4 && c.value < 0x10000);
        if (invalid || overlong || c.value > 0x10FFFF || (c.value >= 0xD800 && c.value <= 0xDFFF)) {
            return false;
        }
        at += c.size_bytes;
    }
    return true;
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
