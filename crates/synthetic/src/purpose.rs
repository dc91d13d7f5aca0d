//! What random numbers decide: the purposes in the addresses of luck.

use luck::Purpose;

/// When the children of a family are born, where they live, and every step between positions.
pub(crate) const FAMILY: Purpose = Purpose(11);
/// Facts about a person.
pub(crate) const PERSON: Purpose = Purpose(12);
/// Sizes of wards.
pub(crate) const WARD: Purpose = Purpose(13);
/// Placements, legal statuses and reasons in a period of care. The draw of the address is the day it began.
pub(crate) const CARE: Purpose = Purpose(14);
/// Assessments, enquiries, plans and reviews in an episode of need. The draw is the day it began.
pub(crate) const NEED: Purpose = Purpose(15);
/// Contacts, early help and services of partners.
pub(crate) const PARTNERS: Purpose = Purpose(16);
/// What a return says of a child in one year. The draw is the year.
pub(crate) const YEAR: Purpose = Purpose(17);
/// Which fault a child's rows get.
pub(crate) const FAULT: Purpose = Purpose(18);
/// Life after care. The draw is the year.
pub(crate) const LEAVER: Purpose = Purpose(19);
/// Reviews and times missing in a period of care. The draw of the address is the day it began.
pub(crate) const REVIEWS: Purpose = Purpose(20);
