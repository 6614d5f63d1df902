//! `chitieu extract`.

use std::path::PathBuf;

/// What `extract` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files.
    paths: Vec<PathBuf>,
    /// Folder for the records.
    #[arg(short, long)]
    output: PathBuf,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> u8 {
    std::fs::create_dir_all(&arguments.output).unwrap();
    let mut code = 0;
    for path in &arguments.paths {
        let bytes = std::fs::read(path).unwrap();
        let options = crate::Options { path: path.display().to_string(), ..Default::default() };
        match crate::extract(&bytes, &options) {
            Ok(record) => {
                let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
                let id = if stem == "source" {
                    path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned()
                } else {
                    stem
                };
                std::fs::write(arguments.output.join(format!("{id}.json")), crate::write::json::pretty(&record))
                    .unwrap();
            }
            Err(e) => {
                eprintln!("chitieu: {}: {e}", path.display());
                code = 1;
            }
        }
    }
    code
}
