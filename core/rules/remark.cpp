// SPDX-License-Identifier: Apache-2.0
// What a linter of rules has to say, and how much it matters.
#include "core/rules/remark.hpp"

#include <map>
#include <utility>

namespace galley::core::rules {

std::string Remark::message() const {
    auto shown = problem;
    if (severity == Severity::kNote) {
        shown.text = std::string("note: ").append(problem.text);
    }
    auto out = shown.message();
    if (!hint.empty()) {
        out.append(" (").append(hint).append(")");
    }
    return out;
}

std::string_view to_string(Severity severity) {
    switch (severity) {
        case Severity::kError:
            return "error";
        case Severity::kWarning:
            return "warning";
        case Severity::kNote:
            break;
    }
    return "note";
}

void sort_remarks(std::vector<Remark>& remarks, const std::vector<Rule>& rules) {
    std::map<std::string_view, std::size_t> places;  // ids are unique in a set
    for (const auto& rule : rules) {
        places.emplace(rule.id, places.size());
    }
    std::ranges::stable_sort(remarks, {}, [&](const Remark& remark) {
        const auto place = places.find(remark.problem.rule);
        return std::pair(place == places.end() ? rules.size() : place->second, remark.severity);
    });
}

}  // namespace galley::core::rules
