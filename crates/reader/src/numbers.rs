//! Numbers in words and digits: "150", "1,200", "twenty-three", "two dozen", "1.5 million".

/// The value of one word, if it is a number; vague ones ("dozens") have their least.
pub(crate) fn value(word: &str) -> Option<f64> {
    let word = word.to_lowercase();
    if let Some((tens, ones)) = word.split_once('-') {
        return match (value(tens), value(ones)) {
            (Some(tens), Some(ones)) if tens >= 20.0 && ones < 10.0 => Some(tens + ones),
            _ => None,
        };
    }
    const WORDS: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if let Some(small) = WORDS.iter().position(|&known| known == word) {
        return Some(small as f64);
    }
    if let Some(tens) = TENS.iter().position(|&known| known == word) {
        return Some(20.0 + 10.0 * tens as f64);
    }
    match word.as_str() {
        "tens" => Some(10.0),
        "dozen" | "dozens" => Some(12.0),
        "score" | "scores" => Some(20.0),
        "hundred" | "hundreds" => Some(100.0),
        "thousand" | "thousands" => Some(1_000.0),
        "million" | "millions" => Some(1_000_000.0),
        "billion" | "billions" => Some(1_000_000_000.0),
        _ => {
            let digits: String = word.chars().filter(|&letter| letter != ',').collect();
            let number = digits.starts_with(|letter: char| letter.is_ascii_digit());
            digits.parse().ok().filter(|_| number)
        }
    }
}

/// The value of several: "two hundred and fifty", "1.5 million".
pub(crate) fn phrase(words: &[&str]) -> Option<f64> {
    let (mut total, mut group) = (0.0, None);
    for number in words.iter().filter_map(|word| value(word)) {
        group = match group {
            None => Some(number),
            Some(small) if number == 100.0 || number == 12.0 && small < 12.0 => Some(small * number),
            Some(small) if number >= 1_000.0 => {
                total += small * number;
                None
            }
            Some(small) => Some(small + number),
        };
    }
    group.map(|small| total + small).or((total > 0.0).then_some(total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_digits() {
        for (words, expected) in [
            ("150", 150.0),
            ("1,200", 1_200.0),
            ("twenty-three", 23.0),
            ("two dozen", 24.0),
            ("1.5 million", 1_500_000.0),
            ("two hundred and fifty", 250.0),
            ("three thousand four hundred", 3_400.0),
        ] {
            assert_eq!(phrase(&words.split(' ').collect::<Vec<_>>()), Some(expected), "{words}");
        }
        assert_eq!(phrase(&["several"]), None);
        assert_eq!(phrase(&["inf"]), None);
    }
}
