//! The rule of joining, case by case, on stories of one event each.

use dateline_store::incident::{Joining, Story, join};
use serde_json::{Value, json};

/// A story whose one event is given in short; every word of its text is its own, so that none is a copy.
fn story(id: &str, published: &str, told: Value) -> Story {
    let told = |name: &str, usual: Value| told.get(name).cloned().unwrap_or(usual);
    let passage = |words: &Value| json!({ "start": 0, "end": 1, "text": words });
    let actor = |id: &str, code: Value| json!({ "id": id, "name": code, "country": code, "sectors": ["MIL"], "title": null, "wikidata": null, "mentions": [] });
    let with = |mut object: Value, more: Value| {
        object.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        object
    };
    let party = |id: &str| with(passage(&json!("them")), json!({ "actor": id }));
    let place = told("place", Value::Null);
    let places = place.as_array().map(|place| {
        let at = json!({ "id": "p1", "name": place[0], "country": "SDN", "admin1": place[0], "latitude": place[1], "longitude": place[2] });
        with(at, json!({ "geonames_id": null, "mentions": [] }))
    });
    let event = json!({
        "id": format!("e{id}"), "type": told("type", json!("ASSAULT")), "modes": [], "contexts": [], "quad_code": 4,
        "event_scale": -9.0, "cameo": "190", "actors": [party("a1")], "recipients": [party("a2")],
        "trigger": [passage(&told("trigger", json!("bombed")))], "modality": told("modality", json!("actual")),
        "according_to": [], "date": told("date", Value::Null).as_str().map(|day| json!({ "value": day, "from": "t1" })),
        "place": places.as_ref().map(|_| "p1"), "quantities": [], "sentence": 0, "rule": "",
    });
    let record = json!({
        "schema": "dateline/1",
        "article": { "id": id, "title": null, "publisher": null, "published": published, "url": null, "language": "en" },
        "run": { "dateline": "", "model": "", "knowledge": "", "lexicon": "" },
        "actors": [actor("a1", told("actor", json!("SDN"))), actor("a2", told("recipient", json!("SDN")))],
        "places": places.into_iter().collect::<Vec<_>>(), "times": [], "statements": [], "events": [event],
        "boilerplate": [], "abstentions": [],
    });
    let text = (0..30).map(|number| format!("{id}{number} ")).collect::<String>();
    Story::of(&serde_json::from_value(record).unwrap(), &text)
}

/// The ids of the stories, incident by incident.
fn groups(stories: Vec<Story>) -> Vec<String> {
    let joining = join(stories);
    let names = |joining: &Joining| -> Vec<String> {
        let one = |incident| {
            joining.tellings(incident).map(|(story, _)| story.id.clone()).collect::<Vec<_>>().join(" ")
        };
        joining.incidents.iter().map(one).collect()
    };
    names(&joining)
}

#[test]
fn one_day_one_place_is_one() {
    let nyala = json!({ "date": "2031-03-04", "place": ["Nyala", 12.05, 24.88] });
    assert_eq!(
        groups(vec![story("a", "2031-03-05", nyala.clone()), story("b", "2031-03-06", nyala)]),
        ["a b"]
    );
}

#[test]
fn another_day_or_another_place_is_another() {
    let tuesday = json!({ "date": "2031-03-04", "place": ["Nyala", 12.05, 24.88] });
    let thursday = json!({ "date": "2031-03-06", "place": ["Nyala", 12.05, 24.88] });
    let elsewhere = json!({ "date": "2031-03-04", "place": ["El Fasher", 13.63, 25.35] });
    let day = "2031-03-06";
    assert_eq!(
        groups(vec![story("a", day, tuesday), story("b", day, thursday), story("c", day, elsewhere)]),
        ["a", "b", "c"]
    );
}

#[test]
fn what_leaves_its_day_open_chains_nothing() {
    let at = |date: Value| json!({ "date": date, "place": ["Nyala", 12.05, 24.88] });
    let stories = vec![
        story("a", "2031-03-07", at(json!("2031-03-03"))),
        story("b", "2031-03-07", at(Value::Null)),
        story("c", "2031-03-07", at(json!("2031-03-06"))),
    ];
    let groups = groups(stories);
    assert_eq!(groups.len(), 2, "{groups:?}");
    assert!(!groups.iter().any(|group| group.contains('a') && group.contains('c')), "{groups:?}");
}

#[test]
fn a_denial_joins_what_it_denies_and_a_fear_does_not() {
    let at = |modality: &str| json!({ "date": "2031-03-04", "place": ["Nyala", 12.05, 24.88], "modality": modality });
    let day = "2031-03-05";
    let stories = vec![
        story("a", day, at("actual")),
        story("b", day, at("negated")),
        story("c", day, at("hypothetical")),
    ];
    assert_eq!(groups(stories), ["a b", "c"]);
}

#[test]
fn retaliation_is_no_second_telling() {
    let expelled = |actor: &str, recipient: &str| json!({ "type": "SANCTION", "trigger": "expelled", "actor": actor, "recipient": recipient, "date": "2031-02-11" });
    let day = "2031-02-12";
    let stories = vec![
        story("a", day, expelled("NOR", "BLR")),
        story("b", day, expelled("BLR", "NOR")),
        story("c", day, expelled("NOR", "BLR")),
    ];
    assert_eq!(groups(stories), ["a c", "b"]);
}

#[test]
fn types_that_nobody_confuses_stay_apart() {
    let told = |kind: &str| json!({ "type": kind, "date": "2031-03-04", "place": ["Nyala", 12.05, 24.88] });
    let day = "2031-03-05";
    assert_eq!(groups(vec![story("a", day, told("AID")), story("b", day, told("ASSAULT"))]), ["a", "b"]);
}
