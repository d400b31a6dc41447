// SPDX-License-Identifier: Apache-2.0
// A sweep over all begins and ends with the set of what is open.
#include "marks.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace galley::proof_sheet {
namespace {

/// Gives the open ranges at ascending places.
template <class Range>
class Sweep {
  public:
    explicit Sweep(const std::vector<Range>& ranges) : ranges_(ranges) {
        for (std::uint32_t i = 0; i < ranges.size(); ++i) {
            if (!ranges[i].at.empty()) {
                begins_.push_back(i);
            }
        }
        ends_ = begins_;
        std::ranges::stable_sort(begins_, {}, [&](auto i) { return ranges[i].at.begin; });
        std::ranges::stable_sort(ends_, {}, [&](auto i) { return ranges[i].at.end; });
    }

    template <class Open, class Close>
    void go_to(ByteOffset place, Open&& open, Close&& close) {
        for (; begin_ < begins_.size() && ranges_[begins_[begin_]].at.begin <= place; ++begin_) {
            open(begins_[begin_]);
        }
        for (; end_ < ends_.size() && ranges_[ends_[end_]].at.end <= place; ++end_) {
            close(ends_[end_]);
        }
    }

  private:
    const std::vector<Range>& ranges_;
    std::vector<std::uint32_t> begins_, ends_;
    std::size_t begin_ = 0, end_ = 0;
};

template <class Range>
void add_bounds(std::vector<ByteOffset>& bounds, span outer, const std::vector<Range>& ranges) {
    for (const auto& range : ranges) {
        for (const auto place : {range.at.begin, range.at.end}) {
            if (outer.contains(place)) {
                bounds.push_back(place);
            }
        }
    }
}

}  // namespace

std::vector<Segment> make_segments(
    span outer,
    const std::vector<Mark>& marks,
    const std::vector<Evidence>& evidence,
    const std::vector<ByteOffset>& points) {
    std::vector<ByteOffset> bounds{outer.begin, outer.end};
    add_bounds(bounds, outer, marks);
    add_bounds(bounds, outer, evidence);
    std::ranges::copy_if(
        points, std::back_inserter(bounds), [&](auto place) { return outer.contains(place); });
    std::ranges::sort(bounds);
    bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());

    Sweep<Mark> mark_sweep(marks);
    Sweep<Evidence> evidence_sweep(evidence);
    std::set<std::pair<MarkKind, std::uint32_t>> open_marks;
    std::set<std::uint32_t> open_evidence;
    std::vector<Segment> segments;
    for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
        mark_sweep.go_to(
            bounds[i],
            [&](auto mark) { open_marks.emplace(marks[mark].kind, mark); },
            [&](auto mark) {
                open_marks.erase({marks[mark].kind, mark});
            });
        evidence_sweep.go_to(
            bounds[i],
            [&](auto index) { open_evidence.insert(index); },
            [&](auto index) { open_evidence.erase(index); });
        auto& segment = segments.emplace_back();
        segment.at = {bounds[i], bounds[i + 1]};
        segment.mark = open_marks.empty() ? Segment::kNone : open_marks.rbegin()->second;
        for (const auto index : open_evidence) {
            segment.fields.push_back(evidence[index].field);
        }
    }
    return segments;
}

}  // namespace galley::proof_sheet
