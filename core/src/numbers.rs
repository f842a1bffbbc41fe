//! Numbers as people read them.

/// A number with a gap between each three digits, if it has more than four.
#[must_use]
pub fn grouped(number: u128, gap: char) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.char_indices() {
        if at > 0 && digits.len() > 4 && (digits.len() - at).is_multiple_of(3) {
            text.push(gap);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_stand_in_threes() {
        for (number, text) in
            [(0, "0"), (9_999, "9999"), (12_345, "12 345"), (1_234_567, "1 234 567")]
        {
            assert_eq!(grouped(number, ' '), text);
        }
        assert_eq!(grouped(u128::MAX, ' ').len(), 39 + 12);
    }
}
