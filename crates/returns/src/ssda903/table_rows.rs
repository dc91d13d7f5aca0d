//! Each row type from and to cells, in the order of its table's columns.
//!
//! All cells of a row are read before it may be left out, so that every bad value of a row has its finding.

use std::borrow::Cow;

use jiff::civil::Date;

use super::cells::Cells;
use super::dates;
use super::{
    Ad1, Dolo, Episode, Header, Missing, Oc2, Oc3, PlacedAdoption, PreviousPermanence, Return, Review,
    SocialWorker, TableKind, Uasc,
};

/// A row of a table.
pub(crate) trait Row: Sized {
    /// Its table.
    const TABLE: TableKind;

    /// Reads a row; `None` if it cannot be used, for which there is a finding.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;

    /// The cells as the return writes them.
    fn cells(&self) -> Vec<Cow<'_, str>>;

    /// The rows of this kind in a return.
    fn of(ret: &mut Return) -> &mut Vec<Self>;
}

fn day(date: Option<Date>) -> Cow<'static, str> {
    date.map_or(Cow::Borrowed(""), |date| Cow::Owned(dates::written(date)))
}

fn number(number: Option<u8>) -> Cow<'static, str> {
    number.map_or(Cow::Borrowed(""), |number| Cow::Owned(number.to_string()))
}

fn text(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

impl Row for Header {
    const TABLE: TableKind = TableKind::Header;

    fn read(cells: &mut Cells<'_>) -> Option<Header> {
        let child = cells.child();
        let sex = cells.code(1);
        let born = cells.date(2);
        let ethnicity = cells.code(3);
        let upn = cells.capitals(4);
        let mother = cells.code(5);
        let mother_child_born = cells.date(6);
        Some(Header {
            child: child?,
            sex,
            born,
            ethnicity,
            upn,
            mother,
            mother_child_born,
            origin: cells.origin,
        })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            text(&self.child),
            text(&self.sex),
            day(self.born),
            text(&self.ethnicity),
            text(&self.upn),
            text(&self.mother),
            day(self.mother_child_born),
        ]
    }

    fn of(ret: &mut Return) -> &mut Vec<Header> {
        &mut ret.headers
    }
}

impl Row for Episode {
    const TABLE: TableKind = TableKind::Episodes;

    fn read(cells: &mut Cells<'_>) -> Option<Episode> {
        let child = cells.child();
        let start = cells.key_date(1);
        let reason_started = cells.code(2);
        let legal_status = cells.code(3);
        let need = cells.code(4);
        let place = cells.code(5);
        let provider = cells.code(6);
        let end = cells.date(7);
        let reason_ended = cells.code(8);
        let reason_moved = cells.code(9);
        let home_postcode = cells.text(10);
        let placement_postcode = cells.text(11);
        let urn = cells.capitals(12);
        cells.span(start, end);
        Some(Episode {
            child: child?,
            start: start?,
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
            origin: cells.origin,
        })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            text(&self.child),
            day(Some(self.start)),
            text(&self.reason_started),
            text(&self.legal_status),
            text(&self.need),
            text(&self.place),
            text(&self.provider),
            day(self.end),
            text(&self.reason_ended),
            text(&self.reason_moved),
            text(&self.home_postcode),
            text(&self.placement_postcode),
            text(&self.urn),
        ]
    }

    fn of(ret: &mut Return) -> &mut Vec<Episode> {
        &mut ret.episodes
    }
}

impl Row for Review {
    const TABLE: TableKind = TableKind::Reviews;

    fn read(cells: &mut Cells<'_>) -> Option<Review> {
        let child = cells.child();
        let on = cells.key_date(2);
        let born = cells.date(1);
        let participation = cells.code(3);
        Some(Review { child: child?, born, on: on?, participation, origin: cells.origin })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![text(&self.child), day(self.born), day(Some(self.on)), text(&self.participation)]
    }

    fn of(ret: &mut Return) -> &mut Vec<Review> {
        &mut ret.reviews
    }
}

impl Row for Uasc {
    const TABLE: TableKind = TableKind::Uasc;

    fn read(cells: &mut Cells<'_>) -> Option<Uasc> {
        let child = cells.child();
        let sex = cells.code(1);
        let born = cells.date(2);
        let ended = cells.date(3);
        Some(Uasc { child: child?, sex, born, ended, origin: cells.origin })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![text(&self.child), text(&self.sex), day(self.born), day(self.ended)]
    }

    fn of(ret: &mut Return) -> &mut Vec<Uasc> {
        &mut ret.uasc
    }
}

impl Row for Oc2 {
    const TABLE: TableKind = TableKind::Oc2;

    fn read(cells: &mut Cells<'_>) -> Option<Oc2> {
        let child = cells.child();
        let born = cells.date(1);
        let sdq_score = cells.number(2);
        let sdq_reason = cells.code(3);
        let convicted = cells.code(4);
        let health_check = cells.code(5);
        let immunisations = cells.code(6);
        let teeth_check = cells.code(7);
        let health_assessment = cells.code(8);
        let substance_misuse = cells.code(9);
        let intervention_received = cells.code(10);
        let intervention_offered = cells.code(11);
        Some(Oc2 {
            child: child?,
            born,
            sdq_score,
            sdq_reason,
            convicted,
            health_check,
            immunisations,
            teeth_check,
            health_assessment,
            substance_misuse,
            intervention_received,
            intervention_offered,
            origin: cells.origin,
        })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            text(&self.child),
            day(self.born),
            number(self.sdq_score),
            text(&self.sdq_reason),
            text(&self.convicted),
            text(&self.health_check),
            text(&self.immunisations),
            text(&self.teeth_check),
            text(&self.health_assessment),
            text(&self.substance_misuse),
            text(&self.intervention_received),
            text(&self.intervention_offered),
        ]
    }

    fn of(ret: &mut Return) -> &mut Vec<Oc2> {
        &mut ret.oc2
    }
}

impl Row for Oc3 {
    const TABLE: TableKind = TableKind::Oc3;

    fn read(cells: &mut Cells<'_>) -> Option<Oc3> {
        let child = cells.child();
        let born = cells.date(1);
        let in_touch = cells.code(2);
        let activity = cells.code(3);
        let accommodation = cells.accommodation(4);
        Some(Oc3 { child: child?, born, in_touch, activity, accommodation, origin: cells.origin })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            text(&self.child),
            day(self.born),
            text(&self.in_touch),
            text(&self.activity),
            text(&self.accommodation),
        ]
    }

    fn of(ret: &mut Return) -> &mut Vec<Oc3> {
        &mut ret.oc3
    }
}

impl Row for Ad1 {
    const TABLE: TableKind = TableKind::Ad1;

    fn read(cells: &mut Cells<'_>) -> Option<Ad1> {
        let child = cells.child();
        let born = cells.date(1);
        let decided = cells.date(2);
        let matched = cells.date(3);
        let foster_carer = cells.code(4);
        let adopters = cells.number(5);
        let adopter_sex = cells.code(6);
        let adopter_status = cells.code(7);
        Some(Ad1 {
            child: child?,
            born,
            decided,
            matched,
            foster_carer,
            adopters,
            adopter_sex,
            adopter_status,
            origin: cells.origin,
        })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            text(&self.child),
            day(self.born),
            day(self.decided),
            day(self.matched),
            text(&self.foster_carer),
            number(self.adopters),
            text(&self.adopter_sex),
            text(&self.adopter_status),
        ]
    }

    fn of(ret: &mut Return) -> &mut Vec<Ad1> {
        &mut ret.ad1
    }
}

impl Row for PlacedAdoption {
    const TABLE: TableKind = TableKind::PlacedAdoption;

    fn read(cells: &mut Cells<'_>) -> Option<PlacedAdoption> {
        let child = cells.child();
        let decided = cells.key_date(2);
        let born = cells.date(1);
        let reversed = cells.date(3);
        let reason_reversed = cells.code(4);
        cells.span(decided, reversed);
        Some(PlacedAdoption {
            child: child?,
            born,
            decided: decided?,
            reversed,
            reason_reversed,
            origin: cells.origin,
        })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            text(&self.child),
            day(self.born),
            day(Some(self.decided)),
            day(self.reversed),
            text(&self.reason_reversed),
        ]
    }

    fn of(ret: &mut Return) -> &mut Vec<PlacedAdoption> {
        &mut ret.placed_adoption
    }
}

impl Row for PreviousPermanence {
    const TABLE: TableKind = TableKind::PreviousPermanence;

    fn read(cells: &mut Cells<'_>) -> Option<PreviousPermanence> {
        let child = cells.child();
        let born = cells.date(1);
        let order = cells.code(2);
        let authority = cells.authority(3);
        let on = cells.part_date(4);
        Some(PreviousPermanence { child: child?, born, order, authority, on, origin: cells.origin })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![text(&self.child), day(self.born), text(&self.order), text(&self.authority), text(&self.on)]
    }

    fn of(ret: &mut Return) -> &mut Vec<PreviousPermanence> {
        &mut ret.previous_permanence
    }
}

impl Row for Missing {
    const TABLE: TableKind = TableKind::Missing;

    fn read(cells: &mut Cells<'_>) -> Option<Missing> {
        let child = cells.child();
        let start = cells.key_date(3);
        let born = cells.date(1);
        let kind = cells.code(2);
        let end = cells.date(4);
        cells.span(start, end);
        Some(Missing { child: child?, born, kind, start: start?, end, origin: cells.origin })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![text(&self.child), day(self.born), text(&self.kind), day(Some(self.start)), day(self.end)]
    }

    fn of(ret: &mut Return) -> &mut Vec<Missing> {
        &mut ret.missing
    }
}

impl Row for SocialWorker {
    const TABLE: TableKind = TableKind::SocialWorkers;

    fn read(cells: &mut Cells<'_>) -> Option<SocialWorker> {
        let child = cells.child();
        let start = cells.key_date(3);
        let born = cells.date(1);
        let worker = cells.capitals(2);
        let end = cells.date(4);
        let reason = cells.code(5);
        cells.span(start, end);
        Some(SocialWorker { child: child?, born, worker, start: start?, end, reason, origin: cells.origin })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            text(&self.child),
            day(self.born),
            text(&self.worker),
            day(Some(self.start)),
            day(self.end),
            text(&self.reason),
        ]
    }

    fn of(ret: &mut Return) -> &mut Vec<SocialWorker> {
        &mut ret.social_workers
    }
}

impl Row for Dolo {
    const TABLE: TableKind = TableKind::Dolo;

    fn read(cells: &mut Cells<'_>) -> Option<Dolo> {
        let child = cells.child();
        let start = cells.key_date(2);
        let born = cells.date(1);
        let end = cells.date(3);
        cells.span(start, end);
        Some(Dolo { child: child?, born, start: start?, end, origin: cells.origin })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![text(&self.child), day(self.born), day(Some(self.start)), day(self.end)]
    }

    fn of(ret: &mut Return) -> &mut Vec<Dolo> {
        &mut ret.dolo
    }
}
