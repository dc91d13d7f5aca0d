//! Groups of children, and what their journeys have in common.

mod before_care;
mod before_strip;
mod comebacks;
mod cost_by_agency;
mod costliest;
mod disclosure;
mod facts;
mod flow;
mod pathways;
mod services;
mod study;
mod timeline;

pub use before_care::{Before, BeforeCare, before_care};
pub use before_strip::{Stretch, Strip, StripRow, before_strip};
pub use comebacks::{Comeback, comebacks};
pub use cost_by_agency::{AgencyCost, cost_by_agency};
pub use costliest::{Costliest, Profile, costliest};
pub use disclosure::{Disclosure, SMALLEST};
pub use facts::{Facts, Filter};
pub use flow::{Flow, FlowStep, flow};
pub use pathways::{Pathway, pathways};
pub use services::{ServiceUse, services};
pub use study::{Study, journeys};
pub use timeline::{Entry, timeline};
