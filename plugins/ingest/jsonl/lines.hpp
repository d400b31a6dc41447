// SPDX-License-Identifier: Apache-2.0
// A stream of bytes as lines, in one reused buffer; each line is followed by readable padding.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace galley::jsonl {

struct Line {
    std::string_view bytes;    ///< without its line end; valid until the next call
    std::uint64_t number = 0;  ///< from 1, blank lines counted
    bool too_long = false;     ///< over max_line: bytes is empty, the stream goes on behind it
};

class Lines {
  public:
    /// Reads bytes on; 0: the end. May throw; the stream has then ended.
    using Read = std::function<std::size_t(char* to, std::size_t room)>;

    /// Bytes that may be read behind a line: what simdjson needs.
    static constexpr std::size_t kPadding = 64;
    static constexpr std::size_t kChunk = 64 << 10;  // stays in the cache

    /// Begins a new stream; the buffer stays.
    void begin(Read read, std::size_t max_line_bytes);

    /// The next line that is not blank. A byte order mark at the beginning is dropped.
    std::optional<Line> next();

    /// Bytes that may be read from a line's begin: its own and the padding.
    std::size_t readable_from(std::string_view line) const {
        return static_cast<std::size_t>(buffer_.data() + buffer_.size() - line.data());
    }

  private:
    std::optional<Line> next_of_any_kind();
    bool fill();
    Line pass_over();

    Read read_;
    std::size_t max_line_bytes_ = 0;
    std::string buffer_;      ///< room for bytes and the padding
    std::size_t begin_ = 0;   ///< of the line that comes next
    std::size_t filled_ = 0;  ///< behind the last byte read
    bool ended_ = true;
    std::uint64_t number_ = 0;
};

}  // namespace galley::jsonl
