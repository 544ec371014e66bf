use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// Three capital letters: a country ("NOR"), one of PLOVER's seven that are no country ("IGO"), or a sector
/// ("GOV"). Reads as a `&str`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Code([u8; 3]);

/// PLOVER's seven "countries" that are none: international and transnational actors.
pub const TRANSNATIONAL: [&str; 7] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];

/// PLOVER's sectors: the eleven frequent ones, then the others.
pub const SECTORS: [&str; 25] = [
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
];

impl Code {
    /// The code that these letters are; `None` if they are not three ASCII capitals.
    pub fn new(letters: &str) -> Option<Code> {
        let code: [u8; 3] = letters.as_bytes().try_into().ok()?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Code(code))
    }

    /// Its letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl Deref for Code {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self)
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}
