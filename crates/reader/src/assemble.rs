//! The stages' findings, put together as a record.
