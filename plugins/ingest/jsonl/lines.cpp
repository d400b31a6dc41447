// SPDX-License-Identifier: Apache-2.0
// A stream of bytes as lines.
#include "lines.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace galley::jsonl {
namespace {

constexpr std::size_t kKeptBuffer = 32 * Lines::kChunk;  // a larger one is given back

bool is_blank_line(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

void Lines::begin(Read read, std::size_t max_line_bytes) {
    read_ = std::move(read);
    max_line_bytes_ = max_line_bytes;
    begin_ = filled_ = 0;
    number_ = 0;
    ended_ = false;
}

std::optional<Line> Lines::next() {
    while (auto line = next_of_any_kind()) {
        if (line->number == 1 && line->bytes.starts_with("\xEF\xBB\xBF")) {
            line->bytes.remove_prefix(3);
        }
        if (line->too_long || !is_blank_line(line->bytes)) {
            return line;
        }
    }
    return std::nullopt;
}

std::optional<Line> Lines::next_of_any_kind() {
    std::size_t searched = 0;  // bytes of this line already known to hold no line end
    while (true) {
        const std::string_view rest(buffer_.data() + begin_, filled_ - begin_);
        const auto end = rest.find('\n', searched);
        if (end != std::string_view::npos && end <= max_line_bytes_) {
            begin_ += end + 1;
            return Line{rest.substr(0, end), ++number_};
        }
        if (end != std::string_view::npos || rest.size() > max_line_bytes_) {
            return pass_over();
        }
        searched = rest.size();
        if (!fill()) {
            begin_ = filled_;
            return rest.empty() ? std::nullopt
                                : std::optional(Line{
                                      {buffer_.data() + filled_ - searched, searched}, ++number_});
        }
    }
}

/// Brings more bytes behind those of the line begun, which moves to the front.
bool Lines::fill() {
    if (ended_) {
        return false;
    }
    std::memmove(buffer_.data(), buffer_.data() + begin_, filled_ - begin_);
    filled_ -= begin_;
    begin_ = 0;
    if (filled_ == 0 && buffer_.size() > kKeptBuffer) {
        std::string().swap(buffer_);
    }
    if (buffer_.size() < filled_ + kChunk / 2 + kPadding) {
        buffer_.resize(std::max(filled_ * 2, kChunk) + kPadding);
    }
    ended_ = true;  // stays so when reading throws
    const auto got = read_(buffer_.data() + filled_, buffer_.size() - kPadding - filled_);
    ended_ = got == 0;
    filled_ += got;
    if (ended_) {
        // A parser looks behind the last line too: blanks, not what an earlier stream left there.
        std::fill_n(buffer_.data() + filled_, kPadding, ' ');
    }
    return got > 0;
}

/// Reads to the end of a line that is too long, keeping none of it.
Line Lines::pass_over() {
    while (true) {
        const std::string_view rest(buffer_.data() + begin_, filled_ - begin_);
        const auto end = rest.find('\n');
        begin_ = end == std::string_view::npos ? filled_ : begin_ + end + 1;
        if (end != std::string_view::npos || !fill()) {
            return Line{{}, ++number_, true};
        }
    }
}

}  // namespace galley::jsonl
