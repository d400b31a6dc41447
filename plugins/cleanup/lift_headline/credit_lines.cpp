// SPDX-License-Identifier: Apache-2.0
// Takes the date off a credit line, before the names or behind them.
#include "credit_lines.hpp"

#include <galley/dates.hpp>

namespace galley::lift_headline {

credits read_dated_credits(std::string_view line) {
    auto found = read_credits(line);
    const auto day = found.confidence > 0 || line.size() > 160 ? std::nullopt : find_date(line);
    if (day && day->at.begin == 0 && day->iso()) {
        const auto rest = line.substr(day->at.end);
        found = read_credits(rest);
        found.shift(day->at.end);
        if (!found.whole || found.confidence < kRoleSaid) {
            return {};
        }
    }
    return found;
}

bool rest_is_date(std::string_view line, const credits& found) {
    if (found.people.empty() || found.at.end >= line.size()) {
        return false;
    }
    const auto rest = line.substr(found.at.end);
    if (rest.find_first_not_of(" |,.-\xE2\x80\x94\x93") == std::string_view::npos) {
        return true;
    }
    const auto date = find_date(rest);
    return date && date->iso() && date->at.size() + 12 >= rest.size();
}

}  // namespace galley::lift_headline
