// SPDX-License-Identifier: Apache-2.0
// Checks a decision as the contract demands, and lets KEEP win.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "call.hpp"

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

galley_status refuse(galley_status status, std::string why) {
    if (auto* call = Call::current()) {
        call->complaint() = std::move(why);
    }
    return status;
}

std::string quoted_range(const galley_range& at) {
    return "[" + std::to_string(at.begin) + ", " + std::to_string(at.end) + ")";
}

std::string shape_problem(const std::string& text, const galley_decision& raw) {
    if (raw.action < GALLEY_STRIP || raw.action > GALLEY_KEEP) {
        return "unknown action " + std::to_string(raw.action);
    }
    if (raw.range.begin >= raw.range.end || !fits(text, to_span(raw.range))) {
        return "range " + quoted_range(raw.range) +
               " is empty, outside the text or inside a character";
    }
    if (!is_category(view(raw.category))) {
        return "unknown category \"" + std::string(view(raw.category)) + "\"";
    }
    if (!(raw.confidence >= 0 && raw.confidence <= 1)) {
        return "confidence is not within 0..1";
    }
    return {};
}

std::string action_problem(const std::string& text, const galley_decision& raw, bool rewrites) {
    const auto replacement = view(raw.replacement);
    if (raw.action == GALLEY_REPLACE && !is_utf8(replacement)) {
        return "the replacement is not UTF-8";
    }
    if (raw.action == GALLEY_REPLACE && replacement.size() > GALLEY_MAX_REPLACEMENT && !rewrites) {
        return "the replacement has more than 64 bytes and the plugin does not declare "
               "GALLEY_CAP_REWRITES";
    }
    const auto to = raw.destination;
    if (raw.action == GALLEY_MOVE &&
        (!fits(text, {to, to}) || (raw.range.begin < to && to < raw.range.end))) {
        return "destination " + std::to_string(to) + " is outside the text or inside the range";
    }
    if (raw.action == GALLEY_SPLIT && raw.child != GALLEY_CHILD_ARTICLE &&
        raw.child != GALLEY_CHILD_NOTICE) {
        return "unknown kind of child " + std::to_string(raw.child);
    }
    return {};
}

bool collide(const Decision& a, const Decision& b) {
    const auto lands_inside = [](const Decision& moved, const Decision& other) {
        return moved.action == GALLEY_MOVE && other.range.begin < moved.destination &&
               moved.destination < other.range.end;
    };
    return a.range.overlaps(b.range) || lands_inside(a, b) || lands_inside(b, a);
}

Decision copy_of(const galley_decision& raw) {
    Decision out;
    out.action = static_cast<galley_action>(raw.action);
    out.range = to_span(raw.range);
    out.destination = raw.destination;
    out.category = view(raw.category);
    out.rule = view(raw.rule);
    out.replacement = view(raw.replacement);
    out.confidence = raw.confidence;
    out.final = (raw.flags & static_cast<std::uint32_t>(GALLEY_FINAL)) != 0;
    return out;
}

/// A KEEP drops what was decided before it.
galley_status keep(Document& document, Decision veto) {
    const auto dropped = std::ranges::stable_partition(document.decisions, [&](const Decision& d) {
        return d.action == GALLEY_KEEP || !d.range.overlaps(veto.range);
    });
    std::ranges::move(dropped, std::back_inserter(document.overruled));
    document.decisions.erase(dropped.begin(), dropped.end());
    document.decisions.push_back(std::move(veto));
    return GALLEY_OK;
}

}  // namespace

galley_status decide(Document& document, const galley_decision& raw, Document** child) {
    const auto* call = Call::current();
    if (call == nullptr || call->plugin().kind != GALLEY_KIND_CLEANUP) {
        return refuse(GALLEY_E_CONTRACT, "only cleanup plugins decide on text");
    }
    if (Call::is_new_child(document)) {
        return refuse(GALLEY_E_CONTRACT, "a child of this call takes no decisions yet");
    }
    if (raw.struct_size < offsetof(galley_decision, confidence) + sizeof raw.confidence) {
        return refuse(GALLEY_E_ARGUMENT, "galley_decision.struct_size is too small");
    }
    const bool rewrites = (call->plugin().capabilities & GALLEY_CAP_REWRITES) != 0;
    auto problem = shape_problem(document.text, raw);
    if (problem.empty()) {
        problem = action_problem(document.text, raw, rewrites);
    }
    if (!problem.empty()) {
        return refuse(GALLEY_E_ARGUMENT, problem);
    }
    auto made = copy_of(raw);
    if (made.action == GALLEY_KEEP) {
        return keep(document, std::move(made));
    }
    for (const auto& other : document.decisions) {
        if (other.action == GALLEY_KEEP && other.range.overlaps(made.range)) {
            document.overruled.push_back(std::move(made));
            return GALLEY_KEPT;
        }
    }
    for (const auto& other : document.decisions) {
        if (other.action != GALLEY_KEEP && collide(other, made)) {
            return refuse(
                GALLEY_E_ARGUMENT,
                "range " + quoted_range(raw.range) + " overlaps the decision " + other.rule +
                    " on " + quoted_range(to_abi(other.range)));
        }
    }
    if (made.action == GALLEY_SPLIT) {
        auto& adopted =
            Call::adopt(document, static_cast<galley_child>(raw.child), to_span(raw.range));
        if (child != nullptr) {
            *child = &adopted;
        }
    }
    document.decisions.push_back(std::move(made));
    return GALLEY_OK;
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
