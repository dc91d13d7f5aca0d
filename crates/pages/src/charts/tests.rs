//! Charts with little or nothing to draw.
