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

        // By hand: the derive does not see the names that a macro gives.
        impl utoipa::PartialSchema for $kind {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let names = $kind::ALL.iter().map(|one| one.name());
                let object = utoipa::openapi::ObjectBuilder::new();
                object.schema_type(utoipa::openapi::Type::String).enum_values(Some(names)).into()
            }
        }

        impl utoipa::ToSchema for $kind {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($kind).into()
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
            EventType::Agree => 2.5,
            EventType::Consult => 2.5,
            EventType::Support => 5.0,
            EventType::Concede => 4.5,
            EventType::Cooperate => 9.5,
            EventType::Aid => 10.0,
            EventType::Retreat => 6.5,
            EventType::Request => 0.0,
            EventType::Accuse => -3.0,
            EventType::Reject => -2.0,
            EventType::Threaten => -3.5,
            EventType::Protest => -5.0,
            EventType::Sanction => -6.0,
            EventType::Mobilize => -5.5,
            EventType::Coerce => -7.0,
            EventType::Assault => -9.0,
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
            EventType::Consult => {
                &[(Mode::Visit, 4.0), (Mode::ThirdParty, 1.0), (Mode::Multilateral, 4.0), (Mode::Phone, 1.5)]
            }
            EventType::Retreat => &[
                (Mode::Withdraw, 8.0),
                (Mode::Release, 6.5),
                (Mode::Disarm, 10.0),
                (Mode::Ceasefire, 7.5),
                (Mode::Access, 6.5),
                (Mode::Resign, 4.5),
            ],
            EventType::Request => {
                &[(Mode::Assist, 0.5), (Mode::Change, -1.0), (Mode::Yield, -1.0), (Mode::Meet, 0.0)]
            }
            EventType::Accuse => &[(Mode::Disapprove, -2.0), (Mode::Investigate, -3.5), (Mode::Allege, -3.5)],
            EventType::Reject => {
                &[(Mode::Assist, -1.5), (Mode::Change, -2.0), (Mode::Yield, -2.0), (Mode::Meet, -2.0)]
            }
            EventType::Threaten => &[
                (Mode::Restrict, -3.0),
                (Mode::Arrest, -3.5),
                (Mode::Relations, -3.5),
                (Mode::Expel, -3.5),
                (Mode::Territory, -4.0),
                (Mode::Violence, -3.5),
            ],
            EventType::Protest => &[
                (Mode::Demo, -5.0),
                (Mode::Riot, -7.0),
                (Mode::Strike, -5.0),
                (Mode::Hunger, -4.5),
                (Mode::Boycott, -4.5),
                (Mode::Obstruct, -4.5),
                (Mode::Vandalize, -5.0),
            ],
            EventType::Sanction => &[
                (Mode::Convict, -6.0),
                (Mode::Expel, -5.5),
                (Mode::Withdraw, -6.0),
                (Mode::Discontinue, -6.0),
            ],
            EventType::Mobilize => {
                &[(Mode::Troops, -6.5), (Mode::Weapons, -6.5), (Mode::Police, -5.5), (Mode::Militia, -6.0)]
            }
            EventType::Coerce => &[
                (Mode::Seize, -7.0),
                (Mode::Restrict, -7.0),
                (Mode::Censor, -6.5),
                (Mode::Curfew, -6.5),
                (Mode::MartialLaw, -7.5),
                (Mode::Arrest, -7.0),
                (Mode::Deport, -7.0),
                (Mode::Withhold, -7.0),
                (Mode::Misinformation, -6.5),
                (Mode::Cyber, -7.0),
            ],
            EventType::Assault => &[
                (Mode::Abduct, -8.5),
                (Mode::Beat, -7.5),
                (Mode::Torture, -8.5),
                (Mode::Sexual, -8.5),
                (Mode::Targeted, -9.5),
                (Mode::Destroy, -8.5),
                (Mode::Primitive, -8.0),
                (Mode::Firearms, -9.0),
                (Mode::Explosives, -9.0),
                (Mode::SuicideAttack, -9.5),
                (Mode::Aerial, -9.5),
                (Mode::Drone, -9.5),
                (Mode::HeavyWeapons, -9.5),
                (Mode::CrowdControl, -7.5),
                (Mode::Unconventional, -10.0),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_the_manuals() {
        assert_eq!(EventType::Agree.score(), 2.5);
        assert_eq!(EventType::Consult.event_scale(&[Mode::Phone]), 1.5);
        assert_eq!(EventType::Sanction.event_scale(&[Mode::Expel]), -5.5);
        assert_eq!(EventType::Assault.event_scale(&[Mode::Beat, Mode::Aerial]), -9.5);
        assert_eq!(EventType::Reject.event_scale(&[]), -2.0);
    }
}
