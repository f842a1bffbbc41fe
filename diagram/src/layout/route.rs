//! The way of a message: a chain of straight pieces that never goes back in time.

use super::metrics::Spot;

/// How finely a direction is reckoned.
const FINE: i64 = 1024;

/// A chain of spots, each no earlier than the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route(pub Vec<Spot>);

/// How one message travels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// From its write to its end; for a message without an end, to where it would land at last.
    pub route: Route,
    /// Where it travels along while it is held.
    pub track: i32,
}

impl Route {
    /// Where it begins.
    #[must_use]
    pub fn start(&self) -> Spot {
        self.0.first().copied().unwrap_or_default()
    }

    /// Where it ends.
    #[must_use]
    pub fn end(&self) -> Spot {
        self.0.last().copied().unwrap_or_default()
    }

    /// The part up to a time; nothing of it if it begins later.
    #[must_use]
    pub fn until(&self, time: i32) -> Self {
        let mut spots: Vec<Spot> =
            self.0.iter().copied().take_while(|spot| spot.t <= time).collect();
        let (last, next) = (spots.last().copied(), self.0.get(spots.len()).copied());
        if let (Some(last), Some(next)) = (last, next)
            && last.t < time
        {
            spots.push(between(last, next, time));
        }
        Self(spots)
    }

    /// The same, ending a little earlier, so that its tip shows.
    #[must_use]
    pub fn shortened(&self, by: i32) -> Self {
        let mut spots = self.0.clone();
        if let [.., before, end] = spots.as_mut_slice() {
            *end = towards(*end, *before, by);
        }
        Self(spots)
    }

    /// Whether it comes closer to a spot than so many units.
    #[must_use]
    pub fn comes_near(&self, spot: Spot, distance: i32) -> bool {
        self.0.windows(2).any(|piece| is_near(piece[0], piece[1], spot, distance))
    }
}

/// The spot on the way from one to another at a time.
fn between(from: Spot, to: Spot, time: i32) -> Spot {
    let (length, part) = (i64::from(to.t - from.t).max(1), i64::from(time - from.t));
    let along = i64::from(to.l - from.l) * part / length;
    Spot::new(time, from.l + i32::try_from(along).unwrap_or(0))
}

/// The spot that many units from one towards another; the other if it is closer.
#[must_use]
pub fn towards(from: Spot, to: Spot, by: i32) -> Spot {
    let (dt, dl) = (i64::from(to.t - from.t), i64::from(to.l - from.l));
    let length = (dt * dt + dl * dl).isqrt();
    if length <= i64::from(by) {
        return to;
    }
    let part = |delta: i64| {
        let fine = delta * i64::from(by) * FINE / length;
        i32::try_from((fine + FINE / 2).div_euclid(FINE)).unwrap_or(0)
    };
    Spot::new(from.t + part(dt), from.l + part(dl))
}

/// Whether a straight piece comes closer to a spot than so many units.
fn is_near(from: Spot, to: Spot, spot: Spot, distance: i32) -> bool {
    let (dt, dl) = (i64::from(to.t - from.t), i64::from(to.l - from.l));
    let (pt, pl) = (i64::from(spot.t - from.t), i64::from(spot.l - from.l));
    let square = dt * dt + dl * dl;
    let along = (pt * dt + pl * dl).clamp(0, square);
    let (et, el) = match square {
        0 => (pt * FINE, pl * FINE),
        _ => (pt * FINE - dt * along * FINE / square, pl * FINE - dl * along * FINE / square),
    };
    let limit = i64::from(distance) * FINE;
    et * et + el * el < limit * limit
}
