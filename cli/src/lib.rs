//! The perk command: the only room that prints, exits, reads files or asks the time.
