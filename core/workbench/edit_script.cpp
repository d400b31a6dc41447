// SPDX-License-Identifier: Apache-2.0
// The greedy algorithm of Myers (1986) on lines or characters.
#include <algorithm>

#include "core/workbench/difference.hpp"

namespace galley::core::workbench {
namespace {

using Units = std::vector<std::string_view>;

constexpr std::ptrdiff_t kMostEdits = 1000;

void add(std::vector<Run>& runs, Change change, std::size_t count) {
    if (count == 0) {
        return;
    }
    if (!runs.empty() && runs.back().change == change) {
        runs.back().count += count;
    } else {
        runs.push_back({change, count});
    }
}

/// The middle of two texts whose common ends are cut off.
class Search {
  public:
    Search(const Units& a, const Units& b, std::size_t begin, std::size_t a_end, std::size_t b_end)
        : a_(a),
          b_(b),
          begin_(begin),
          n_(static_cast<std::ptrdiff_t>(a_end - begin)),
          m_(static_cast<std::ptrdiff_t>(b_end - begin)) {}

    /// Changes from the end to the begin, one unit each; empty: too many edits.
    std::vector<Change> run() {
        const auto most = std::min(n_ + m_, kMostEdits);
        offset_ = most + 1;
        reach_.assign(static_cast<std::size_t>(2 * most + 3), 0);
        for (std::ptrdiff_t d = 0; d <= most; ++d) {
            trace_.push_back(reach_);
            if (step(d)) {
                return walk_back(d);
            }
        }
        return {};
    }

  private:
    std::ptrdiff_t& reach(std::ptrdiff_t k) {
        return reach_[static_cast<std::size_t>(k + offset_)];
    }

    bool same(std::ptrdiff_t x, std::ptrdiff_t y) const {
        return a_[begin_ + static_cast<std::size_t>(x)] == b_[begin_ + static_cast<std::size_t>(y)];
    }

    /// Whether the furthest path of d edits on a diagonal comes from above: a unit of b is new.
    bool from_above(std::ptrdiff_t k, std::ptrdiff_t d) {
        return k == -d || (k != d && reach(k - 1) < reach(k + 1));
    }

    bool step(std::ptrdiff_t d) {
        for (std::ptrdiff_t k = -d; k <= d; k += 2) {
            auto x = from_above(k, d) ? reach(k + 1) : reach(k - 1) + 1;
            while (x < n_ && x - k < m_ && x - k >= 0 && same(x, x - k)) {
                ++x;
            }
            reach(k) = x;
            if (x >= n_ && x - k >= m_) {
                return true;
            }
        }
        return false;
    }

    std::vector<Change> walk_back(std::ptrdiff_t d) {
        std::vector<Change> changes;
        auto x = n_;
        auto y = m_;
        for (; d >= 0; --d) {
            reach_ = trace_[static_cast<std::size_t>(d)];
            const auto k = x - y;
            const bool above = from_above(k, d);
            const auto from_x = d == 0 ? 0 : reach(above ? k + 1 : k - 1);
            const auto from_y = d == 0 ? 0 : from_x - (above ? k + 1 : k - 1);
            while (x > from_x && y > from_y) {
                changes.push_back(Change::kSame);
                --x;
                --y;
            }
            if (d > 0) {
                changes.push_back(above ? Change::kNew : Change::kGone);
                x = from_x;
                y = from_y;
            }
        }
        return changes;
    }

    const Units& a_;
    const Units& b_;
    std::size_t begin_;
    std::ptrdiff_t n_, m_, offset_ = 0;
    std::vector<std::ptrdiff_t> reach_;
    std::vector<std::vector<std::ptrdiff_t>> trace_;
};

}  // namespace

std::vector<Run> edit_script(const Units& a, const Units& b) {
    const auto shorter = std::min(a.size(), b.size());
    std::size_t head = 0;
    while (head < shorter && a[head] == b[head]) {
        ++head;
    }
    std::size_t tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
        ++tail;
    }
    std::vector<Run> runs;
    add(runs, Change::kSame, head);
    const auto changes = Search(a, b, head, a.size() - tail, b.size() - tail).run();
    std::for_each(changes.rbegin(), changes.rend(), [&](Change each) { add(runs, each, 1); });
    if (changes.empty()) {
        add(runs, Change::kGone, a.size() - tail - head);
        add(runs, Change::kNew, b.size() - tail - head);
    }
    add(runs, Change::kSame, tail);
    return runs;
}

}  // namespace galley::core::workbench
