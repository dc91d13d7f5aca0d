//! Writes made-up spells as CSV: `cargo run -p rates --example made_up_spells illness 2279`, or `childhood 100000`.

#[path = "../tests/made_up/mod.rs"]
mod made_up;

use std::io::Write;

use made_up::{CHILDHOOD, ILLNESS};

#[expect(clippy::disallowed_methods, reason = "an example reads its arguments")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let course = match arguments.next().as_deref() {
        Some("illness") => ILLNESS,
        Some("childhood") => CHILDHOOD,
        _ => return Err("expected illness or childhood, and how many people".into()),
    };
    let people: u32 = arguments.next().ok_or("expected how many people")?.parse()?;
    let name = |position: u16| course.names[usize::from(position)];
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "person,position,entered,start,end,next")?;
    for s in made_up::spells(&course, people, 1) {
        let entered = s.entered.map(|t| t.to_string()).unwrap_or_default();
        let next = s.next.map(name).unwrap_or_default();
        writeln!(out, "{},{},{entered},{},{},{next}", s.person, name(s.position), s.start, s.end)?;
    }
    out.flush()?;
    Ok(())
}
