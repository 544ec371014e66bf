//! The two linear models: what weighs for joining, cutting, and ending a sentence.

/// What a place inside a run of characters without white space is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// No boundary: the atoms belong to one word.
    Join,
    /// Two tokens meet.
    Cut,
    /// Two words of one multiword token meet ("do|n't").
    Joint,
}

impl Boundary {
    /// The one that weighs most, of the weights for joining, cutting and a joint; the earlier of equals.
    pub fn best([join, cut, joint]: [i32; 3]) -> Boundary {
        if join >= cut && join >= joint {
            Boundary::Join
        } else if cut >= joint {
            Boundary::Cut
        } else {
            Boundary::Joint
        }
    }

    /// All of them, in the order of the weights.
    pub const ALL: [Boundary; 3] = [Boundary::Join, Boundary::Cut, Boundary::Joint];
}

/// Decides at every place that is asked about. `at` is the place's byte; features are hashes.
pub trait Judge {
    /// What is between two atoms without white space?
    fn boundary(&mut self, at: u32, features: &[u32]) -> Boundary;
    /// Does the sentence end here?
    fn ends(&mut self, at: u32, features: &[u32]) -> bool;
}

/// Buckets of the model of boundaries; each holds three weights, in the order of [`Boundary::ALL`].
pub const BOUNDARY_BUCKETS: usize = 1 << 16;
/// Buckets of the model of sentence ends; each holds one weight, above zero for an end.
pub const END_BUCKETS: usize = 1 << 18;

/// Weights of hashed features, a signed byte each: those of boundaries, then those of ends.
#[derive(Clone, Copy)]
pub(super) struct Weights(&'static [u8; 3 * BOUNDARY_BUCKETS + END_BUCKETS]);

impl Weights {
    /// Those inside the binary.
    pub(super) fn embedded() -> Weights {
        Weights(include_bytes!("../../model/boundaries.bin"))
    }

    fn weight(self, at: usize) -> i32 {
        i32::from(self.0[at] as i8)
    }
}

impl Judge for Weights {
    fn boundary(&mut self, _at: u32, features: &[u32]) -> Boundary {
        let mut sums = [0; 3];
        for &feature in features {
            let bucket = feature as usize % BOUNDARY_BUCKETS * 3;
            for (class, sum) in sums.iter_mut().enumerate() {
                *sum += self.weight(bucket + class);
            }
        }
        Boundary::best(sums)
    }

    fn ends(&mut self, _at: u32, features: &[u32]) -> bool {
        let weigh = |&feature: &u32| self.weight(3 * BOUNDARY_BUCKETS + feature as usize % END_BUCKETS);
        features.iter().map(weigh).sum::<i32>() > 0
    }
}
