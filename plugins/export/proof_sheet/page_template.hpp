// SPDX-License-Identifier: Apache-2.0
// An HTML file with {{slots}}, and the policy that lets a page run nothing but its own style and
// script.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace galley::proof_sheet {

/// Literal parts with a named slot after each but the last. The text must outlive it.
class PageTemplate {
  public:
    explicit PageTemplate(std::string_view html = {});

    /// Appends literals, and calls fill(std::string_view slot) for what stands between them; it
    /// may make `html` point to another text, which takes the rest.
    template <class F>
    void render(std::string*& html, F&& fill) const {
        for (const auto& part : parts_) {
            *html += part.literal;
            if (!part.slot.empty()) {
                fill(part.slot);
            }
        }
    }

  private:
    struct Part {
        std::string_view literal, slot;
    };

    std::vector<Part> parts_;
};

/// The source expression of a content security policy for an inline block: 'sha256-...'.
std::string csp_hash(std::string_view block);

}  // namespace galley::proof_sheet
