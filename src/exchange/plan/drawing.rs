//! What is in a plan file, before anything is read into it: lines, arcs, texts and blocks on
//! layers, in the file's own unit.

use crate::building::{Point, Segment};

/// No coordinate is farther out, in the file's unit: 1 000 km in millimetres.
const FARTHEST: f64 = 1e9;
/// What is said of a part that is.
const FAR: &str = "> 10⁹";

/// The number of a layer in [`Drawing::layers`].
pub type LayerNumber = u32;

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// On which layer.
    pub layer: LayerNumber,
    /// Where.
    pub line: Segment,
}

/// A part of a circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arc {
    /// On which layer.
    pub layer: LayerNumber,
    /// The middle of the circle.
    pub centre: Point,
    /// Where it begins.
    pub from: Point,
    /// By how much it turns about the middle, counter-clockwise positive, degrees.
    pub sweep: f64,
}

impl Arc {
    /// The circle's radius.
    #[must_use]
    pub fn radius(&self) -> f64 {
        self.centre.distance(self.from)
    }

    /// Where it ends.
    #[must_use]
    pub fn to(&self) -> Point {
        self.from.turned(self.sweep, self.centre)
    }

    /// The arc as straight lines of at most 10 degrees each.
    pub fn strokes(&self) -> impl Iterator<Item = Stroke> + '_ {
        let count = (self.sweep.abs() / 10.0).ceil().clamp(1.0, 36.0);
        let at = move |n: f64| self.from.turned(self.sweep * n / count, self.centre);
        (0..count as u32)
            .map(f64::from)
            .map(move |n| Stroke { layer: self.layer, line: Segment::new(at(n), at(n + 1.0)) })
    }
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// On which layer.
    pub layer: LayerNumber,
    /// The middle of it, about.
    pub at: Point,
    /// How high the letters are.
    pub height: f64,
    /// What it says; lines are separated by a blank.
    pub words: String,
}

/// A named block that was put into the drawing; what it is made of is among the strokes and arcs.
#[derive(Clone, Debug, PartialEq)]
pub struct Insert {
    /// On which layer.
    pub layer: LayerNumber,
    /// The block's name.
    pub name: String,
    /// The base line of what it is made of: from its left to its right, at its insertion point's
    /// height.
    pub line: Segment,
    /// Whether an arc is among what it is made of.
    pub has_arc: bool,
}

/// What a file holds, and what of it is passed over.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// The layers' names.
    pub layers: Vec<String>,
    /// Straight lines.
    pub strokes: Vec<Stroke>,
    /// Arcs.
    pub arcs: Vec<Arc>,
    /// Texts.
    pub texts: Vec<Text>,
    /// Blocks.
    pub inserts: Vec<Insert>,
    /// How long the file's unit is, m; nothing if the file does not say.
    pub unit: Option<f64>,
    /// Whether its lengths are those of a page, in no unit that buildings are drawn in.
    pub on_paper: bool,
    /// What was passed over: the kind and how often.
    pub passed_over: Vec<(String, usize)>,
}

impl Drawing {
    /// The number of the layer with this name, which is added if it is new.
    pub fn layer(&mut self, name: &str) -> LayerNumber {
        let known = self.layers.iter().position(|layer| layer == name);
        let number = known.unwrap_or_else(|| {
            self.layers.push(name.to_owned());
            self.layers.len() - 1
        });
        number as LayerNumber
    }

    /// Counts something that is passed over.
    pub fn pass_over(&mut self, kind: &str) {
        match self.passed_over.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count += 1,
            None => self.passed_over.push((kind.to_owned(), 1)),
        }
    }

    /// How many parts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.strokes.len() + self.arcs.len() + self.texts.len() + self.inserts.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The drawing without what lies farther out than any plan; that is counted as passed over.
    #[must_use]
    pub fn without_far(mut self) -> Self {
        let near = |p: Point| p.x.abs() <= FARTHEST && p.y.abs() <= FARTHEST;
        let before = self.len();
        self.strokes.retain(|stroke| near(stroke.line.a) && near(stroke.line.b));
        self.arcs.retain(|arc| near(arc.centre) && near(arc.from) && arc.sweep.is_finite());
        self.texts.retain(|text| near(text.at) && text.height.abs() <= FARTHEST);
        self.inserts.retain(|insert| near(insert.line.a) && near(insert.line.b));
        for _ in self.len()..before {
            self.pass_over(FAR);
        }
        self
    }

    /// The drawing with all lengths multiplied by `metres` and moved by `-origin` (in the file's
    /// unit).
    #[must_use]
    pub fn in_metres(mut self, metres: f64, origin: Point) -> Self {
        let place = |p: Point| Point::new((p.x - origin.x) * metres, (p.y - origin.y) * metres);
        let line = |s: Segment| Segment::new(place(s.a), place(s.b));
        for stroke in &mut self.strokes {
            stroke.line = line(stroke.line);
        }
        for arc in &mut self.arcs {
            (arc.centre, arc.from) = (place(arc.centre), place(arc.from));
        }
        for text in &mut self.texts {
            (text.at, text.height) = (place(text.at), text.height * metres);
        }
        for insert in &mut self.inserts {
            insert.line = line(insert.line);
        }
        self.unit = Some(1.0);
        self
    }
}
