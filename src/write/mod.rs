//! Outputs: one file a shape.

pub mod atomic;
pub mod confusion;
pub mod dataset;
pub mod difference;
pub mod html;
pub mod json;
pub mod review;
pub mod schema;
pub mod sdmx;
