// SPDX-License-Identifier: Apache-2.0
// A blob as the host holds it: the file descriptor or chunks behind it, and the bytes already
// looked at.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include <galley/plugin.h>

namespace galley::core::pipeline {

/// An open file descriptor; closes it.
class FileDescriptor {
  public:
    explicit FileDescriptor(int fd = -1) : fd_(fd) {}

    FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.release()) {}

    FileDescriptor& operator=(FileDescriptor&& other) noexcept;
    ~FileDescriptor();

    int get() const { return fd_; }

    int release();

  private:
    int fd_;
};

/// What a source delivered. The galley_blob part is what plugins see; it owns its strings and its
/// descriptor.
class Blob {
  public:
    Blob() = default;
    Blob(Blob&&) = delete;

    /// Takes over what next() filled in.
    /// @param wake  readable when no more is to be waited for; -1: none.
    void take(
        const galley_blob& delivered,
        const galley_source_v1* source,
        void* source_self,
        int wake = -1);

    /// Keeps what is read, if it cannot be read twice. For a blob of one document.
    void keep();
    /// Reads what keep() is to hold, at most `most` bytes of it: for a blob that nobody reads.
    void read_to_keep(std::uint64_t most);

    /// Whether a wait for more was broken off.
    bool is_cut_off() const { return cut_off_; }

    void close() { fd_ = FileDescriptor(); }

    const galley_blob* raw() const { return &view_.raw; }

    std::string_view name() const { return name_; }

    std::string_view media_type() const { return media_type_; }

    std::string_view token() const { return token_; }

    std::uint64_t size() const { return view_.raw.size; }

    bool size_known() const { return size() != UINT64_MAX; }

    /// The first bytes, for sniffing; they are read again by read(). Fewer at the end of a short
    /// blob.
    std::string_view head(std::size_t bytes);
    /// Reads on. @returns a galley_status.
    galley_status read(void* to, std::size_t room, std::size_t* got);

    /// Whether the next read would wait for who writes: a pipe that is empty for now.
    bool would_wait() const { return head_at_ == head_.size() && is_empty_now(); }

    /// A non-streaming blob may not give more than this.
    void limit(std::uint64_t bytes) { limit_ = bytes; }

    bool over_limit() const { return given_ > limit_; }

    /// The next read() begins at the start again. @returns false: it cannot be read twice.
    bool rewind();

    /// All bytes again from the start, at most `most`; empty when it cannot be read twice.
    std::string reread(std::uint64_t most);

    /// Books how one of its documents went.
    void note(bool is_ok) { all_ok_ = all_ok_ && is_ok; }

    bool all_ok() const { return all_ok_; }

    /// The Blob behind what a plugin holds.
    static Blob& of(const galley_blob* raw);

  private:
    struct View {
        galley_blob raw{};
        Blob* owner = nullptr;
    };

    galley_status read_through(void* to, std::size_t room, std::size_t* got);
    galley_status read_source(void* to, std::size_t room, std::size_t* got);
    bool wait_for_more();
    bool is_empty_now() const;

    View view_;
    FileDescriptor fd_;
    const galley_source_v1* source_ = nullptr;
    void* source_self_ = nullptr;
    int wake_ = -1;
    bool may_wait_ = false;  ///< a pipe, a terminal, a socket
    bool cut_off_ = false;
    bool keeps_ = false;
    std::string name_, media_type_, token_, head_, kept_;
    std::size_t head_at_ = 0;
    std::uint64_t given_ = 0;
    std::uint64_t limit_ = UINT64_MAX;
    bool all_ok_ = true;
};

/// "galley.build/1".
const galley_build_v1& build_api();

}  // namespace galley::core::pipeline
