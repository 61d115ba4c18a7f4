//! Random numbers that are the same on every machine; knows no workload.

/// splitmix64: tiny, stable across platforms and crate versions.
#[derive(Clone)]
pub struct Rng(pub u64);

impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Uniform in `[0, n)`.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }

    /// Uniform in `[lo, hi]`.
    pub fn range(&mut self, lo: i64, hi: i64) -> i64 {
        lo + self.below((hi - lo + 1) as u64) as i64
    }

    /// True in `percent` cases of a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn shuffle<T>(&mut self, v: &mut [T]) {
        for i in (1..v.len()).rev() {
            v.swap(i, self.below(i as u64 + 1) as usize);
        }
    }
}

/// Draws ranks `0..n` with weight `1 / (rank + offset)`, on integers only.
pub struct Zipf(Vec<u64>);

impl Zipf {
    pub fn new(n: usize, offset: u64) -> Self {
        let mut sums = Vec::with_capacity(n);
        let mut sum = 0u64;
        for rank in 0..n as u64 {
            sum += 1_000_000_000_000 / (rank + offset);
            sums.push(sum);
        }
        Zipf(sums)
    }

    pub fn sample(&self, rng: &mut Rng) -> usize {
        let x = rng.below(*self.0.last().unwrap());
        self.0.partition_point(|&c| c <= x)
    }
}
