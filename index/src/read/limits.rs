//! Bounds of reading. Beyond each a file is refused with a message that names the bound.

/// Bytes of a file that decide about its format.
pub const HEAD_BYTES: usize = 64 * 1024;

/// Bytes of a document that is read as a whole, after decompression. The largest real transcripts (a
/// day of a parliament as XML) are below 10 MB.
pub const DOCUMENT_BYTES: u64 = 64 * 1024 * 1024;

/// Bytes of one line of a source that is read line by line. The longest turn of a large corpus of
/// court arguments and press conferences has 21,000 characters.
pub const LINE_BYTES: usize = 16 * 1024 * 1024;

/// Bytes a compressed file may unpack to.
pub const UNPACKED_BYTES: u64 = 16 * 1024 * 1024 * 1024;

/// Base-two logarithm of the largest zstd window that is unpacked: 128 MiB, what `zstd --long` asks for.
pub const ZSTD_WINDOW_LOG: u32 = 27;
