//! Reading files apart from the threads that answer.

use std::sync::Arc;

use returns::{Input, read};
use tokio::sync::OwnedSemaphorePermit;

use crate::State;
use crate::held::{Data, Held, Now, Whose};

/// Starts to read files in the place of what is loaded. `intake` is kept until they are read.
pub(crate) fn start(
    state: &State,
    intake: OwnedSemaphorePermit,
    whose: Whose,
    inputs: impl FnOnce() -> Vec<Input<'static>> + Send + 'static,
) {
    let number = state.desk().replace(Data::Reading(Now::default()));
    let state = state.clone();
    tokio::task::spawn_blocking(move || {
        let _intake = intake;
        let _fault = Fault { state: state.clone(), number };
        let mut reading = read(&inputs(), &|p| {
            let now = Now { name: p.name.to_owned(), done: p.done, of: p.of };
            state.desk().settle(number, Data::Reading(now));
        });
        reading.today = Some(jiff::Zoned::now().date());
        let held = Held::new(state.country(), whose, reading, state.code_key());
        state.desk().settle(number, Data::Ready(Arc::new(held)));
    });
}

/// Starts to read the returns of the plan folder that the program was started with; without one nothing happens.
///
/// Must be called within a runtime.
pub fn load_plan_returns(state: &State, inputs: impl FnOnce() -> Vec<Input<'static>> + Send + 'static) {
    let Some(folder) = state.folder() else { return };
    let Some(area) = state.area(&folder.area.code.to_string()) else { return };
    let plan = folder.plan.clone();
    let name = if plan.name.is_empty() { area.name.clone() } else { plan.name.clone() };
    // At the start of the program nobody else reads.
    let Some(intake) = state.intake() else { return };
    start(state, intake, Whose { area, name, made_up: false, plan }, inputs);
}

/// Says that a reading ended in a fault, if it ended without a result.
struct Fault {
    state: State,
    number: u64,
}

impl Drop for Fault {
    fn drop(&mut self) {
        let mut desk = self.state.desk();
        if desk.number == self.number && matches!(desk.data, Data::Reading(_)) {
            desk.data = Data::Failed;
        }
    }
}
