//! The map that every implementation delivers to: 128 keys, and of each key the write of highest rank,
//! so that all causal orders of delivery end with the same map.

use rustc_hash::FxHashMap;

/// What a write carries beside its causality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Payload {
    /// The key that is written, as a number.
    pub(crate) key: u32,
    /// The value that it gets, as a number.
    pub(crate) value: u32,
    /// Above the rank of everything that the write depends on.
    pub(crate) rank: u64,
}

/// A flat map with a fast hash.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Store {
    cells: FxHashMap<u32, (u64, u32)>,
    /// How many writes were delivered.
    pub(crate) delivered: usize,
}

impl Store {
    /// A write takes effect.
    #[inline]
    pub(crate) fn deliver(&mut self, payload: Payload) {
        self.delivered += 1;
        let cell = self.cells.entry(payload.key).or_default();
        *cell = (*cell).max((payload.rank, payload.value));
    }
}

impl Payload {
    /// As bytes, for peers that carry nothing else.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(16);
        bytes.extend(self.key.to_le_bytes());
        bytes.extend(self.value.to_le_bytes());
        bytes.extend(self.rank.to_le_bytes());
        bytes
    }

    /// The payload that these bytes were made from.
    #[inline]
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let (key, rest) = bytes.split_first_chunk().expect("sixteen bytes");
        let (value, rest) = rest.split_first_chunk().expect("sixteen bytes");
        let (rank, _) = rest.split_first_chunk().expect("sixteen bytes");
        Self {
            key: u32::from_le_bytes(*key),
            value: u32::from_le_bytes(*value),
            rank: u64::from_le_bytes(*rank),
        }
    }
}
