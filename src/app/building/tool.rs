//! The tools of the plan, their keys and their icons.

use eframe::egui::{self, Key, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, vec2};

/// What a click on the plan does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Selects, moves and reshapes.
    #[default]
    Select,
    /// A rectangular space between two corners.
    Rectangle,
    /// A space corner by corner.
    Polygon,
    /// A door in the wall under the pointer.
    Door,
    /// A free-standing wall.
    Wall,
    /// A stair between two corners.
    Stair,
    /// A piece of safety equipment.
    Equipment,
    /// An assembly point between two corners.
    AssemblyPoint,
    /// A fire-engine lane, point by point.
    FireLane,
    /// A gate of the site.
    Gate,
    /// Another place of the site between two corners.
    SitePlace,
    /// A line that divides the space under it.
    Split,
    /// The distance between two points.
    Measure,
    /// Two points of the underlay with a known distance.
    ScaleUnderlay,
}

impl Tool {
    /// The tools of the toolbar, in its order.
    pub const BAR: [Self; 13] = [
        Self::Select,
        Self::Rectangle,
        Self::Polygon,
        Self::Door,
        Self::Wall,
        Self::Stair,
        Self::Equipment,
        Self::AssemblyPoint,
        Self::FireLane,
        Self::Gate,
        Self::SitePlace,
        Self::Split,
        Self::Measure,
    ];

    /// The key of its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Select => "tool-select",
            Self::Rectangle => "tool-rectangle",
            Self::Polygon => "tool-polygon",
            Self::Door => "tool-door",
            Self::Wall => "tool-wall",
            Self::Stair => "tool-stair",
            Self::Equipment => "tool-equipment",
            Self::AssemblyPoint => "tool-assembly-point",
            Self::FireLane => "tool-fire-lane",
            Self::Gate => "tool-gate",
            Self::SitePlace => "tool-site-place",
            Self::Split => "tool-split",
            Self::Measure => "tool-measure",
            Self::ScaleUnderlay => "tool-scale-underlay",
        }
    }

    /// The key of what to do with it, for the line under the plan.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Select => "tool-hint-select",
            Self::Rectangle | Self::Stair | Self::AssemblyPoint | Self::SitePlace => {
                "tool-hint-rectangle"
            }
            Self::Polygon | Self::FireLane => "tool-hint-polygon",
            Self::Door => "tool-hint-door",
            Self::Wall | Self::Gate | Self::Measure => "tool-hint-line",
            Self::Split => "tool-hint-split",
            Self::Equipment => "tool-hint-equipment",
            Self::ScaleUnderlay => "tool-hint-scale",
        }
    }

    /// Its key on the keyboard.
    #[must_use]
    pub const fn shortcut(self) -> Option<Key> {
        Some(match self {
            Self::Select => Key::V,
            Self::Rectangle => Key::S,
            Self::Polygon => Key::P,
            Self::Door => Key::D,
            Self::Wall => Key::W,
            Self::Stair => Key::T,
            Self::Equipment => Key::E,
            Self::AssemblyPoint => Key::A,
            Self::FireLane => Key::L,
            Self::Gate => Key::G,
            Self::SitePlace => Key::B,
            Self::Split => Key::K,
            Self::Measure => Key::M,
            Self::ScaleUnderlay => return None,
        })
    }

    /// How many points it takes; nothing for as many as the user likes.
    #[must_use]
    pub const fn points(self) -> Option<usize> {
        match self {
            Self::Select => Some(0),
            Self::Door | Self::Equipment => Some(1),
            Self::Polygon | Self::FireLane => None,
            _ => Some(2),
        }
    }

    /// Whether its two points are opposite corners.
    #[must_use]
    pub const fn is_rectangle(self) -> bool {
        matches!(self, Self::Rectangle | Self::Stair | Self::AssemblyPoint | Self::SitePlace)
    }
}

/// A toolbar button with the tool's icon; its name and key are told on hover and to screen readers.
pub fn button(ui: &mut egui::Ui, tool: Tool, name: &str, selected: bool) -> egui::Response {
    let enabled = ui.is_enabled();
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(30.0), egui::Sense::click());
    let info = || egui::WidgetInfo::selected(egui::Role::Button, enabled, selected, name);
    response.widget_info(info);
    let visuals = ui.style().interact_selectable(&response, selected);
    if selected || response.hovered() || response.has_focus() {
        ui.painter().rect(rect, 4.0, visuals.bg_fill, visuals.bg_stroke, StrokeKind::Inside);
    }
    icon(ui.painter(), tool, rect.shrink(6.0), visuals.text_color());
    let tip =
        tool.shortcut().map_or_else(|| name.to_owned(), |k| format!("{name}  ({})", k.name()));
    response.on_hover_text(tip)
}

fn icon(painter: &Painter, tool: Tool, rect: Rect, color: egui::Color32) {
    let line = Stroke::new(1.6, color);
    let at = |x: f32, y: f32| -> Pos2 { rect.min + vec2(x * rect.width(), y * rect.height()) };
    let path = |points: &[(f32, f32)], closed: bool| {
        let points: Vec<Pos2> = points.iter().map(|(x, y)| at(*x, *y)).collect();
        painter.add(if closed {
            Shape::closed_line(points, line)
        } else {
            Shape::line(points, line)
        });
    };
    match tool {
        Tool::Select => path(
            &[
                (0.2, 0.05),
                (0.2, 0.85),
                (0.42, 0.66),
                (0.58, 0.98),
                (0.7, 0.92),
                (0.56, 0.6),
                (0.82, 0.58),
            ],
            true,
        ),
        Tool::Rectangle => {
            painter.rect_stroke(rect.shrink2(vec2(0.5, 2.5)), 0.0, line, StrokeKind::Inside);
            for corner in [at(0.03, 0.14), at(0.97, 0.86)] {
                painter.circle_filled(corner, 2.2, color);
            }
        }
        Tool::Polygon => {
            path(
                &[(0.05, 0.9), (0.05, 0.1), (0.6, 0.1), (0.6, 0.5), (0.95, 0.5), (0.95, 0.9)],
                true,
            );
        }
        Tool::Door => {
            path(&[(0.0, 0.85), (0.15, 0.85), (0.15, 0.1)], false);
            path(&[(0.15, 0.1), (0.5, 0.2), (0.75, 0.45), (0.85, 0.85)], false);
            path(&[(0.85, 0.85), (1.0, 0.85)], false);
        }
        Tool::Wall => {
            painter.line_segment([at(0.08, 0.85), at(0.92, 0.15)], Stroke::new(4.0, color));
        }
        Tool::Stair => path(
            &[
                (0.0, 0.95),
                (0.25, 0.95),
                (0.25, 0.7),
                (0.5, 0.7),
                (0.5, 0.45),
                (0.75, 0.45),
                (0.75, 0.2),
                (1.0, 0.2),
            ],
            false,
        ),
        Tool::Equipment => {
            painter.rect_stroke(rect.shrink(1.5), 2.0, line, StrokeKind::Inside);
            painter.circle_filled(rect.center(), 3.4, color);
        }
        Tool::AssemblyPoint => {
            painter.circle_filled(rect.center(), 2.0, color);
            for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                let corner = at(x, y);
                painter.arrow(corner, (rect.center() - corner) * 0.62, line);
            }
        }
        Tool::FireLane => {
            path(&[(0.2, 1.0), (0.35, 0.0)], false);
            path(&[(0.8, 1.0), (0.65, 0.0)], false);
            for y in [0.1, 0.45, 0.8] {
                path(&[(0.5, y), (0.5, y + 0.16)], false);
            }
        }
        Tool::Gate => {
            for x in [0.08, 0.92] {
                painter.line_segment([at(x, 0.15), at(x, 0.9)], Stroke::new(3.0, color));
            }
            path(&[(0.08, 0.4), (0.92, 0.4)], false);
            path(&[(0.08, 0.7), (0.92, 0.7)], false);
        }
        Tool::SitePlace => {
            path(&[(0.0, 0.95), (1.0, 0.95)], false);
            path(&[(0.12, 0.95), (0.12, 0.4), (0.5, 0.08), (0.88, 0.4), (0.88, 0.95)], false);
            path(&[(0.38, 0.95), (0.38, 0.6), (0.62, 0.6), (0.62, 0.95)], false);
        }
        Tool::Split => {
            painter.rect_stroke(rect.shrink2(vec2(0.5, 2.5)), 0.0, line, StrokeKind::Inside);
            painter.extend(Shape::dashed_line(&[at(0.62, -0.05), at(0.38, 1.05)], line, 3.0, 2.0));
        }
        Tool::Measure | Tool::ScaleUnderlay => {
            path(&[(0.0, 0.3), (1.0, 0.3), (1.0, 0.75), (0.0, 0.75)], true);
            for x in [0.2, 0.4, 0.6, 0.8] {
                path(&[(x, 0.3), (x, 0.52)], false);
            }
        }
    }
}
