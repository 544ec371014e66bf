//! What every target does: reads bytes as a file of this name, and checks what must hold of whatever comes out.

use std::io::Cursor;

use dateline_ingest::{Options, articles};

/// Reads them.
pub fn read(name: &str, bytes: &[u8]) {
    for article in articles(name, Cursor::new(bytes.to_vec()), &Options::default()) {
        match article {
            Ok(article) => {
                assert!(!article.text.trim().is_empty(), "a story without text");
                assert!(!article.id.is_empty(), "a story without an id");
                assert!(!article.text.contains('\0'), "a NUL byte in a story");
                for piece in &article.boilerplate {
                    // Fails where the span does not lie in the text, between letters.
                    let _ = piece.span.of(&article.text);
                }
            }
            Err(skip) => assert!(skip.to_string().starts_with(name), "a reason without a place: {skip}"),
        }
    }
}

/// Lets faults of others' code pass that ours catches: a page or feed that they stumble over is skipped. All other
/// faults end the program, wherever they are caught.
pub fn pass_faults_that_are_caught() {
    let ours = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |fault| {
        let theirs = fault.location().is_some_and(|place| place.file().contains("/registry/"));
        if !theirs {
            ours(fault);
        }
    }));
}
