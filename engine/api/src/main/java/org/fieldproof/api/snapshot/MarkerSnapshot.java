package org.fieldproof.api.snapshot;

import java.time.Instant;

/// A moment that a person has marked.
///
/// @param id its number, from 1 in the order of setting; never given twice
/// @param at to the millisecond
/// @param text what was said of it; empty if nothing was
/// @param by who set it, or said it anew last
public record MarkerSnapshot(long id, Instant at, String text, String by) {}
