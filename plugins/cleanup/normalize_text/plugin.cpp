// SPDX-License-Identifier: Apache-2.0
// cleanup.normalize_text: Unicode and blanks brought into one form, every change a decision.
#include <galley/plugin.hpp>

#include "normalize_text.hpp"

namespace {

namespace normalize = galley::normalize_text;

struct NormalizeText {
    static constexpr auto kind = GALLEY_KIND_CLEANUP;
    static constexpr const char* id = "cleanup.normalize_text";
    static constexpr const char* version = "0.1.0";
    static constexpr const char* summary =
        "Brings text to NFC; strips invisible characters and blanks at line edges.";
    static constexpr galley_param params[] = {
        galley::choice(
            "fold_fullwidth", "off|letters_digits|all", "off", "full-width ASCII to half width"),
        galley::choice("indent", "strip|keep", "strip", "blanks at the beginning of lines"),
        galley::choice("soft_hyphen", "strip|keep", "strip", "U+00AD inside words")};
    static constexpr const char* reads[] = {"body", nullptr};
    static constexpr const char* writes[] = {"body", nullptr};

    void configure(const galley::conf& values) {
        const auto fold = values.text("fold_fullwidth");
        options.fold_fullwidth = fold == "all"              ? normalize::Fold::kAll
                                 : fold == "letters_digits" ? normalize::Fold::kLettersAndDigits
                                                            : normalize::Fold::kOff;
        options.strip_indent = values.text("indent") == "strip";
        options.strip_soft_hyphens = values.text("soft_hyphen") == "strip";
    }

    void process(galley::doc& doc, galley::host& host) {
        std::size_t hidden = 0;
        for (const auto& change : normalize::find_changes(doc.text(), options)) {
            // final: the brake looks for lost story, and there is none here
            const galley::doc::reason why{category_of(change.rule), id_of(change.rule), 1.0, true};
            if (change.replacement.empty()) {
                doc.strip(change.at, why);
            } else {
                doc.replace(change.at, change.replacement, why);
            }
            const bool hides =
                change.rule == normalize::Rule::kBidi || change.rule == normalize::Rule::kTag;
            hidden += hides ? change.chars : 0;
        }
        if (hidden > 0) {
            host.count("bidi_and_tag_characters", static_cast<double>(hidden));
        }
    }

    normalize::Options options;
};

}  // namespace

GALLEY_PLUGIN(NormalizeText)
