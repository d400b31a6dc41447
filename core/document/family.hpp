// SPDX-License-Identifier: Apache-2.0
// One input document with all that was cut out of it: the source text, its identity, and the memory
// they share.
#pragma once
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/arena.hpp"
#include "core/document/document.hpp"
#include "core/document/model.hpp"

namespace galley::core::document {

/// Decisions that the host does not carry out, in characters. See docs/architecture.md, "safety
/// brake".
struct HoldRule {
    std::uint32_t paragraph_chars =
        0;  ///< a finished paragraph this long is not stripped unless FINAL; 0: off
};

/// Not thread-safe; reset() makes it ready for the next input document and keeps its memory.
class Family {
  public:
    Family();
    ~Family();
    Family(const Family&) = delete;
    Family& operator=(const Family&) = delete;

    void reset();

    /// Sets the source text, once: UTF-8, LF.
    void set_source(std::string_view utf8);
    /// The same, not copied. @param utf8  lives until reset().
    void lend_source(std::string_view utf8);

    bool has_source() const { return has_source_; }

    std::string_view source() const { return source_; }

    /// SHA-256 of the source text, 64 hexadecimal digits; computed when first asked for.
    std::string_view source_sha256() const;
    /// The same as bytes.
    const std::array<unsigned char, 32>& source_digest() const;

    Document& root() { return *root_; }

    const Document& root() const { return *root_; }

    Arena& arena() { return arena_; }

    std::uint32_t next_seq() { return ++seq_; }

    std::string path;           ///< as shown to people: "inbox/a.txt", "corpus.jsonl#12", "-"
    std::string status = "ok";  ///< document status of architecture.md
    std::string reason;         ///< for a status that is not ok
    std::string encoding;       ///< of the original bytes
    std::vector<Attachment> attachments;
    HoldRule hold;
    Bounds bounds;
    Amounts amounts;
    std::uint32_t unchanged_count = 0;  ///< documents that are not written again

    /// Why the last call on one of its documents was refused; empty when it was not.
    std::string refusal;
    /// The limit it went over, as a sentence; such a document is never exported, whatever the
    /// plugin makes of the refusal.
    std::string over_limit;

    /// Calls f(Document&) for the root and everything below it, parents first, in order.
    template <class F>
    void each(F&& f) {
        walk(*root_, f);
    }

  private:
    template <class F>
    static void walk(Document& d, F& f) {
        f(d);
        for (const auto& child : d.children()) {
            walk(*child, f);
        }
    }

    Arena arena_;
    std::string own_source_;
    std::string_view source_;
    mutable std::array<unsigned char, 32> digest_{};
    mutable bool has_digest_ = false;
    mutable std::string sha256_;
    bool has_source_ = false;
    std::uint32_t seq_ = 0;
    std::unique_ptr<Document> root_;
};

}  // namespace galley::core::document
