// SPDX-License-Identifier: Apache-2.0
// ingest.jsonl: each line of a stream becomes a document or says what is wrong with it, however the
// stream is cut into reads. The first byte says how.
#include <algorithm>
#include <cstring>

#include "plugins/ingest/jsonl/documents.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace galley::jsonl {
namespace {

Lines::Read in_pieces(std::string_view bytes, std::size_t piece) {
    return [bytes, piece, at = std::size_t{0}](char* to, std::size_t room) mutable {
        const auto size = std::min({room, piece, bytes.size() - at});
        std::memcpy(to, bytes.data() + at, size);
        at += size;
        return size;
    };
}

std::string outcome(std::string_view bytes, std::size_t piece) {
    static const Shape kShape{
        .text_path = "text",
        .id_path = "id",
        .fields = {"headline=meta.title", "byline=by", "source=/a~1b"},
        .max_line_bytes = 2000};
    // One for all inputs, as one reader is for all files of a lane: nothing may stay behind.
    static Documents documents;
    static const bool kReady = documents.configure(kShape).empty();
    fuzz::require(kReady, "the shape is one");
    documents.begin(in_pieces(bytes, piece));
    std::string out;
    while (const auto* item = documents.next()) {
        if (!item->problem.empty()) {
            out += "! " + item->problem + "\n";
            continue;
        }
        fuzz::require(item->text.find('\r') == std::string_view::npos, "line ends are LF");
        out.append(item->text);
        for (const auto& field : item->fields) {
            out.append(" ").append(field.key).append("=").append(field.value);
        }
        out += "\n";
    }
    return out;
}

}  // namespace
}  // namespace galley::jsonl

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace galley;
    if (size == 0) {
        return 0;
    }
    const auto bytes = fuzz::view(data + 1, size - 1);
    const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
    // An array of fields gives each of its values its key.
    fuzz::check(bytes, 12 * size + 100 * lines, [](std::string_view in) {
        return jsonl::outcome(in, SIZE_MAX);
    });
    const std::size_t piece = data[0] % 32U + 1;
    fuzz::require(
        jsonl::outcome(bytes, piece) == jsonl::outcome(bytes, SIZE_MAX),
        "reads may be of any size");
    static_cast<void>(jsonl::likeness("-", "", bytes));
    return 0;
}
