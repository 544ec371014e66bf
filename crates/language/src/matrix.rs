//! Matrix products and the few functions on rows that the network is made of.
//!
//! Each row of a result is computed from its own row alone, in one order, whatever stands beside it: what
//! a sentence's parse rests on.

/// Compiles a function twice on x86-64: for every processor, and for those with wide vectors. It computes the
/// same on both, to the bit.
macro_rules! wide {
    ($(#[$attribute:meta])* $visible:vis fn $name:ident($($argument:ident: $kind:ty),* $(,)?) $body:block) => {
        $(#[$attribute])*
        $visible fn $name($($argument: $kind),*) {
            #[inline(always)]
            fn plain($($argument: $kind),*) $body
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                #[target_feature(enable = "avx2")]
                fn avx2($($argument: $kind),*) {
                    plain($($argument),*);
                }
                #[allow(unsafe_code, reason = "what is called is safe once the processor has been asked")]
                // SAFETY: the processor has AVX2.
                unsafe {
                    avx2($($argument),*);
                }
                return;
            }
            plain($($argument),*);
        }
    };
}
pub(crate) use wide;

/// Weights that turn a row of `inputs` numbers into one of `outputs`.
pub(crate) struct Linear {
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    /// `inputs` rows of `outputs` numbers.
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

/// Rows of numbers inside wider rows.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'a> {
    numbers: &'a [f32],
    stride: usize,
    width: usize,
}

impl<'a> Columns<'a> {
    /// All columns.
    pub(crate) fn all(numbers: &'a [f32], width: usize) -> Columns<'a> {
        Columns { numbers, stride: width, width }
    }

    /// `width` columns from `first` on, of rows of `stride`.
    pub(crate) fn some(numbers: &'a [f32], stride: usize, first: usize, width: usize) -> Columns<'a> {
        debug_assert!(first + width <= stride);
        Columns { numbers: numbers.get(first..).unwrap_or(&[]), stride, width }
    }

    /// How many rows.
    pub(crate) fn rows(self) -> usize {
        (self.numbers.len() + self.stride - self.width) / self.stride
    }

    /// One row.
    pub(crate) fn row(self, index: usize) -> &'a [f32] {
        &self.numbers[index * self.stride..][..self.width]
    }

    /// These rows only.
    pub(crate) fn slice(self, rows: std::ops::Range<usize>) -> Columns<'a> {
        let numbers = &self.numbers[rows.start * self.stride..];
        let length = if rows.is_empty() { 0 } else { (rows.len() - 1) * self.stride + self.width };
        Columns { numbers: &numbers[..length], ..self }
    }
}

impl Linear {
    /// Replaces what is in `out` by a row of `outputs` for each row of `x`.
    pub(crate) fn apply(&self, x: Columns<'_>, out: &mut Vec<f32>) {
        debug_assert_eq!(x.width, self.inputs);
        out.clear();
        for _ in 0..x.rows() {
            out.extend_from_slice(&self.bias);
        }
        add_product(x, &self.weight, [self.outputs, 1], self.outputs, out);
    }
}

/// Adds to `out` (rows of `x` by rows of `y`) the products of each row of `x` with each row of `y`.
pub(crate) fn add_products(x: Columns<'_>, y: Columns<'_>, out: &mut [f32]) {
    debug_assert_eq!(x.width, y.width);
    add_product(x, y.numbers, [1, y.stride], y.rows(), out);
}

/// Adds `x` times a matrix of `x.width` rows and `outputs` columns, which lies in memory as `strides` say.
#[allow(unsafe_code, reason = "matrixmultiply takes pointers; it is ten times as fast as plain loops")]
fn add_product(x: Columns<'_>, y: &[f32], strides: [usize; 2], outputs: usize, out: &mut [f32]) {
    let (rows, inner) = (x.rows(), x.width);
    if rows == 0 || outputs == 0 {
        return;
    }
    assert!((rows - 1) * x.stride + inner <= x.numbers.len());
    assert!((inner - 1) * strides[0] + (outputs - 1) * strides[1] < y.len());
    assert_eq!(out.len(), rows * outputs);
    // SAFETY: the assertions above keep every element that is read or written inside its slice.
    unsafe {
        matrixmultiply::sgemm(
            rows,
            inner,
            outputs,
            1.0,
            x.numbers.as_ptr(),
            x.stride as isize,
            1,
            y.as_ptr(),
            strides[0] as isize,
            strides[1] as isize,
            1.0,
            out.as_mut_ptr(),
            outputs as isize,
            1,
        );
    }
}

/// Layer normalisation with its scale and shift.
pub(crate) struct Norm {
    pub(crate) scale: Vec<f32>,
    pub(crate) shift: Vec<f32>,
}

impl Norm {
    /// Normalises each row.
    pub(crate) fn apply(&self, x: &mut [f32]) {
        for row in x.chunks_exact_mut(self.scale.len()) {
            normalise(row, &self.scale, &self.shift);
        }
    }
}

wide! {
    fn normalise(row: &mut [f32], scale: &[f32], shift: &[f32]) {
        let mean = sum(row.iter().copied(), row.len()) / row.len() as f32;
        let variance = sum(row.iter().map(|x| (x - mean) * (x - mean)), row.len()) / row.len() as f32;
        let factor = 1.0 / (variance + 1e-5).sqrt();
        for ((x, scale), shift) in row.iter_mut().zip(scale).zip(shift) {
            *x = (*x - mean) * factor * scale + shift;
        }
    }
}

wide! {
    /// Adds to each number of `sum` that of `row` times `scale`. The bytes of `row` have a sign.
    pub(crate) fn add_scaled(sum: &mut [f32], row: &[u8], scale: f32) {
        for (sum, &number) in sum.iter_mut().zip(row) {
            *sum += f32::from(number as i8) * scale;
        }
    }
}

/// A sum in eight strands, which the compiler can run side by side.
#[inline(always)]
fn sum(numbers: impl Iterator<Item = f32>, length: usize) -> f32 {
    debug_assert_eq!(length % 8, 0);
    let mut strands = [0.0; 8];
    for (index, number) in numbers.enumerate() {
        strands[index % 8] += number;
    }
    strands.iter().sum()
}

wide! {
    /// The logistic function of each, by a polynomial for the exponential that runs several at a time.
    pub(crate) fn sigmoid(x: &mut [f32]) {
        for x in x {
            *x = 1.0 / (1.0 + exp(-*x));
        }
    }
}

/// e to the power of x, to a few units in the seventh digit.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0) * std::f32::consts::LOG2_E;
    // Adding 1.5 * 2^23 rounds to a whole number, which the lowest bits then hold.
    const ROUND: f32 = 12_582_912.0;
    let rounded = x + ROUND;
    let whole = rounded.to_bits().wrapping_sub(ROUND.to_bits());
    let rest = (x - (rounded - ROUND)) * std::f32::consts::LN_2;
    let series = 1.0
        + rest
            * (1.0
                + rest
                    * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0 + rest / 720.0)))));
    series * f32::from_bits(whole.wrapping_add(127) << 23)
}

/// The index of the largest number, the first of several.
pub(crate) fn argmax(numbers: &[f32]) -> usize {
    let mut best = 0;
    for (index, &number) in numbers.iter().enumerate() {
        if number > numbers[best] {
            best = index;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_close() {
        for step in -800..800 {
            let x = step as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}: {} {}", exp(x), x.exp());
        }
    }

    #[test]
    fn a_row_does_not_depend_on_its_neighbours() {
        let numbers: Vec<f32> = (0..64 * 40).map(|i| ((i * 7919) % 1000) as f32 / 997.0 - 0.5).collect();
        let weight: Vec<f32> = (0..64 * 50).map(|i| ((i * 104_729) % 1000) as f32 / 991.0 - 0.5).collect();
        let linear = Linear { inputs: 64, outputs: 50, weight, bias: vec![0.1; 50] };
        let (mut together, mut alone) = (Vec::new(), Vec::new());
        linear.apply(Columns::all(&numbers, 64), &mut together);
        for row in 0..40 {
            linear.apply(Columns::all(&numbers, 64).slice(row..row + 1), &mut alone);
            assert_eq!(alone, &together[row * 50..][..50]);
        }
    }
}
