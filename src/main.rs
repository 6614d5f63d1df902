//! The `chitieu` binary: hands over to the library's command line.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(chitieu::cli::run())
}
