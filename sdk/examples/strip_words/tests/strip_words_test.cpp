// SPDX-License-Identifier: Apache-2.0
// The built plugin in a host in memory.
#include <gtest/gtest.h>

#include <galley/testing/recording_host.hpp>

namespace {

using galley::testing::RecordingHost;

TEST(StripWords, StripsTheWholeLine) {
    RecordingHost host(GALLEY_PLUGIN_FILE);
    const auto document = host.run("The ferry left.\nTicket 12 is lost and void.\nIt came back.\n");
    EXPECT_EQ(
        document.passages(GALLEY_STRIP), std::vector<std::string>{"Ticket 12 is lost and void.\n"});
    EXPECT_EQ(document.text_after(), "The ferry left.\nIt came back.");
}

TEST(StripWords, TakesWordsFromItsParameter) {
    RecordingHost host(GALLEY_PLUGIN_FILE);
    ASSERT_EQ(host.configure({{"words", "ferry left"}}), GALLEY_OK);
    EXPECT_EQ(host.run("The ferry left.\nIt came back.\n").text_after(), "It came back.");
}

TEST(StripWords, IsRefusedAConfidenceAboveOne) {
    RecordingHost host(GALLEY_PLUGIN_FILE);
    EXPECT_EQ(host.configure({{"confidence", "1.5"}}), GALLEY_E_CONFIG);
    EXPECT_EQ(host.error(), "confidence: expected 0..1, got \"1.5\"");
}

}  // namespace
