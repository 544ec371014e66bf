//! The store: one SQLite file that holds articles and their records, and answers questions about them.
