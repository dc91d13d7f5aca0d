//! Properties that hold for any input: reading never panics, writing and reading give the same, and merging
//! what was merged changes nothing.

use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use returns::ssda903::{
    Ad1, Dolo, Episode, Header, Missing, Oc2, Oc3, PlacedAdoption, PreviousPermanence, Return, Review,
    SocialWorker, TableKind, Uasc, merge, write_csv,
};
use returns::{Findings, Input, Origin, Severity, Text, read};

fn day() -> impl Strategy<Value = Date> {
    (2005i16..=2026, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

fn of(codes: &'static [&'static str]) -> impl Strategy<Value = Text> {
    select(codes).prop_map(Text::from)
}

/// Ids with what makes trouble in delimited text.
fn id() -> impl Strategy<Value = Text> {
    "[0-9A-Za-z][0-9A-Za-z,;\"' é]{0,10}[0-9A-Za-z]".prop_map(Text::from)
}

fn free() -> impl Strategy<Value = Text> {
    "([0-9A-Z\"][0-9A-Z,\" ]{0,30}[0-9A-Z\"])?".prop_map(Text::from)
}

const FLAGS: &[&str] = &["", "0", "1"];

fn header() -> impl Strategy<Value = Header> {
    (
        id(),
        of(&["1", "2", "M", "F", "U"]),
        option::of(day()),
        of(&["WBRI", "NOBT", ""]),
        free(),
        of(FLAGS),
        option::of(day()),
    )
        .prop_map(|(child, sex, born, ethnicity, upn, mother, mother_child_born)| Header {
            child,
            sex,
            born,
            ethnicity,
            upn,
            mother,
            mother_child_born,
            origin: Origin::default(),
        })
}

fn episode(child: impl Strategy<Value = Text>) -> impl Strategy<Value = Episode> {
    let codes = (
        of(&["S", "L", "P", "T", "B", "U"]),
        of(&["C1", "C2", "V2", "V3", "Q9"]),
        of(&["N1", "N8", ""]),
        of(&["U4", "K2", "P1", "Z1"]),
        of(&["", "PR0", "PR4"]),
        of(&["", "X1", "E4A", "E99"]),
        of(&["", "CARPL", "LIIAF"]),
    );
    (child, day(), option::of(0i64..900), codes, free(), free(), free()).prop_map(
        |(child, start, days, codes, home_postcode, placement_postcode, urn)| {
            let (reason_started, legal_status, need, place, provider, reason_ended, reason_moved) = codes;
            let end = days.and_then(|days| start.checked_add(jiff::Span::new().days(days - 20)).ok());
            Episode {
                child,
                start,
                reason_started,
                legal_status,
                need,
                place,
                provider,
                end,
                reason_ended,
                reason_moved,
                home_postcode,
                placement_postcode,
                urn,
                origin: Origin::default(),
            }
        },
    )
}

fn others() -> impl Strategy<Value = Return> {
    let origin = Origin::default();
    let of_child = || (id(), option::of(day()));
    let a = (
        vec((of_child(), day(), of(&["PN0", "PN7"])), 0..4),
        vec((of_child(), of(&["1", "F"]), option::of(day())), 0..4),
        vec((of_child(), option::of(0u8..=40), of(&["", "SDQ1"]), vec(of(FLAGS), 8)), 0..4),
        vec((of_child(), of(&["YES", "NO"]), of(&["F2", "0"]), of(&["U1", "0"])), 0..4),
        vec(
            (
                of_child(),
                option::of(day()),
                option::of(day()),
                of(FLAGS),
                option::of(0u8..=2),
                of(&["MF", ""]),
            ),
            0..4,
        ),
    );
    let b = (
        vec((of_child(), day(), option::of(day()), of(&["", "RD1"])), 0..4),
        vec(
            (of_child(), of(&["P1", "Z1"]), of(&["", "201", "WAL"]), of(&["", "ZZ/06/2019", "01/06/2019"])),
            0..4,
        ),
        vec((of_child(), of(&["M", "A"]), day(), option::of(day())), 0..4),
        vec((of_child(), free(), day(), option::of(day()), of(&["", "MANAGE"])), 0..4),
        vec((of_child(), day(), option::of(day())), 0..4),
    );
    (a, b).prop_map(move |((reviews, uasc, oc2, oc3, ad1), (placed, permanence, missing, workers, dolo))| {
        Return {
            reviews: reviews
                .into_iter()
                .map(|((child, born), on, participation)| Review { child, born, on, participation, origin })
                .collect(),
            uasc: uasc
                .into_iter()
                .map(|((child, born), sex, ended)| Uasc { child, sex, born, ended, origin })
                .collect(),
            oc2: oc2
                .into_iter()
                .map(|((child, born), sdq_score, sdq_reason, flags)| Oc2 {
                    child,
                    born,
                    sdq_score,
                    sdq_reason,
                    convicted: flags[0].clone(),
                    health_check: flags[1].clone(),
                    immunisations: flags[2].clone(),
                    teeth_check: flags[3].clone(),
                    health_assessment: flags[4].clone(),
                    substance_misuse: flags[5].clone(),
                    intervention_received: flags[6].clone(),
                    intervention_offered: flags[7].clone(),
                    origin,
                })
                .collect(),
            oc3: oc3
                .into_iter()
                .map(|((child, born), in_touch, activity, accommodation)| Oc3 {
                    child,
                    born,
                    in_touch,
                    activity,
                    accommodation,
                    origin,
                })
                .collect(),
            ad1: ad1
                .into_iter()
                .map(|((child, born), decided, matched, foster_carer, adopters, adopter_sex)| Ad1 {
                    child,
                    born,
                    decided,
                    matched,
                    foster_carer,
                    adopters,
                    adopter_sex,
                    adopter_status: Text::from("L11"),
                    origin,
                })
                .collect(),
            placed_adoption: placed
                .into_iter()
                .map(|((child, born), decided, reversed, reason_reversed)| PlacedAdoption {
                    child,
                    born,
                    decided,
                    reversed,
                    reason_reversed,
                    origin,
                })
                .collect(),
            previous_permanence: permanence
                .into_iter()
                .map(|((child, born), order, authority, on)| PreviousPermanence {
                    child,
                    born,
                    order,
                    authority,
                    on,
                    origin,
                })
                .collect(),
            missing: missing
                .into_iter()
                .map(|((child, born), kind, start, end)| Missing { child, born, kind, start, end, origin })
                .collect(),
            social_workers: workers
                .into_iter()
                .map(|((child, born), worker, start, end, reason)| SocialWorker {
                    child,
                    born,
                    worker,
                    start,
                    end,
                    reason,
                    origin,
                })
                .collect(),
            dolo: dolo
                .into_iter()
                .map(|((child, born), start, end)| Dolo { child, born, start, end, origin })
                .collect(),
            ..Return::default()
        }
    })
}

fn any_return() -> impl Strategy<Value = Return> {
    (vec(header(), 0..5), vec(episode(id()), 0..8), others()).prop_map(|(headers, episodes, others)| Return {
        year: Some(2024),
        headers,
        episodes,
        ..others
    })
}

fn without_origins(mut ret: Return) -> Return {
    fn clear<T>(rows: &mut [T], origin: fn(&mut T) -> &mut Origin) {
        for row in rows {
            *origin(row) = Origin::default();
        }
    }
    clear(&mut ret.headers, |r| &mut r.origin);
    clear(&mut ret.episodes, |r| &mut r.origin);
    clear(&mut ret.reviews, |r| &mut r.origin);
    clear(&mut ret.uasc, |r| &mut r.origin);
    clear(&mut ret.oc2, |r| &mut r.origin);
    clear(&mut ret.oc3, |r| &mut r.origin);
    clear(&mut ret.ad1, |r| &mut r.origin);
    clear(&mut ret.placed_adoption, |r| &mut r.origin);
    clear(&mut ret.previous_permanence, |r| &mut r.origin);
    clear(&mut ret.missing, |r| &mut r.origin);
    clear(&mut ret.social_workers, |r| &mut r.origin);
    clear(&mut ret.dolo, |r| &mut r.origin);
    ret
}

fn files_of(ret: &Return) -> Vec<(String, Vec<u8>)> {
    TableKind::ALL
        .into_iter()
        .map(|table| {
            let mut bytes = Vec::new();
            write_csv(table, ret, &mut bytes).unwrap();
            (format!("2024/{}.csv", table.label()), bytes)
        })
        .collect()
}

fn read_all(files: &[(String, Vec<u8>)]) -> returns::Reading {
    let inputs: Vec<Input> =
        files.iter().map(|(name, bytes)| Input::of_bytes(name.clone(), bytes.clone())).collect();
    read(&inputs, &|_| {})
}

/// Bytes over a small alphabet of what readers branch on, or any bytes.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces = select(
        &[
            "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n",
            "CHILD,SEX,DOB,ETHNIC\n",
            "1,01/01/2020,S,C2,U4,,\n",
            "<EXPSSDA903>",
            "<CHILD>",
            "<HEADER>",
            "<CHILDID>1</CHILDID>",
            "</HEADER>",
            "<EPISODE>",
            "</EPISODE>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&amp;",
            "&x;",
            "<!DOCTYPE",
            "\"",
            "\"\"",
            ",",
            "\n",
            "\r",
            "\t",
            ";",
            "\0",
            "PK\x03\x04",
            "\u{feff}",
            "43556",
            "1.2E+11",
            "<Message>",
            "é",
            "<?",
            "?>",
        ][..],
    );
    prop_oneof![vec(any::<u8>(), 0..300), vec(pieces, 0..40).prop_map(|p| p.concat().into_bytes())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(ret in any_return()) {
        let reading = read_all(&files_of(&ret));
        let read = reading.returns.into_iter().next().map(without_origins).unwrap_or_default();
        prop_assert_eq!(read, ret);
    }

    #[test]
    fn no_bytes_make_reading_panic(content in bytes(), name in select(&["x", "2024/x.csv", "x.xml", "x.zip", "x.xlsx"][..])) {
        let reading = read_all(&[(name.to_string(), content)]);
        prop_assert!(!reading.sources.is_empty());
    }

    #[test]
    fn no_change_of_a_good_file_makes_reading_panic(
        ret in any_return(),
        at in vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in any::<prop::sample::Index>(),
        table in 0usize..12,
    ) {
        let mut files = files_of(&ret);
        let bytes = &mut files[table].1;
        for (place, byte) in at {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        let first = read_all(&files);
        prop_assert_eq!(read_all(&files), first);
    }

    #[test]
    fn merging_what_was_merged_changes_nothing(
        years in vec(vec(episode(select(&["1", "2", "00000000001", "00000000002"][..]).prop_map(Text::from)), 0..12), 1..4)
    ) {
        let returns: Vec<Return> = years
            .into_iter()
            .zip(2020u16..)
            .map(|(episodes, year)| Return { year: Some(year), episodes, ..Return::default() })
            .collect();
        let merged = merge(&returns, &mut Findings::default());
        for pair in merged.windows(2) {
            prop_assert!((&pair[0].child, pair[0].start) < (&pair[1].child, pair[1].start));
            if pair[0].child == pair[1].child {
                prop_assert!(pair[0].end.is_some_and(|end| pair[0].start <= end && end <= pair[1].start));
            }
        }
        // Of no known year, which no episode can lie outside of.
        let again = Return { year: None, episodes: merged.clone(), ..Return::default() };
        let mut findings = Findings::default();
        prop_assert_eq!(merge(&[again], &mut findings), merged);
        prop_assert_eq!(findings.count(Severity::Repair), 0);
    }
}
