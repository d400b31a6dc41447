// SPDX-License-Identifier: Apache-2.0
// A call into a plugin: what its tables need to know while it lasts.
#pragma once
#include <string>

#include <galley/testing/document.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

/// The call that is on. One at a time per thread; set by the host around each call into a plugin.
class Call {
  public:
    Call(const galley_plugin& plugin, Document* document);
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    static Call* current();

    const galley_plugin& plugin() const { return plugin_; }

    /// What the contract check found wrong, for the message; "" when nothing.
    std::string& complaint() { return complaint_; }

    /// Sorts decisions, cuts children's texts, and makes their ranges their own.
    void settle();

    /// What the plugin sees as text(): a new child still has its parent's.
    static const std::string& text_of(const Document& document);

    static Document& adopt(Document& parent, galley_child kind, span range);

    static bool is_new_child(const Document& document) {
        return document.parent_in_call_ != nullptr;
    }

  private:
    const galley_plugin& plugin_;
    Document* document_;
    Call* outer_;
    std::string complaint_;
};

/// The table of calls on documents; `source_calls` answers for the document's source.
const galley_doc_api& document_calls();
const galley_doc_api& source_calls();

/// galley_doc_api::decide.
galley_status decide(Document& document, const galley_decision& raw, Document** child);

/// Whether [begin, end) lies in the text and on code points.
bool fits(std::string_view text, span at);

bool is_utf8(std::string_view text);

inline Document& document_of(galley_doc* raw) {
    return *reinterpret_cast<Document*>(raw);
}

inline const Document& document_of(const galley_doc* raw) {
    return *reinterpret_cast<const Document*>(raw);
}

inline galley_doc* handle_of(Document& document) {
    return reinterpret_cast<galley_doc*>(&document);
}

inline const galley_doc* handle_of(const Document& document) {
    return reinterpret_cast<const galley_doc*>(&document);
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
