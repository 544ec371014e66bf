//! `FOREIGN_MINISTER {FOREIGN_MINISTERS} [~GOV]`: who somebody is by their noun; `~` stands for the actor's code.
//! Without braces the plural is regular, with empty ones there is none. `!PERSON! = MAN, WOMAN` is a list that
//! stands for each of its words: `CONGRESS!PERSON!`.

use record::Error;

use super::{Phrases, bracketed, code, plural, without_comment, words_of};

/// What an agent adds to its actor's code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentCode {
    /// Before it: `[NGO~]`.
    pub before: String,
    /// After it: `[~GOV]`.
    pub after: String,
}

pub(super) fn read(
    file: &str,
    lines: &[(usize, &str)],
    agents: &mut Phrases<AgentCode>,
    faults: &mut Vec<Error>,
) {
    let mut lists: Vec<(String, Vec<String>)> = Vec::new();
    for &(number, line) in lines {
        let content = without_comment(line).trim();
        if content.is_empty() {
            continue;
        }
        if let Some((name, items)) = content.split_once('=').filter(|(name, _)| name.trim().starts_with('!'))
        {
            let items = items.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty());
            lists.push((name.trim().to_owned(), items.collect()));
            continue;
        }
        let read = bracketed(content).and_then(|(phrase, codes)| Some((phrase, read_code(codes.first()?)?)));
        let Some((phrase, code)) = read else {
            let error = Error::new("an agent without a code that can be read").at(file, number);
            faults.push(error.hint("write AMBASSADOR [~GOV]"));
            continue;
        };
        agents.add(forms(phrase, &lists).iter().map(|form| words_of(form)), code);
    }
}

/// The singular and the plural, with every word of the lists put in.
fn forms(phrase: &str, lists: &[(String, Vec<String>)]) -> Vec<String> {
    let (singular, plurals) = match phrase.split_once('{') {
        Some((singular, rest)) => {
            let given = rest.split('}').next().unwrap_or(rest);
            (singular.trim(), given.split_whitespace().map(str::to_owned).collect())
        }
        None => (phrase, vec![plural(phrase)]),
    };
    let mut forms = vec![singular.to_owned()];
    forms.extend(plurals);
    for (name, items) in lists {
        forms = forms
            .iter()
            .flat_map(|form| {
                let put_in = |item: &String| form.replace(name.as_str(), item);
                let whole = vec![form.clone()];
                if form.contains(name.as_str()) { items.iter().map(put_in).collect() } else { whole }
            })
            .collect();
    }
    forms
}

fn read_code(text: &str) -> Option<AgentCode> {
    let (before, after) = text.split_once('~')?;
    let (before, after) = (code(before).unwrap_or_default(), code(after).unwrap_or_default());
    (!before.is_empty() || !after.is_empty()).then_some(AgentCode { before, after })
}
