//! Work on all cores, where they may be used. What comes out is the same on one.

/// How many things one core takes at a time, when there are many small ones.
pub(crate) const PIECE: usize = 2048;

/// How many such pieces are under way at a time, where what is made of all at once would fill the memory.
pub(crate) const PIECES: usize = 8;

/// Applies a function to each element, in order.
#[cfg(feature = "parallel")]
pub(crate) fn map<T: Sync, U: Send>(all: &[T], each: impl Fn(&T) -> U + Sync) -> Vec<U> {
    use rayon::prelude::*;
    all.par_iter().map(&each).collect()
}

/// Applies a function to each element, in order.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map<T: Sync, U: Send>(all: &[T], each: impl Fn(&T) -> U + Sync) -> Vec<U> {
    all.iter().map(each).collect()
}

/// Does one thing here, while another core that has nothing to do does the other.
#[cfg(feature = "parallel")]
pub(crate) fn beside<A: Send, B>(elsewhere: impl FnOnce() -> A + Send, here: impl FnOnce() -> B) -> (A, B) {
    let mut there = None;
    let here = rayon::in_place_scope(|scope| {
        scope.spawn(|_| there = Some(elsewhere()));
        here()
    });
    (there.expect("the scope ends when it is done"), here)
}

/// Does one thing after the other.
#[cfg(not(feature = "parallel"))]
pub(crate) fn beside<A: Send, B>(elsewhere: impl FnOnce() -> A + Send, here: impl FnOnce() -> B) -> (A, B) {
    (elsewhere(), here())
}

/// Sorts; what is equal keeps its order.
#[cfg(feature = "parallel")]
pub(crate) fn sort_by<T: Send>(all: &mut [T], compare: impl Fn(&T, &T) -> std::cmp::Ordering + Sync) {
    use rayon::prelude::*;
    all.par_sort_by(compare);
}

/// Sorts; what is equal keeps its order.
#[cfg(not(feature = "parallel"))]
pub(crate) fn sort_by<T: Send>(all: &mut [T], compare: impl Fn(&T, &T) -> std::cmp::Ordering + Sync) {
    all.sort_by(compare);
}

/// Sorts what is never equal, or the same if it is, without memory beside it.
#[cfg(feature = "parallel")]
pub(crate) fn sort_unstable_by<T: Send>(
    all: &mut [T],
    compare: impl Fn(&T, &T) -> std::cmp::Ordering + Sync,
) {
    use rayon::prelude::*;
    all.par_sort_unstable_by(compare);
}

/// Sorts what is never equal, or the same if it is, without memory beside it.
#[cfg(not(feature = "parallel"))]
pub(crate) fn sort_unstable_by<T: Send>(
    all: &mut [T],
    compare: impl Fn(&T, &T) -> std::cmp::Ordering + Sync,
) {
    all.sort_unstable_by(compare);
}
