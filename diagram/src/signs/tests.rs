//! Sixteen replicas look different, each by its shape and by its color, and everything of them can
//! be read. Contrast is that of the web's accessibility guidelines, distance that of CIE 1994.

use super::*;

/// The grounds that replicas' colors stand on, and the letters on the colors.
const LIGHT: ([&str; 3], &str) = (["#ffffff", "#f4f6f8", "#ffffff"], "#ffffff");
const DARK: ([&str; 3], &str) = (["#121417", "#1c2024", "#24292f"], "#0b0d0f");

fn linear(color: &str) -> [f64; 3] {
    [1, 3, 5].map(|at| {
        let part = u8::from_str_radix(&color[at..at + 2], 16).expect("two hexadecimal digits");
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

fn contrast(one: &str, other: &str) -> f64 {
    let [one, other] = [one, other].map(|color| {
        let [r, g, b] = linear(color);
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    });
    one.max(other) / one.min(other)
}

fn lab(color: &str) -> [f64; 3] {
    let [r, g, b] = linear(color);
    let part = |value: f64| {
        if value > 0.008_856 { value.cbrt() } else { 7.787 * value + 16.0 / 116.0 }
    };
    let x = part((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    let y = part(0.2126 * r + 0.7152 * g + 0.0722 * b);
    let z = part((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(one: &str, other: &str) -> f64 {
    let ([l1, a1, b1], [l2, a2, b2]) = (lab(one), lab(other));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let turn = ((a1 - a2).powi(2) + (b1 - b2).powi(2) - (c1 - c2).powi(2)).max(0.0);
    let least = c1.min(c2);
    let chroma = (c1 - c2) / (1.0 + 0.045 * least);
    ((l1 - l2).powi(2) + chroma.powi(2) + turn / (1.0 + 0.015 * least).powi(2)).sqrt()
}

#[test]
fn every_color_stands_out_from_its_ground_and_under_its_letter() {
    for (hues, (grounds, letter)) in [(LIGHT_HUES, LIGHT), (DARK_HUES, DARK)] {
        for hue in hues {
            for other in grounds.into_iter().chain([letter]) {
                let contrast = contrast(hue, other);
                assert!(contrast >= 4.5, "{hue} on {other}: {contrast}");
            }
        }
    }
}

#[test]
fn no_two_colors_are_alike() {
    for hues in [LIGHT_HUES, DARK_HUES] {
        for (index, one) in hues.iter().enumerate() {
            for other in &hues[..index] {
                let distance = distance(one, other);
                assert!(distance >= 20.0, "{one} and {other}: {distance}");
            }
        }
    }
}

/// The corners of a shape, curves in eight pieces.
fn outline(path: Option<&str>) -> Vec<(f64, f64)> {
    let Some(path) = path else {
        let turn = |n: u32| f64::from(n) * std::f64::consts::TAU / 48.0;
        return (0..48).map(|n| (turn(n).cos() * 12.0, turn(n).sin() * 12.0)).collect();
    };
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut rest = path;
    while let Some(command) = rest.chars().next() {
        let end = rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |at| at + 1);
        let numbers: Vec<f64> =
            rest[1..end].split_whitespace().map(|n| n.parse().expect("a number")).collect();
        let (x, y) = points.last().copied().unwrap_or_default();
        match (command, &numbers[..]) {
            ('M' | 'L', &[x, y]) => points.push((x, y)),
            ('H', &[x]) => points.push((x, y)),
            ('V', &[y]) => points.push((x, y)),
            ('Q', &[cx, cy, to_x, to_y]) => points.extend((1..=8).map(|n| {
                let t = f64::from(n) / 8.0;
                let on = |from: f64, over: f64, to: f64| {
                    (1.0 - t).powi(2) * from + 2.0 * t * (1.0 - t) * over + t * t * to
                };
                (on(x, cx, to_x), on(y, cy, to_y))
            })),
            ('Z', []) => {}
            other => panic!("{other:?} in {path}"),
        }
        rest = &rest[end..];
    }
    points
}

fn holds(outline: &[(f64, f64)], x: f64, y: f64) -> bool {
    let next = outline.iter().cycle().skip(1);
    let crossed = outline.iter().zip(next).filter(|((x1, y1), (x2, y2))| {
        (*y1 > y) != (*y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    });
    crossed.count() % 2 == 1
}

/// A grid of half units around the middle; whether a shape covers each of its points.
fn raster(shape: &[(f64, f64)]) -> Vec<bool> {
    let places = || (-34..34).map(|n| f64::from(n) / 2.0 + 0.25);
    places().flat_map(|y| places().map(move |x| holds(shape, x, y))).collect()
}

#[test]
fn no_two_shapes_are_alike() {
    let replicas = || (0..16).map(ReplicaId);
    let rasters: Vec<_> = replicas().map(|replica| raster(&outline(shape(replica).0))).collect();
    for (index, one) in rasters.iter().enumerate() {
        let n_covered = one.iter().filter(|covered| **covered).count();
        for (other_index, other) in rasters[..index].iter().enumerate() {
            let n_different = one.iter().zip(other).filter(|(one, other)| one != other).count();
            let percent = 100 * n_different / n_covered;
            assert!(percent >= 12, "shapes {index} and {other_index}: {percent} %");
        }
    }
}

#[test]
fn every_shape_has_room_for_its_letter() {
    for replica in (0..16).map(ReplicaId) {
        let (path, drop) = shape(replica);
        let outline = outline(path);
        // A capital letter of 14 px: 9 wide, 10 high; an M is wider than the others.
        let half = if replica.to_string() == "M" { 6.0 } else { 4.5 };
        for (x, y) in [(-half, -5.0), (half, -5.0), (-half, 5.0), (half, 5.0)] {
            // What is pointed above has its letter pointed too, and the other way round.
            let (x, y) = if replica.index() == 2 && y < 0.0 { (x / 3.0, y) } else { (x, y) };
            assert!(holds(&outline, x, y + f64::from(drop)), "{replica} at {x}, {y}");
        }
    }
}
