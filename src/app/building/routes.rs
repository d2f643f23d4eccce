//! Routes in the editor: what each space has, arrows on the plan, and designating them by clicks.

use std::sync::Arc;

use eframe::egui::{self, Context, Ui};

use super::derived::pace;
use super::wish::{Scene, Wish};
use super::{Editor, field};
use crate::app::beside::{Latest, Pace, Same};
use crate::app::plan::{Arrow, Palette};
use crate::building::edit::Edit;
use crate::building::network::Loss;
use crate::building::{
    Building, Closures, Door, ElementId, Network, Rank, Routes, Space, SpaceId, StoreyId, Via, Way,
};
use crate::language::{Choice, Message, msg};

/// The routes of a building, found again only when it has changed.
#[derive(Default)]
pub(super) struct Found {
    ways: Latest<Same<Building>, Ways>,
    /// What is lost with the element that is selected.
    lost: Latest<(Same<Building>, ElementId), Arc<Vec<Loss>>>,
}

type Ways = (Arc<Network>, Arc<Routes>);

/// A route that is being designated: what was clicked so far.
#[derive(Clone, Debug)]
pub(super) struct Designating {
    space: SpaceId,
    rank: Rank,
    via: Vec<Via>,
}

impl Found {
    /// The routes, or those from a moment ago where the building is large.
    fn ways(&mut self, ctx: &Context, building: &Arc<Building>, pace: Pace) -> Option<Ways> {
        self.ways.ask(ctx, Same(building.clone()), pace, |building| {
            let network = Network::new(&building.0);
            let routes = network.routes(&Closures::default());
            (Arc::new(network), Arc::new(routes))
        });
        let (of, ways) = self.ways.newest()?;
        (of.0.id == building.id).then(|| ways.clone())
    }

    /// What is lost with an element.
    fn lost(
        &mut self,
        ctx: &Context,
        building: &Arc<Building>,
        element: &ElementId,
        pace: Pace,
    ) -> Option<Arc<Vec<Loss>>> {
        let (network, _) = self.ways(ctx, building, pace)?;
        self.lost.ask(ctx, (Same(building.clone()), element.clone()), pace, move |(_, element)| {
            Arc::new(network.what_if_lost(element, &Closures::default()))
        });
        let ((of, about), lost) = self.lost.newest()?;
        (of.0.id == building.id && about == element).then(|| lost.clone())
    }
}

impl Editor {
    /// The routes of the selected spaces, or of all if none is selected, as arrows.
    pub(super) fn arrows(
        &mut self,
        ctx: &Context,
        scene: &Scene<'_>,
        palette: &Palette,
    ) -> Vec<Arrow> {
        let pace = pace(scene.building, self.drag.is_some());
        let Some((network, routes)) = self.found.ways(ctx, scene.building, pace) else {
            return Vec::new();
        };
        let selected: Vec<&SpaceId> = scene
            .building
            .spaces()
            .map(|(_, space)| &space.id)
            .filter(|id| self.selection.contains(&ElementId::from(*id)))
            .collect();
        let all = selected.is_empty();
        let mut arrows = Vec::new();
        for (id, ways) in routes.spaces() {
            if !all && !selected.contains(&id) {
                continue;
            }
            let designated = |rank: Rank| {
                let mut own = routes.designated().iter();
                own.find(|route| route.space == *id && route.rank == rank)
                    .and_then(|route| route.way.as_ref().ok())
            };
            let primary = designated(Rank::Primary).or(ways.best.as_ref());
            let automatic = [&ways.second, &ways.best].into_iter().flatten();
            // A primary route that was picked may be what the second way out would be.
            let other = automatic.filter(|way| primary.is_none_or(|p| p.via() != way.via()));
            let alternative =
                designated(Rank::Alternative).or_else(|| other_exit_first(primary, other));
            let exit = palette.exit;
            arrows.extend(primary.into_iter().flat_map(|way| {
                paths(&network, way, scene.storey).map(move |path| Arrow {
                    path,
                    color: exit,
                    dashed: false,
                })
            }));
            if !all {
                let blue = palette.selection;
                arrows.extend(alternative.into_iter().flat_map(|way| {
                    paths(&network, way, scene.storey).map(move |path| Arrow {
                        path,
                        color: blue,
                        dashed: true,
                    })
                }));
            }
        }
        arrows
    }

    /// How people leave a space, and the routes that the officer designates for it.
    pub(super) fn routes_of_space(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        space: &Space,
        wishes: &mut Vec<Wish>,
    ) {
        let pace = pace(scene.building, self.drag.is_some());
        let Some((_, routes)) = self.found.ways(ui.ctx(), scene.building, pace) else { return };
        field::group(ui, &scene.t("routes-title"));
        let ways = routes.of(&space.id);
        let best = ways.and_then(|ways| ways.best.as_ref());
        let Some(best) = best else {
            ui.label(scene.t("routes-none"));
            return;
        };
        let farthest = ways.and_then(|ways| ways.farthest.as_ref()).unwrap_or(best);
        field::fact(ui, &scene.t("routes-distance"), &format!("{:.1} m", farthest.length));
        field::fact(ui, &scene.t("routes-best"), &way_text(scene, best));
        let second = ways.and_then(|ways| ways.second.as_ref());
        let second = second.map_or_else(|| scene.t("routes-no-second"), |way| way_text(scene, way));
        field::fact(ui, &scene.t("routes-second"), &second);
        for rank in Rank::ALL {
            let title = scene.language.say(&Message::new(rank.key()));
            let own = routes.designated().iter();
            let own = own.clone().find(|r| r.space == space.id && r.rank == *rank);
            let text = match own.map(|route| &route.way) {
                None => scene.t("routes-automatic"),
                Some(Ok(way)) => way_text(scene, way),
                Some(Err(problem)) => scene.language.say(&problem.message()),
            };
            field::fact(ui, &title, &text);
            ui.horizontal_wrapped(|ui| {
                let pick = scene.language.say(&msg!("routes-pick", rank = *rank));
                if ui.small_button(pick).clicked() {
                    let (space, rank) = (space.id.clone(), *rank);
                    self.designating = Some(Designating { space, rank, via: Vec::new() });
                    self.show.routes = true;
                }
                if own.is_some() {
                    let clear = scene.language.say(&msg!("routes-clear", rank = *rank));
                    if ui.small_button(clear).clicked() {
                        let (space, rank) = (space.id.clone(), *rank);
                        let via = Vec::new();
                        wishes.push(Wish::Edit(Edit::Designate { space, rank, via }));
                    }
                }
            });
        }
    }

    /// What the spaces lose when a door or a stair can't be used.
    pub(super) fn losses(&mut self, ui: &mut Ui, scene: &Scene<'_>, element: &ElementId) {
        let pace = pace(scene.building, self.drag.is_some());
        let losses = self.found.lost(ui.ctx(), scene.building, element, pace);
        let Some(losses) = losses else { return };
        field::group(ui, &scene.t("routes-if-lost"));
        if losses.is_empty() {
            ui.weak(scene.t("routes-nothing-lost"));
        }
        for loss in losses.iter().take(12) {
            let name = scene.building.space(&loss.space).map_or("", |(_, s)| s.name.as_str());
            let text = match loss.after {
                Some(after) => format!("{:.0} → {after:.0} m", loss.before),
                None => scene.t("routes-no-way-left"),
            };
            field::fact(ui, name, &text);
        }
    }

    /// Whether clicks on the plan pick the way of a route.
    pub(super) const fn is_designating(&self) -> bool {
        self.designating.is_some()
    }

    /// A click while a route is being designated: a door or a stair goes on, an exit ends it.
    pub(super) fn pick_via(
        &mut self,
        scene: &Scene<'_>,
        hit: Option<ElementId>,
        wishes: &mut Vec<Wish>,
    ) {
        let Some(designating) = &mut self.designating else { return };
        match hit {
            Some(ElementId::Door(id)) => {
                let exit = scene.building.door(&id).is_some_and(|(_, door): (_, &Door)| door.exit);
                designating.via.push(Via::Door(id));
                if exit {
                    self.end_designating(wishes);
                }
            }
            Some(ElementId::Space(space)) => {
                let stair = scene.building.stairs.iter().find(|s| s.levels.contains(&space));
                let next = stair.map(|stair| Via::Stair(stair.id.clone()));
                if next.is_some() && designating.via.last() != next.as_ref() {
                    designating.via.extend(next);
                }
            }
            _ => {}
        }
    }

    /// Designates what was picked so far.
    pub(super) fn end_designating(&mut self, wishes: &mut Vec<Wish>) {
        if let Some(Designating { space, rank, via }) = self.designating.take()
            && !via.is_empty()
        {
            wishes.push(Wish::Edit(Edit::Designate { space, rank, via }));
        }
    }

    /// The line under the plan while a route is being designated.
    pub(super) fn designating_hint(&self, ui: &mut Ui, scene: &Scene<'_>) {
        let Some(designating) = &self.designating else { return };
        let names: Vec<&str> = designating.via.iter().map(|via| name_of(scene, via)).collect();
        let text = if names.is_empty() { "…".to_owned() } else { names.join(" → ") };
        let message = msg!("routes-hint", rank = designating.rank, via = text);
        let text = egui::RichText::new(scene.language.say(&message)).strong();
        ui.add(egui::Label::new(text).truncate());
    }
}

fn name_of<'a>(scene: &Scene<'a>, via: &'a Via) -> &'a str {
    match via {
        Via::Door(id) => scene.building.door(id).map_or(id.as_str(), |(_, door)| &door.name),
        Via::Stair(id) => scene.building.stair(id).map_or(id.as_str(), |stair| &stair.name),
    }
}

/// Of the ways, the one to another exit than the primary one; any other if there is none.
fn other_exit_first<'w>(
    primary: Option<&Way>,
    ways: impl Iterator<Item = &'w Way> + Clone,
) -> Option<&'w Way> {
    let exit = primary.map(|way| &way.exit);
    ways.clone().find(|way| Some(&way.exit) != exit).or_else(|| ways.clone().next())
}

/// `E1 · 34.5 m` and what it passes.
fn way_text(scene: &Scene<'_>, way: &Way) -> String {
    let via = way.via();
    let names: Vec<&str> = via.iter().map(|via| name_of(scene, via)).collect();
    format!("{} · {:.1}\u{a0}m", names.join(" → "), way.length)
}

fn paths(
    network: &Network,
    way: &Way,
    storey: &StoreyId,
) -> impl Iterator<Item = Vec<crate::building::Point>> {
    let legs = network.legs(way).into_iter();
    let storey = storey.clone();
    legs.filter(move |leg| leg.storey == storey && leg.points.len() > 1).map(|leg| leg.points)
}
