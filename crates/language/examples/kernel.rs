//! How near the matrix products come to what the processor can do: `cargo run --release --example kernel`.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example that measures")]

use std::hint::black_box;
use std::time::Instant;

#[allow(dead_code, unused_imports, reason = "the parser uses the rest")]
#[path = "../src/matrix.rs"]
mod matrix;

use matrix::{Columns, Linear};

/// Prints the best speed of several tries, in thousand million operations a second: other work on the machine
/// only ever slows it.
fn time(name: &str, operations: usize, mut work: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..400 {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed().as_secs_f64());
    }
    let speed = operations as f64 / best / 1e9;
    println!("{name}: {speed:.1} GFLOP/s");
    speed
}

/// As many independent products with sums, in registers, as a processor with AVX2 can begin.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn most(times: usize) -> f32 {
    let mut sums = [[0.1_f32; 8]; 12];
    let (factor, summand) = (black_box([0.5_f32; 8]), black_box([0.3_f32; 8]));
    for _ in 0..times {
        for sums in &mut sums {
            for ((sum, factor), summand) in sums.iter_mut().zip(factor).zip(summand) {
                *sum = sum.mul_add(factor, summand);
            }
        }
    }
    sums.iter().flatten().sum()
}

fn main() {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        const TIMES: usize = 20_000;
        #[allow(unsafe_code, reason = "what is called is safe once the processor has been asked")]
        // SAFETY: the processor has both.
        time("most with AVX2", TIMES * 12 * 8 * 2, || unsafe {
            black_box(most(TIMES));
        });
    }
    for (name, rows, inputs, outputs) in [
        ("recurrence", 384, 256, 768),
        ("recurrence, one sentence", 20, 256, 768),
        ("window", 384, 384, 256),
        ("heads", 384, 256, 640),
        ("tags", 384, 256, 376),
    ] {
        let numbers: Vec<f32> = (0..rows * inputs).map(|index| (index % 97) as f32 / 97.0).collect();
        let linear =
            Linear { inputs, outputs, weight: vec![0.25; inputs * outputs], bias: vec![0.1; outputs] };
        let mut out = Vec::new();
        time(&format!("{name}, {rows} x {inputs} x {outputs}"), 2 * rows * inputs * outputs, || {
            linear.apply(Columns::all(&numbers, inputs), &mut out);
        });
    }
}
