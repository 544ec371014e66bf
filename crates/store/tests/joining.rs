//! Joining at length: made-up stories, many of them. Counted, not timed: the same on every machine.

use dateline_store::incident::join;

mod made_up;

#[test]
fn twice_the_time_is_twice_the_pairs() {
    let compared = |events: usize, days: usize| join(made_up::stories(events, days)).compared as f64;
    let (once, twice, four_times) = (compared(2_000, 80), compared(4_000, 160), compared(8_000, 320));
    assert!(twice / once < 2.3 && four_times / twice < 2.3, "{once} {twice} {four_times}");
}

#[test]
fn a_crowded_month_costs_no_more_than_so_many_pairs_an_event() {
    let joining = join(made_up::stories(8_000, 28));
    assert!(joining.compared < 100 * 8_000, "{}", joining.compared);
}

#[test]
fn what_several_papers_tell_is_joined_and_nothing_else() {
    let joining = join(made_up::stories(3_000, 336));
    let largest = joining.incidents.iter().map(|incident| joining.tellings(incident).count()).max();
    assert!(largest.is_some_and(|largest| largest <= 12), "{largest:?}");
    assert!(joining.incidents.len() < 1_500, "{}", joining.incidents.len());
}
