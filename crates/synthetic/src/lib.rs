//! A made-up authority with known intensities: its children, and the returns it would send.
