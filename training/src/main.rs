//! Prepares and measures what the language model is made from.

fn main() {}
