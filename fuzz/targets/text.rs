#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: dateline_fuzz::pass_faults_that_are_caught(), |bytes: &[u8]| dateline_fuzz::read("a.txt", bytes));
