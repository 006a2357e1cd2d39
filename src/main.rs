//! The program: see `onrecord --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    onrecord::cli::main()
}
