// SPDX-License-Identifier: Apache-2.0
// A document: its pieces, its current text, what was said about it, and the decisions of the call
// that runs.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/model.hpp"

/// What plugins hold a pointer to.
struct galley_doc {};

namespace galley::core::document {

class Family;

/// One decision of the running call, in bytes of its text.
struct Pending {
    galley_action action;
    std::uint32_t flags;
    galley::span range;
    ByteOffset destination;
    double confidence;
    std::string_view category, rule, replacement;
    std::unique_ptr<class Document> child;
};

/// The root of a family, or a child that a SPLIT cut out. Owned by its family or its parent; one
/// thread at a time.
class Document : public galley_doc {
  public:
    Document(Family& family, Document* parent, Kind kind);
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    Family& family() const { return *family_; }

    Document* parent() const { return parent_; }

    Kind kind() const { return kind_; }

    /// Outer begin and end in the source; stable over configs.
    galley::span range() const { return range_; }

    /// "galley:<sha256>#<begin>-<end>"; lives as long as the document.
    std::string_view uri() const;

    /// 1-based among the articles of its file; 0: a notice or a page.
    std::uint32_t ordinal() const { return ordinal_; }

    void set_ordinal(std::uint32_t ordinal) { ordinal_ = ordinal; }

    /// Built when it is asked for; most decisions are not the last.
    std::string_view text() const {
        if (!built_) {
            build_text();
        }
        return text_;
    }

    /// Whether anything but blanks and line ends stands; does not build the text.
    bool has_text() const;

    const std::vector<Piece>& pieces() const { return pieces_; }

    const std::vector<Row>& rows() const { return rows_; }

    const std::vector<std::unique_ptr<Document>>& children() const { return children_; }

    // What is said about it: ranges in source coordinates.
    std::vector<Span> spans;
    std::vector<Field> fields;
    std::vector<Tag> tags;

    /// An earlier version of the run exported it as it is, so it is not written again.
    bool unchanged = false;

    /// Brings children that are written, or have what is, before those that have not.
    /// @returns  whether it has.
    bool put_written_first();

    /// A range of the text as the source range it came from: outer begin and end, earlier removals
    /// inside included.
    galley::span to_source(galley::span in_text) const;
    /// A source range as what still stands of it in the current text; empty when nothing does.
    galley::span to_text(galley::span in_source) const;
    /// Whether both ends of a range of text() lie on code points, in order and outside of
    /// replacements' insides.
    bool is_range(galley::span in_text) const;

    // A call into a plugin: decisions collect, then are applied or dropped as a whole.
    void begin_call(const Author& author);
    /// Takes a decision; `child` receives a new document for SPLIT. @returns a galley_status.
    galley_status decide(const galley_decision& decision, galley_doc** child);
    /// Applies what was decided. Children come to the end of children(), articles and notices in
    /// text order.
    void apply_call();
    /// Forgets what was decided and said in this call.
    void drop_call();

    /// Takes out runs of line ends but the last of each, and those at both ends, as one row that
    /// lists the gaps.
    void collapse_line_ends(const Author& host);
    /// Strips all that is left, as a row of the host's.
    void strip_rest(const Author& host);
    /// The first value of a key, or nothing.
    std::string_view first_field(std::string_view key) const;

    /// The document whose text ranges are of: the parent while the call that made this child runs.
    const Document& coordinates() const { return in_parents_call_ ? *parent_ : *this; }

    /// Notes why a call is refused. @returns status.
    galley_status refuse(galley_status status, std::string why) const;

    /// Refuses what goes over a limit; the document fails with it.
    /// @param limit  "fields". @param unit  "values of fields". @returns GALLEY_E_REJECTED.
    galley_status over_limit(
        std::string_view limit, std::uint64_t most, std::string_view unit) const;
    /// Adds bytes of metadata. @returns whether they are still within the bounds.
    bool takes_metadata(std::size_t bytes) const;

    /// As new, with the memory it has.
    void reset();
    void set_pieces(std::vector<Piece> pieces, galley::span range);
    /// What a new root is: all of the family's source.
    void set_whole_source();

    void set_kind(Kind kind) { kind_ = kind; }

    void sort_children();

  private:
    friend class Application;
    galley_status check(const galley_decision& decision, std::string_view category) const;
    bool is_one_source_range(galley::span in_text) const;
    Pending make_pending(const galley_decision& decision, std::string_view category);
    galley_status take(Pending pending);
    galley_status veto(Pending keep);
    void clear_call();
    void place_pieces();
    void build_text() const;
    std::size_t piece_at(ByteOffset in_text) const;

    Family* family_;
    Document* parent_;
    Kind kind_;
    std::uint32_t ordinal_ = 0;
    galley::span range_;
    mutable std::string uri_;
    std::vector<Piece> pieces_;
    bool moved_ = false;  ///< pieces are no longer in source order
    bool in_parents_call_ = false;
    mutable bool built_ = true;
    mutable std::string_view text_;
    mutable std::string buffer_;
    ByteOffset text_size_ = 0;
    std::vector<Piece> spare_pieces_;  ///< memory for the next list of pieces
    std::vector<Piece> taken_pieces_;  ///< memory for those of one decision
    std::vector<galley_range> spare_gaps_;
    std::vector<Row> rows_;
    std::vector<std::unique_ptr<Document>> children_;

    const Author* author_ = nullptr;
    std::vector<Pending> pending_;    ///< by place, disjoint
    std::vector<Pending> vetoed_;     ///< what a KEEP of this call dropped
    std::vector<Pending> keeps_;      ///< KEEPs, in order of arrival
    std::vector<galley::span> veto_;  ///< what KEEPs cover: by place, disjoint
    std::size_t spans_before_ = 0, fields_before_ = 0, tags_before_ = 0;
    Amounts amounts_before_;
};

}  // namespace galley::core::document
