// SPDX-License-Identifier: Apache-2.0
// A window for each line, from its first time on.
#include "core/reporting/repeats.hpp"

#include <utility>

namespace galley::core::reporting {

bool Repeats::lets_through(int level, const std::string& line, Time now) {
    const auto known = windows_.find(line);
    if (known != windows_.end()) {
        return ++known->second.times <= kMostTimes;
    }
    if (windows_.size() < kMostKinds) {
        windows_.emplace(line, Window{now, level, 1});
        order_.push_back(line);
    }
    return true;
}

std::vector<Repeats::Counted> Repeats::take_ended(Time now) {
    std::vector<Counted> ended;
    while (!order_.empty()) {
        const auto oldest = windows_.find(order_.front());
        const auto& window = oldest->second;
        if (window.begin + kWindow > now) {
            break;
        }
        if (window.times > kMostTimes) {
            ended.push_back({window.level, std::move(order_.front()), window.times - kMostTimes});
        }
        windows_.erase(oldest);
        order_.pop_front();
    }
    return ended;
}

}  // namespace galley::core::reporting
