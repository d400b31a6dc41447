// SPDX-License-Identifier: Apache-2.0
// A document in a test: its text, what a plugin said about it, and the text after its decisions.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

/// A decision as the plugin made it. Ranges are of Document::text.
struct Decision {
    galley_action action = GALLEY_STRIP;
    span range;
    ByteOffset destination = 0;  ///< MOVE
    std::string category, rule, replacement;
    double confidence = 0;
    bool final = false;
};

struct Span {
    span range;
    std::string layer, value;
    double confidence = 1;
};

struct Field {
    std::string key, value;
    span evidence;  ///< {0,0}: none
    std::uint32_t group = 0;
};

struct Tag {
    std::string scheme, code, label;
    span evidence;
    double confidence = 1;
};

struct Attachment {
    std::string name, media_type, bytes;
};

/// A ledger row as exporters see it: a decision in source coordinates.
struct Row : Decision {
    std::string stage, plugin, plugin_version, text, status = "applied";
    std::vector<galley_range> gaps;  ///< of the host's row of line ends
};

/// What galley.record/1 tells exporters; a test fills in what its exporter reads.
struct Record {
    std::string uri, path, kind = "article", status = "ok", reason, source_sha256;
    std::uint32_t ordinal = 1;
    span range;  ///< outer begin and end in the source
    std::vector<Row> rows;
    bool unchanged = false;             ///< in a new version of a run, so it is not written
    std::uint32_t unchanged_count = 0;  ///< of its whole input document
};

enum class LineEnds { kCollapsed, kAsTheyAre };

/// Fill it in before a call; look at it after. A child holds what the plugin said about it, with
/// ranges of its own text; it inherits nothing from its parent (that is the real host's business).
class Document {
  public:
    Document() = default;

    explicit Document(std::string_view its_text) : text(its_text) {}

    std::string text;  ///< as the plugin sees it
    std::string original_encoding;
    std::vector<Decision> decisions;  ///< those in force and every KEEP, by begin
    std::vector<Decision> overruled;  ///< those that a KEEP of the same call won over
    std::vector<Span> spans;
    std::vector<Field> fields;
    std::vector<Tag> tags;
    std::vector<Attachment> attachments;
    std::vector<std::unique_ptr<Document>> children;
    galley_child child_kind = GALLEY_CHILD_ARTICLE;  ///< of a child
    span range;                                      ///< of a child: in its parent's text
    galley_status status = GALLEY_OK;                ///< of the last call
    std::string error;  ///< what the plugin said about a status below 0

    Record record;                   ///< for exporters
    Document* source = nullptr;      ///< for exporters: the decoded source; null: this document
    const Document* page = nullptr;  ///< for exporters: the parent

    /// The text with the decisions applied, as the host does it: then runs of line ends are one
    /// line end, and there are none at the begin and the end.
    std::string text_after(LineEnds line_ends = LineEnds::kCollapsed) const;

    /// All values of a key, in order.
    std::vector<std::string> values(std::string_view key) const;

    /// The first value of a key, or "".
    std::string value(std::string_view key) const;

    /// The texts that decisions of this kind stand on, in order; category "" = any.
    std::vector<std::string> passages(galley_action action, std::string_view category = {}) const;

    /// The texts of a layer's spans, in order.
    std::vector<std::string> layer(std::string_view name) const;

  private:
    friend class Call;
    friend struct BuildCalls;
    const Document* parent_in_call_ = nullptr;
    bool text_set_ = false;
};

/// As the host does after cleanup.
std::string collapse_line_ends(std::string_view text);

/// Whether a word is one of the fixed categories of decisions.
bool is_category(std::string_view word);

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
