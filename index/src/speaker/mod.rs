//! Labels → people: through the document itself, then through dated tables an editor keeps.
//!
//! Takes a [`Draft`] and gives a [`Transcript`]. When in doubt a voice stays unnamed: an unnamed
//! speaker is better than a wrong one. Nothing here knows a file format.
