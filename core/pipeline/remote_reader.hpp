// SPDX-License-Identifier: Apache-2.0
// A reader whose plugin runs in a worker: the calls of galley.reader/1, sent there.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "core/isolation/worker.hpp"
#include "core/pipeline/host_context.hpp"

namespace galley::core::pipeline {

/// Stands for one instance of the plugin. One call at a time.
class RemoteReader {
  public:
    /// @param context  of the instance; its deadline is that of the document.
    /// @param streams  whether a blob may hold several documents.
    RemoteReader(
        isolation::Worker& worker, std::uint32_t stage, HostContext& context, bool streams);
    ~RemoteReader();

    /// The table whose `self` is a RemoteReader. It names no media types: see media_type().
    static const galley_reader_v1& table();

    /// Why the last call cost a worker for good, once.
    std::optional<isolation::Death> take_death();

    /// The first media type of the plugin, known with the first document.
    const std::string& media_type() const { return media_type_; }

  private:
    class Source;
    struct Tries;

    galley_status sniff(const galley_blob* blob);
    galley_status open(const galley_blob* blob);
    galley_status next(galley_doc* blank);
    galley_status next_of_stream(galley_doc* blank);
    void close();
    isolation::Verdict call(isolation::Call call);
    galley_status open_stream();

    isolation::Worker& worker_;
    std::uint32_t stage_;
    HostContext& context_;
    bool streams_;
    std::unique_ptr<Source> source_;  ///< of the open blob
    std::uint64_t passed_ = 0;        ///< its documents so far
    std::optional<isolation::Death> death_;
    std::string media_type_;
};

}  // namespace galley::core::pipeline
