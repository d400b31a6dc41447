// SPDX-License-Identifier: Apache-2.0
// One line a problem, in order, nothing hidden in it.
#include "core/config/diagnostic.hpp"

#include <gtest/gtest.h>

namespace galley::core::config {

TEST(Diagnostic, IsOneLineWithPlaceProblemAndGuess) {
    const Diagnostic full{{"a.info", 3, "limits.erors"}, "unknown key", "errors"};
    EXPECT_EQ(full.text(), "a.info:3: limits.erors: unknown key (did you mean errors?)");
    const Diagnostic bare{{"a.info", 0, ""}, "is a folder", ""};
    EXPECT_EQ(bare.text(), "a.info: is a folder");
}

TEST(Diagnostic, AreSortedByFileAndLineWithoutRepetitions) {
    Diagnostics problems = {
        {{"b.info", 1, ""}, "x", ""},
        {{"a.info", 10, ""}, "x", ""},
        {{"a.info", 9, ""}, "x", ""},
        {{"a.info", 9, ""}, "x", ""},
        {{"a.info", 9, ""}, "a", ""}};
    sort(problems);
    EXPECT_EQ(to_text(problems), "a.info:9: x\na.info:9: a\na.info:10: x\nb.info:1: x\n");
}

TEST(Diagnostic, ShowsInvisibleAndControlCharacters) {
    EXPECT_EQ(in_quotes("a\u202Eb\x1B[2J"), "\"a\\u{202E}b\\u{001B}[2J\"");
    EXPECT_EQ(in_quotes("港口"), "\"港口\"");
    EXPECT_EQ(in_quotes("\xFF"), "\"\\u{00FF}\"");
}

TEST(Diagnostic, CutsLongTexts) {
    EXPECT_EQ(shown(std::string(1000, 'x')), std::string(80, 'x') + "...");
}

TEST(Closest, GuessesOnlyWhatIsClose) {
    const std::vector<std::string> keys = {"limits", "brake", "id"};
    EXPECT_EQ(closest("limts", keys), "limits");
    EXPECT_EQ(closest("brakes", keys), "brake");
    EXPECT_EQ(closest("weather", keys), "");
    EXPECT_EQ(closest("en", keys), "");
    EXPECT_EQ(closest(std::string(10000, 'l'), keys), "");
}

TEST(Closest, TakesSwappedLettersForOneSlip) {
    const std::vector<std::string> keys = {"path", "id", "when", "rules"};
    EXPECT_EQ(closest("apth", keys), "path");
    EXPECT_EQ(closest("di", keys), "id");
    EXPECT_EQ(closest("wehn", keys), "when");
    EXPECT_EQ(closest("hwne", keys), "");
}

}  // namespace galley::core::config
