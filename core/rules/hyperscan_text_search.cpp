// SPDX-License-Identifier: Apache-2.0
// Finds texts with Hyperscan, which is fastest where all that it looks for are texts.
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

#include "core/rules/hyperscan_database.hpp"
#include "core/rules/hyperscan_prefilter.hpp"

namespace galley::core::rules {

namespace {

constexpr std::uint64_t kNever = UINT64_MAX;
constexpr std::size_t kNone = SIZE_MAX;

// The last line with a hit.
struct Seen {
    std::uint64_t when = kNever;  // search and line
    std::size_t hit = kNone;      // its place in what is found
};

struct HyperscanTextScratch final : TextSearch::Scratch {
    HyperscanScratch scratch;
    std::vector<Seen> seen;  // by place in the list
    std::uint64_t searches = 0;
};

// Where the lines are that hits stand in; hits come by their end, mostly.
struct Collector {
    const TextLines& lines;
    const std::vector<PatternIndex>& rules;
    const std::vector<std::size_t>& others;
    HyperscanTextScratch& scratch;
    std::vector<TextHit>& out;
    LineRange stretch;
    ByteOffset begin = lines.span(stretch.begin).begin;
    LineIndex line = stretch.begin;

    // `size` is the end of the hit in the stretch.
    void add(unsigned id, ByteOffset size) {
        const auto end = begin + size;
        if (end > lines.span(line).end) {
            while (line + 1 < stretch.end && end > lines.span(line).end) {
                ++line;
            }
        } else if (end <= lines.span(line).begin) {
            line = lines.line_of(end - 1);
        }
        auto& seen = scratch.seen[id];
        auto& other = scratch.seen[others[id]];
        const auto now = (scratch.searches << 32U) | line;
        if (seen.when != now) {
            seen = {now, kNone};
            if (other.when == now) {
                seen.hit = other.hit = out.size();
                out.push_back({line, rules[id], end});
            }
        } else if (seen.hit != kNone) {
            out[seen.hit].last_end = std::max(out[seen.hit].last_end, end);
        }
    }
};

int on_text(unsigned id, unsigned long long, unsigned long long end, unsigned, void* collector) {
    static_cast<Collector*>(collector)->add(id, static_cast<ByteOffset>(end));
    return 0;
}

class HyperscanTextSearch final : public TextSearch {
  public:
    HyperscanTextSearch(HyperscanDatabase database, std::vector<PatternIndex> rules)
        : database_(std::move(database)), rules_(std::move(rules)), others_(rules_.size()) {
        std::iota(others_.begin(), others_.end(), std::size_t{0});
        for (std::size_t i = 1; i < rules_.size(); ++i) {
            if (rules_[i] == rules_[i - 1]) {
                others_[i] = i - 1;
                others_[i - 1] = i;
            }
        }
    }

    std::unique_ptr<Scratch> make_scratch() const override {
        auto made = std::make_unique<HyperscanTextScratch>();
        made->scratch = make_hyperscan_scratch(database_);
        made->seen.resize(rules_.size());
        return made;
    }

    bool search(
        const TextLines& lines,
        LineRange stretch,
        Scratch& scratch,
        std::vector<TextHit>& out) const override {
        auto& own = static_cast<HyperscanTextScratch&>(scratch);
        own.searches = (own.searches + 1) & (kNever >> 33U);
        if (own.searches == 0) {  // counted round: nothing seen before counts
            std::ranges::fill(own.seen, Seen());
        }
        const auto before = out.size();
        Collector collector{lines, rules_, others_, own, out, stretch};
        if (!scan_hyperscan(database_, own.scratch, lines.slice(stretch), on_text, &collector)) {
            out.resize(before);
            name_all(lines, stretch, out);
            return false;
        }
        const auto found = std::span(out).subspan(before);
        if (!std::ranges::is_sorted(found, {}, &TextHit::line)) {
            std::ranges::stable_sort(found, {}, &TextHit::line);
        }
        return true;
    }

  private:
    void name_all(const TextLines& lines, LineRange stretch, std::vector<TextHit>& out) const {
        for (auto line = stretch.begin; line < stretch.end; ++line) {
            for (std::size_t i = 0; i < rules_.size(); ++i) {
                if (others_[i] >= i) {
                    out.push_back({line, rules_[i], lines.span(line).end});
                }
            }
        }
    }

    HyperscanDatabase database_;
    std::vector<PatternIndex> rules_;
    std::vector<std::size_t>
        others_;  // by place: of the rule's other texts; its own: there are none
};

}  // namespace

std::unique_ptr<TextSearch> make_text_search(const GroupImage& image) {
    HyperscanDatabase database;
    if (!read_hyperscan(image.hyperscan.database, database) || !database) {
        return nullptr;
    }
    return std::make_unique<HyperscanTextSearch>(std::move(database), image.rules);
}

}  // namespace galley::core::rules
