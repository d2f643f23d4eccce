//! From a plan of each kind to a drill: imported, confirmed, checked, predicted and rehearsed.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../examples/plans/draw.rs"]
mod draw;

use muster::building::problem::{Severity, problems};
use muster::building::{BuildingId, Site};
use muster::drill::rehearsal::{play, script};
use muster::drill::{
    CheckpointKind, Prediction, Run, Scenario, ScenarioId, propose_checkpoints, propose_roles,
};
use muster::exchange::plan::{Options, PlanKind, Stop, propose};
use muster::language::Language;
use muster::rules::check;
use muster::store::rule_pack;

/// How many decisions a user has to take after the import: one click confirms all guesses.
fn chain(name: &str, kind: PlanKind, bytes: &[u8]) -> usize {
    let proposal = propose(kind, bytes, &Options::default(), &Stop::default()).unwrap();
    let mut building = proposal.building(BuildingId::new("plan"), name, Language::Chinese);
    let site = Site::default();
    let guesses = building.unconfirmed();
    building.confirm(&guesses);
    let found = problems(&building, &site);
    let errors: Vec<_> = found.iter().filter(|p| p.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
    assert_eq!(building.unconfirmed().len(), 0);
    // What the rules find is for the officer; here it must only be found.
    for pack in ["gb", "nfpa"] {
        let pack = rule_pack(pack, None).unwrap();
        assert!(check(&building, &site, &pack).len() < 400, "{name}");
    }
    let mut scenario = Scenario::new(ScenarioId::new("first"), "First", building.id.clone());
    scenario.checkpoints = propose_checkpoints(&building, &site);
    scenario.roles = propose_roles(&building, &site);
    let flow = scenario.predict_flow(&building);
    assert!(flow.people > 0, "{name}: nobody is there");
    assert_eq!(flow.stranded, 0, "{name}: somebody finds no way out");
    assert!((5.0..900.0).contains(&flow.total.get()), "{name}: {}", flow.total.get());
    let prediction = Prediction::from_flow(&scenario, &building, &site, &flow);
    let script = script(&scenario, &building, &site, &[], Some(&prediction), 1);
    let scenario = std::sync::Arc::new(scenario);
    let started = "2026-06-12T14:00:05+08:00".parse().unwrap();
    let events = play(Run::ready(scenario.clone()), &script, started, "李强").unwrap();
    let cleared = scenario.checkpoints.iter().filter(|checkpoint| {
        matches!(
            checkpoint.kind,
            CheckpointKind::SpaceCleared(_) | CheckpointKind::StoreyCleared(_)
        )
    });
    assert!(events.len() > cleared.count(), "{name}: {} events", events.len());
    usize::from(!guesses.is_empty())
}

#[test]
fn five_plans_of_different_kinds_become_drills() {
    let offices = draw::offices("offices", draw::PLAIN);
    let plan = |title| draw::all().into_iter().find(|plan| plan.title == title).unwrap();
    let clicks = [
        ("dxf", chain("dxf", PlanKind::Dxf, plan("workshop").dxf().as_bytes())),
        ("svg", chain("svg", PlanKind::Svg, offices.svg().as_bytes())),
        ("ifc4", chain("ifc4", PlanKind::Ifc, include_bytes!("ifc/plant.ifc"))),
        ("ifc2x3", chain("ifc2x3", PlanKind::Ifc, include_bytes!("ifc/works.ifc"))),
        ("pdf", chain("pdf", PlanKind::Pdf, &offices.pdf(true))),
        ("messy dxf", chain("messy dxf", PlanKind::Dxf, plan("messy").dxf().as_bytes())),
    ];
    for (name, clicks) in clicks {
        println!("{name:10} manual corrections: {clicks}");
    }
}
