//! Many children over several years: what is read, merged and joined is the same on one thread and on four.

use std::fmt::Write;

use rayon::ThreadPoolBuilder;
use returns::record::{Record, join};
use returns::{Findings, Input, read};

const CHILDREN: u32 = 4_000;

/// Headers and episodes of a year. Children have several episodes, so that pieces of work would end within one; some are
/// left open, overlap, change or are lacking in a year, so that there is something to find and to repair.
fn year(year: u32) -> [Input<'static>; 2] {
    let mut headers = String::from("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n");
    let mut episodes = String::from(
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n",
    );
    for child in (0..CHILDREN).filter(|child| !(child + year).is_multiple_of(7)) {
        let _ =
            writeln!(headers, "{:07},{},0{}/05/2012,WBRI,UN1,0,", child * 3, 1 + child % 2, 1 + child % 9);
        for n in 0..3 + child % 5 {
            let (from, to) = (1 + 2 * n, 3 + 2 * n);
            let start = if n == 0 { "S" } else { "P" };
            let end = match (child + n + year) % 11 {
                0 => String::new(),
                1 => format!("20/{to:02}/{}", year - 2),
                _ => format!("01/{:02}/{}", to.min(12), year - 2),
            };
            let reason = if end.is_empty() { "" } else { "X1" };
            let place = ["U1", "U4", "K2"][(child + n + year % 2 * (child % 13)) as usize % 3];
            let _ = writeln!(
                episodes,
                "{:07},01/{:02}/{},{start},C2,N1,{place},PR1,{end},{reason},,,,",
                child * 3,
                from.min(12),
                year - 2
            );
        }
    }
    [
        Input::of_bytes(format!("{year}/header.csv"), headers.into_bytes()),
        Input::of_bytes(format!("{year}/episodes.csv"), episodes.into_bytes()),
    ]
}

fn joined(threads: usize) -> (Findings, Record, Findings) {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
    pool.install(|| {
        let inputs: Vec<Input> = [2023, 2024, 2025].into_iter().flat_map(year).collect();
        let reading = read(&inputs, &|_| {});
        let (record, findings) = join(&reading);
        (reading.findings, record, findings)
    })
}

#[test]
fn threads_leave_no_trace() {
    let one = joined(1);
    assert_eq!(one.1.children.len(), CHILDREN as usize);
    assert!(one.2.kept().len() > 1_000, "merging repairs much: {}", one.2.kept().len());
    for threads in [2, 4] {
        let several = joined(threads);
        assert!(one == several, "{threads} threads: not the same as one");
    }
}
