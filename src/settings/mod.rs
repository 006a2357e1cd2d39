//! Settings: typed sections, checked once when the program starts.
