//! What the scenarios of the samples have in common: a name behind every duty.

use muster::building::{Building, Site};
use muster::drill::{
    Checkpoint, Inject, InjectId, Person, PreStartCheck, Role, RoleAssignment, Trigger,
    propose_pre_start, propose_roles,
};
use muster::units::Seconds;

use super::people::name;

/// The proposed roles, the open ones taken by the people from number `from` on.
pub fn named_roles(building: &Building, site: &Site, from: usize) -> Vec<RoleAssignment> {
    let mut roles = propose_roles(building, site);
    for (number, role) in roles.iter_mut().enumerate().filter(|(_, role)| role.person.is_empty()) {
        role.person = name(from + number);
    }
    roles
}

/// The proposed checks, answered for by the people from number `from` on.
pub fn named_checks(building: &Building, people: &[Person], from: usize) -> Vec<PreStartCheck> {
    let mut checks = propose_pre_start(building, people);
    for (number, check) in checks.iter_mut().enumerate() {
        check.person = name(from + number);
    }
    checks
}

/// Sets targets by checkpoint id, in seconds.
pub fn with_targets(checkpoints: &mut [Checkpoint], targets: &[(&str, f64)]) {
    for checkpoint in checkpoints {
        let own = targets.iter().find(|(id, _)| *id == checkpoint.id.as_str());
        checkpoint.target = own.map(|(_, target)| Seconds::new(*target)).or(checkpoint.target);
    }
}

pub fn inject(id: &str, trigger: Trigger, to: Role, message: &str, expected: &str) -> Inject {
    Inject {
        id: InjectId::new(id),
        trigger,
        to,
        message: message.to_owned(),
        expected: expected.to_owned(),
    }
}
