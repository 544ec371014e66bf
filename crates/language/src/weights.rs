//! The model file, read.
//!
//! A line `dateline-model 1 BYTES`; then so many bytes of lines, each a label (`tag`, `relation`, `entity`,
//! a tab, the label) or a tensor (`tensor NAME TYPE DIMENSIONS OFFSET`); then the tensors, little-endian.

use std::collections::HashMap;

use record::Error;

use crate::features::SLOTS;
use crate::matrix::{Linear, Norm, add_scaled};
use crate::{EntityKind, Relation, Upos, Xpos};

/// What the tag classes mean.
#[derive(Clone, Copy)]
pub(crate) struct Tag {
    pub(crate) upos: Upos,
    pub(crate) xpos: Xpos,
    pub(crate) feats: &'static str,
}

/// A model file's labels and tensors.
pub(crate) struct File {
    pub(crate) tags: Vec<Tag>,
    pub(crate) relations: Vec<Relation>,
    /// 0 is O, then B and I of each kind.
    pub(crate) entities: Vec<EntityKind>,
    tensors: HashMap<&'static str, Tensor>,
}

struct Tensor {
    kind: &'static str,
    dimensions: Vec<usize>,
    bytes: &'static [u8],
}

impl File {
    /// Reads the file's header; the tensors stay where they are until they are asked for.
    pub(crate) fn read(bytes: &'static [u8]) -> Result<File, Error> {
        let wrong = || Error::new("this is no model file").hint("training/README.md says how to make one");
        let line = bytes.iter().position(|&byte| byte == b'\n').ok_or_else(wrong)?;
        let first = std::str::from_utf8(&bytes[..line]).map_err(|_| wrong())?;
        let length: usize = first
            .strip_prefix("dateline-model 1 ")
            .and_then(|digits| digits.parse().ok())
            .filter(|length| line + 1 + length <= bytes.len())
            .ok_or_else(wrong)?;
        let (header, data) = bytes[line + 1..].split_at(length);
        let header = std::str::from_utf8(header).map_err(|_| wrong())?;
        let mut file =
            File { tags: Vec::new(), relations: Vec::new(), entities: Vec::new(), tensors: HashMap::new() };
        for (index, line) in header.lines().enumerate() {
            file.read_line(line, data).ok_or_else(|| {
                Error::new(format!("unknown label or tensor: {line:?}")).at("model", index + 2)
            })?;
        }
        Ok(file)
    }

    fn read_line(&mut self, line: &'static str, data: &'static [u8]) -> Option<()> {
        match line.split('\t').collect::<Vec<_>>().as_slice() {
            ["tag", tag] => {
                let mut parts = tag.splitn(3, '|');
                let upos = Upos::from_name(parts.next()?)?;
                let xpos = Xpos::from_name(parts.next()?)?;
                let feats = Some(parts.next()?).filter(|&feats| feats != "_").unwrap_or("");
                self.tags.push(Tag { upos, xpos, feats });
            }
            ["relation", name] => self.relations.push(Relation::from_name(name)?),
            ["entity", "O"] => {}
            ["entity", name] => {
                if let ("B", kind) = name.split_once('-')? {
                    self.entities.push(EntityKind::from_name(kind)?);
                }
            }
            ["tensor", name, kind, dimensions, offset] => {
                let dimensions =
                    dimensions.split('x').map(str::parse).collect::<Result<Vec<usize>, _>>().ok()?;
                let width = match *kind {
                    "i8" => 1,
                    "f16" => 2,
                    "f32" | "u32" => 4,
                    _ => return None,
                };
                let length = dimensions.iter().product::<usize>() * width;
                let bytes = data.get(offset.parse().ok()?..)?.get(..length)?;
                self.tensors.insert(name, Tensor { kind, dimensions, bytes });
            }
            _ => return None,
        }
        Some(())
    }

    fn tensor(&self, name: &str) -> Result<&Tensor, Error> {
        self.tensors.get(name).ok_or_else(|| Error::new(format!("the model has no tensor {name:?}")))
    }

    /// A tensor's numbers.
    pub(crate) fn numbers(&self, name: &str) -> Result<Vec<f32>, Error> {
        let tensor = self.tensor(name)?;
        match tensor.kind {
            "f32" => Ok(tensor.bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect()),
            "f16" => {
                Ok(tensor.bytes.as_chunks().0.iter().map(|&bytes| half(u16::from_le_bytes(bytes))).collect())
            }
            kind => Err(Error::new(format!("tensor {name:?} is of type {kind}, not f16 or f32"))),
        }
    }

    fn whole_numbers(&self, name: &str) -> Result<Vec<u32>, Error> {
        let numbers = self.tensor(name)?.bytes.as_chunks().0;
        Ok(numbers.iter().map(|&bytes| u32::from_le_bytes(bytes)).collect())
    }

    /// A matrix `NAME.weight` with its `NAME.bias`.
    pub(crate) fn linear(&self, name: &str) -> Result<Linear, Error> {
        let weight = format!("{name}.weight");
        let &[inputs, outputs] = self.tensor(&weight)?.dimensions.as_slice() else {
            return Err(Error::new(format!("tensor {weight:?} is no matrix")));
        };
        let bias = self.numbers(&format!("{name}.bias"))?;
        if bias.len() != outputs {
            return Err(Error::new(format!("{name}.bias is not as long as {weight} is wide")));
        }
        Ok(Linear { inputs, outputs, weight: self.numbers(&weight)?, bias })
    }

    /// A normalisation `NAME.weight`, `NAME.bias`.
    pub(crate) fn norm(&self, name: &str) -> Result<Norm, Error> {
        let scale = self.numbers(&format!("{name}.weight"))?;
        Ok(Norm { scale, shift: self.numbers(&format!("{name}.bias"))? })
    }

    /// The given vectors.
    pub(crate) fn vectors(&self) -> Result<Vectors, Error> {
        let table = self.tensor("vectors")?;
        let fingerprints = self.whole_numbers("vectors.fingerprints")?;
        let scale = self.numbers("vectors.scale")?;
        let (&[rows, width], &[scale]) = (table.dimensions.as_slice(), scale.as_slice()) else {
            return Err(Error::new("the vectors are no matrix with a scale"));
        };
        if rows != fingerprints.len() {
            return Err(Error::new("there are not as many vectors as words that have one"));
        }
        Ok(Vectors { width, table: table.bytes, scale, fingerprints })
    }

    /// The table of features.
    pub(crate) fn embedding(&self) -> Result<Embedding, Error> {
        let table = self.tensor("embedding")?;
        let fingerprints = self.whole_numbers("fingerprints")?;
        let starts = self.whole_numbers("fingerprints.starts")?;
        let scales = self.numbers("embedding.scale")?;
        let &[rows, width] = table.dimensions.as_slice() else {
            return Err(Error::new("the embedding is no matrix"));
        };
        if starts.len() != SLOTS + 1 || rows != SLOTS + 1 + fingerprints.len() || scales.len() != rows {
            return Err(Error::new("the embedding's parts do not fit together")
                .hint("was the model trained with this version's features?"));
        }
        Ok(Embedding::new(table.bytes, width, scales, &fingerprints, &starts))
    }
}

/// A finite half-precision number: its bits where a single-precision number has them, and the exponent set right by a
/// product, which also makes the smallest numbers what they are.
fn half(bits: u16) -> f32 {
    const TWO_TO_THE_112: f32 = f32::from_bits((112 + 127) << 23);
    let (sign, rest) = (u32::from(bits & 0x8000) << 16, u32::from(bits & 0x7fff) << 13);
    f32::from_bits(sign | rest) * TWO_TO_THE_112
}

/// Vectors that frequent words have from elsewhere, in small whole numbers.
pub(crate) struct Vectors {
    pub(crate) width: usize,
    table: &'static [u8],
    scale: f32,
    /// The words' first features, in order.
    fingerprints: Vec<u32>,
}

impl Vectors {
    /// Writes the vector of the word with this first feature into `row`, which stays as it is if it has none.
    pub(crate) fn copy(&self, fingerprint: u32, row: &mut [f32]) {
        let Ok(index) = self.fingerprints.binary_search(&fingerprint) else { return };
        for (number, &whole) in row.iter_mut().zip(&self.table[index * self.width..][..self.width]) {
            *number = f32::from(whole as i8) * self.scale;
        }
    }
}

/// A row of small whole numbers, with its scale, for each feature that training met often enough.
pub(crate) struct Embedding {
    pub(crate) width: usize,
    table: &'static [u8],
    scales: Vec<f32>,
    /// Open addressing: (fingerprint with slot, row), row 0 where free.
    places: Vec<(u64, u32)>,
}

impl Embedding {
    fn new(
        table: &'static [u8],
        width: usize,
        scales: Vec<f32>,
        fingerprints: &[u32],
        starts: &[u32],
    ) -> Embedding {
        let mut embedding = Embedding {
            width,
            table,
            scales,
            places: vec![(0, 0); (2 * fingerprints.len() + 2).next_power_of_two()],
        };
        for slot in 0..SLOTS {
            for index in starts[slot]..starts[slot + 1] {
                let key = Embedding::key(slot, fingerprints[index as usize]);
                let place = embedding.place(key);
                embedding.places[place] = (key, index + SLOTS as u32 + 1);
            }
        }
        embedding
    }

    fn key(slot: usize, fingerprint: u32) -> u64 {
        (slot as u64) << 32 | u64::from(fingerprint)
    }

    /// Where a key is, or would be.
    fn place(&self, key: u64) -> usize {
        let last = self.places.len() - 1;
        let mut place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & last;
        while self.places[place].1 != 0 && self.places[place].0 != key {
            place = (place + 1) & last;
        }
        place
    }

    /// Adds the rows of these features to `sum`: a feature's own row, or its slot's for rare ones.
    pub(crate) fn add(&self, features: &[u32; SLOTS], sum: &mut [f32]) {
        for (slot, &fingerprint) in features.iter().enumerate() {
            if fingerprint == crate::features::ABSENT {
                continue;
            }
            let known = self.places[self.place(Embedding::key(slot, fingerprint))].1 as usize;
            let row = if known == 0 { slot + 1 } else { known };
            let scale = self.scales[row];
            add_scaled(sum, &self.table[row * self.width..][..self.width], scale);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision() {
        for (bits, number) in [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x0001, 5.960_464_5e-8),
            (0x7bff, 65_504.0),
            (0x8000, 0.0),
        ] {
            assert_eq!(half(bits), number);
        }
    }

    #[test]
    fn what_is_no_model_says_so() {
        let error = File::read(b"PK\x03\x04").err().expect("no model");
        assert!(error.to_string().starts_with("this is no model file"));
        let error = File::read(b"dateline-model 1 9\ntag\tVERBX\n").err().expect("no tag");
        assert!(error.to_string().contains("model:2"), "{error}");
    }
}
