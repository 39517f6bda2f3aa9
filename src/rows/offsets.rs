//! How high the lines are and where each begins: heights that change one by one, and sums that
//! follow in a few steps (a Fenwick tree). In whole pixels; what draws them rounds.

/// The heights of all lines.
#[derive(Clone, Debug, Default)]
pub struct Offsets {
    heights: Vec<u32>,
    // sums[i - 1]: the heights of the lines from i − (lowest bit of i) up to i, counted from 1.
    sums: Vec<u64>,
}

impl Offsets {
    pub fn new(heights: impl Iterator<Item = u32>) -> Self {
        let heights: Vec<u32> = heights.collect();
        let mut sums: Vec<u64> = heights.iter().copied().map(u64::from).collect();
        for at in 1..=sums.len() {
            let above = at + lowest(at);
            if above <= sums.len() {
                sums[above - 1] += sums[at - 1];
            }
        }
        Self { heights, sums }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.heights.len()
    }

    pub fn is_empty(&self) -> bool {
        self.heights.is_empty()
    }

    /// 0 for a line that is not there.
    pub fn height(&self, line: usize) -> u32 {
        self.heights.get(line).copied().unwrap_or(0)
    }

    /// Nothing for a line that is not there.
    pub fn set(&mut self, line: usize, height: u32) {
        let Some(own) = self.heights.get_mut(line) else { return };
        let (less, more) = (u64::from(*own), u64::from(height));
        *own = height;
        let mut at = line + 1;
        while let Some(sum) = self.sums.get_mut(at - 1) {
            *sum = *sum - less + more;
            at += lowest(at);
        }
    }

    /// Where the line begins; for one behind the last, where that ends.
    pub fn top(&self, line: usize) -> u64 {
        let mut at = line.min(self.len());
        let mut sum = 0;
        while at > 0 {
            sum += self.sums[at - 1];
            at -= lowest(at);
        }
        sum
    }

    pub fn total(&self) -> u64 {
        self.top(self.len())
    }

    /// The line that covers `y`: it begins there or above, and ends below. Behind the end it is
    /// the last; 0 where there are no lines.
    pub fn at(&self, y: u64) -> usize {
        let (mut before, mut left) = (0, y);
        let mut step = if self.is_empty() { 0 } else { 1 << self.len().ilog2() };
        while step > 0 {
            let next = before + step;
            if let Some(sum) = self.sums.get(next - 1).filter(|sum| **sum <= left) {
                (before, left) = (next, left - sum);
            }
            step /= 2;
        }
        before.min(self.len().saturating_sub(1))
    }
}

/// The value of the lowest bit that is set.
fn lowest(number: usize) -> usize {
    number & number.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_table_without_lines_has_no_height() {
        let mut none = Offsets::default();
        none.set(0, 9);
        assert_eq!((none.total(), none.at(7), none.height(0), none.len()), (0, 0, 0, 0));
    }

    proptest! {
        #[test]
        fn sums_are_those_of_a_list(
            mut heights in prop::collection::vec(0..99_u32, 1..70),
            changes in prop::collection::vec((0..70_usize, 0..99_u32), 0..20),
        ) {
            let mut offsets = Offsets::new(heights.iter().copied());
            for (line, height) in changes {
                offsets.set(line, height);
                if let Some(own) = heights.get_mut(line) {
                    *own = height;
                }
            }
            let ends: Vec<u64> = heights
                .iter()
                .scan(0, |end, height| { *end += u64::from(*height); Some(*end) })
                .collect();
            let total = ends[ends.len() - 1];
            prop_assert_eq!((offsets.len(), offsets.total()), (heights.len(), total));
            for (line, height) in heights.iter().enumerate() {
                prop_assert_eq!(offsets.height(line), *height);
                prop_assert_eq!(offsets.top(line), ends[line] - u64::from(*height));
            }
            for y in 0..total + 3 {
                let covering = ends.iter().position(|end| *end > y).unwrap_or(heights.len() - 1);
                prop_assert_eq!(offsets.at(y), covering, "at {}", y);
            }
        }
    }
}
