//! PLOVER's closed lists: sixteen event types, their modes with scores, thirty-seven contexts; and
//! modality, PLOVER's "auxiliary modes". Facts of the PLOVER manual (openeventdata/PLOVER, 2024).

use serde::{Deserialize, Serialize};

/// Writes an enum of plain names with its list, its look-up by name and its name.
macro_rules! names {
    ($(#[$about:meta])* $kind:ident { $($(#[$doc:meta])* $name:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $kind { $($(#[$doc])* #[serde(rename = $word)] $name,)* }

        impl $kind {
            /// All of them, in the manual's order.
            pub const ALL: &[$kind] = &[$($kind::$name,)*];

            /// The name that stands in a record.
            pub fn name(self) -> &'static str {
                match self { $($kind::$name => $word,)* }
            }

            /// The one of this name, if there is one.
            pub fn from_name(name: &str) -> Option<$kind> {
                match name { $($word => Some($kind::$name),)* _ => None }
            }
        }
    };
}
pub(crate) use names;

names! {
    /// What happened: PLOVER's sixteen types.
    EventType {
        /// A promise, offer or readiness to cooperate.
        Agree = "AGREE",
        /// A meeting, visit, call or negotiation.
        Consult = "CONSULT",
        /// Praise, endorsement, recognition, a signed agreement: in words.
        Support = "SUPPORT",
        /// A concession in words.
        Concede = "CONCEDE",
        /// Mutual material exchange.
        Cooperate = "COOPERATE",
        /// One-way material benefit.
        Aid = "AID",
        /// A concession carried out.
        Retreat = "RETREAT",
        /// A request, demand or order.
        Request = "REQUEST",
        /// Criticism, accusation, charge or investigation.
        Accuse = "ACCUSE",
        /// A refusal, veto or cancellation.
        Reject = "REJECT",
        /// A forceful warning.
        Threaten = "THREATEN",
        /// Collective physical protest.
        Protest = "PROTEST",
        /// A reduction of relations; a conviction.
        Sanction = "SANCTION",
        /// A show of force, short of using it.
        Mobilize = "MOBILIZE",
        /// Repression or coercion, short of violence.
        Coerce = "COERCE",
        /// Deliberate physical harm.
        Assault = "ASSAULT",
    }
}

names! {
    /// How it happened. Which types take which modes: [`EventType::modes`].
    #[allow(missing_docs, reason = "the names are the manual's own; the codebook explains them")]
    Mode {
        Visit = "visit",
        ThirdParty = "third-party",
        Multilateral = "multilateral",
        Phone = "phone",
        Withdraw = "withdraw",
        Release = "release",
        Disarm = "disarm",
        Ceasefire = "ceasefire",
        Access = "access",
        Resign = "resign",
        Assist = "assist",
        Change = "change",
        Yield = "yield",
        Meet = "meet",
        Disapprove = "disapprove",
        Investigate = "investigate",
        Allege = "allege",
        Restrict = "restrict",
        Arrest = "arrest",
        Relations = "relations",
        Expel = "expel",
        Territory = "territory",
        Violence = "violence",
        Demo = "demo",
        Riot = "riot",
        Strike = "strike",
        Hunger = "hunger",
        Boycott = "boycott",
        Obstruct = "obstruct",
        Vandalize = "vandalize",
        Convict = "convict",
        Discontinue = "discontinue",
        Troops = "troops",
        Weapons = "weapons",
        Police = "police",
        Militia = "militia",
        Seize = "seize",
        Censor = "censor",
        Curfew = "curfew",
        MartialLaw = "martial-law",
        Deport = "deport",
        Withhold = "withhold",
        Misinformation = "misinformation",
        Cyber = "cyber",
        Abduct = "abduct",
        Beat = "beat",
        Torture = "torture",
        Sexual = "sexual",
        Targeted = "targeted",
        Destroy = "destroy",
        Primitive = "primitive",
        Firearms = "firearms",
        Explosives = "explosives",
        SuicideAttack = "suicide-attack",
        Aerial = "aerial",
        Drone = "drone",
        HeavyWeapons = "heavy-weapons",
        CrowdControl = "crowd-control",
        Unconventional = "unconventional",
    }
}

names! {
    /// What it was about: PLOVER's thirty-seven contexts.
    #[allow(missing_docs, reason = "the names are the manual's own; the codebook explains them")]
    Context {
        Military = "military",
        Intelligence = "intelligence",
        Executive = "executive",
        Legislative = "legislative",
        Election = "election",
        PoliticalInstitutions = "political_institutions",
        ProDemocracy = "pro_democracy",
        ProAutocracy = "pro_autocracy",
        Economic = "economic",
        Legal = "legal",
        Reparations = "reparations",
        HumanRights = "human_rights",
        RightsFreedoms = "rights_freedoms",
        Repression = "repression",
        HumanSecurity = "human_security",
        Gender = "gender",
        Lgbt = "lgbt",
        ReligionEthnicity = "religion_ethnicity",
        Inequality = "inequality",
        Diplomatic = "diplomatic",
        Territory = "territory",
        Peacekeeping = "peacekeeping",
        Health = "health",
        Asylum = "asylum",
        Migration = "migration",
        Disasters = "disasters",
        NaturalResource = "natural_resource",
        Environment = "environment",
        Technology = "technology",
        Terrorism = "terrorism",
        Cbrn = "cbrn",
        Cyber = "cyber",
        Misinformation = "misinformation",
        Crime = "crime",
        Corruption = "corruption",
        IllegalDrugs = "illegal_drugs",
        Trafficking = "trafficking",
    }
}

names! {
    /// How far it is real.
    Modality {
        /// The story tells it as done or under way.
        Actual = "actual",
        /// It did not happen.
        Negated = "negated",
        /// It is announced, planned or promised.
        Future = "future",
        /// It is imagined, wished, feared or conditional.
        Hypothetical = "hypothetical",
        /// It is background, from before the story's own time.
        Historical = "historical",
        /// The story itself withholds belief ("allegedly").
        Alleged = "alleged",
    }
}

impl EventType {
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. SANCTION is 4,
    /// as in the manual's section and the gold data (its quad table says 3).
    pub fn quad_code(self) -> u8 {
        match self {
            EventType::Agree | EventType::Consult | EventType::Support | EventType::Concede => 1,
            EventType::Cooperate | EventType::Aid | EventType::Retreat => 2,
            EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten => 3,
            EventType::Protest
            | EventType::Sanction
            | EventType::Mobilize
            | EventType::Coerce
            | EventType::Assault => 4,
        }
    }

    /// The score of the bare type, from -10 (conflict) to 10 (cooperation).
    pub fn score(self) -> f32 {
        match self {
            EventType::Agree => 2e+00,
            EventType::Consult => 2e+00,
            EventType::Support => 5e+00,
            EventType::Concede => 4e+00,
            EventType::Cooperate => 1e+01,
            EventType::Aid => 1e+01,
            EventType::Retreat => 6e+00,
            EventType::Request => 0e+00,
            EventType::Accuse => -3e+00,
            EventType::Reject => -2e+00,
            EventType::Threaten => -4e+00,
            EventType::Protest => -5e+00,
            EventType::Sanction => -6e+00,
            EventType::Mobilize => -6e+00,
            EventType::Coerce => -7e+00,
            EventType::Assault => -9e+00,
        }
    }

    /// Whether an event of this type is incomplete without a recipient.
    pub fn needs_recipient(self) -> bool {
        matches!(self, EventType::Cooperate | EventType::Aid | EventType::Sanction)
    }

    /// The modes that this type may have, each with the score of the type in that mode. The manual gives
    /// none for PROTEST/vandalize; it has the bare type's.
    pub fn modes(self) -> &'static [(Mode, f32)] {
        match self {
            EventType::Consult => &[
                (Mode::Visit, 4e+00),
                (Mode::ThirdParty, 1e+00),
                (Mode::Multilateral, 4e+00),
                (Mode::Phone, 2e+00),
            ],
            EventType::Retreat => &[
                (Mode::Withdraw, 8e+00),
                (Mode::Release, 6e+00),
                (Mode::Disarm, 1e+01),
                (Mode::Ceasefire, 8e+00),
                (Mode::Access, 6e+00),
                (Mode::Resign, 4e+00),
            ],
            EventType::Request => {
                &[(Mode::Assist, 0.5), (Mode::Change, -1e+00), (Mode::Yield, -1e+00), (Mode::Meet, 0e+00)]
            }
            EventType::Accuse => {
                &[(Mode::Disapprove, -2e+00), (Mode::Investigate, -4e+00), (Mode::Allege, -4e+00)]
            }
            EventType::Reject => {
                &[(Mode::Assist, -2e+00), (Mode::Change, -2e+00), (Mode::Yield, -2e+00), (Mode::Meet, -2e+00)]
            }
            EventType::Threaten => &[
                (Mode::Restrict, -3e+00),
                (Mode::Arrest, -4e+00),
                (Mode::Relations, -4e+00),
                (Mode::Expel, -4e+00),
                (Mode::Territory, -4e+00),
                (Mode::Violence, -4e+00),
            ],
            EventType::Protest => &[
                (Mode::Demo, -5e+00),
                (Mode::Riot, -7e+00),
                (Mode::Strike, -5e+00),
                (Mode::Hunger, -4e+00),
                (Mode::Boycott, -4e+00),
                (Mode::Obstruct, -4e+00),
                (Mode::Vandalize, -5e+00),
            ],
            EventType::Sanction => &[
                (Mode::Convict, -6e+00),
                (Mode::Expel, -6e+00),
                (Mode::Withdraw, -6e+00),
                (Mode::Discontinue, -6e+00),
            ],
            EventType::Mobilize => &[
                (Mode::Troops, -6e+00),
                (Mode::Weapons, -6e+00),
                (Mode::Police, -6e+00),
                (Mode::Militia, -6e+00),
            ],
            EventType::Coerce => &[
                (Mode::Seize, -7e+00),
                (Mode::Restrict, -7e+00),
                (Mode::Censor, -6e+00),
                (Mode::Curfew, -6e+00),
                (Mode::MartialLaw, -8e+00),
                (Mode::Arrest, -7e+00),
                (Mode::Deport, -7e+00),
                (Mode::Withhold, -7e+00),
                (Mode::Misinformation, -6e+00),
                (Mode::Cyber, -7e+00),
            ],
            EventType::Assault => &[
                (Mode::Abduct, -8e+00),
                (Mode::Beat, -8e+00),
                (Mode::Torture, -8e+00),
                (Mode::Sexual, -8e+00),
                (Mode::Targeted, -1e+01),
                (Mode::Destroy, -8e+00),
                (Mode::Primitive, -8e+00),
                (Mode::Firearms, -9e+00),
                (Mode::Explosives, -9e+00),
                (Mode::SuicideAttack, -1e+01),
                (Mode::Aerial, -1e+01),
                (Mode::Drone, -1e+01),
                (Mode::HeavyWeapons, -1e+01),
                (Mode::CrowdControl, -8e+00),
                (Mode::Unconventional, -1e+01),
            ],
            _ => &[],
        }
    }

    /// The score of an event: the strongest of its modes, or that of the bare type.
    pub fn event_scale(self, modes: &[Mode]) -> f32 {
        let of_mode =
            |mode: &Mode| self.modes().iter().find(|(known, _)| known == mode).map(|&(_, score)| score);
        let scores = modes.iter().filter_map(of_mode);
        scores.max_by(|one, other| one.abs().total_cmp(&other.abs())).unwrap_or(self.score())
    }
}
