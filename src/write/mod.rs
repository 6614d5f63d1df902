//! Outputs: one file a shape.

pub mod json;
