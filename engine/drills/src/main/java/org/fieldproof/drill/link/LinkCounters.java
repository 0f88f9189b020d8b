package org.fieldproof.drill.link;

/// What a link has carried since it was made.
///
/// @param open connections open now
/// @param openedTotal connections taken in
/// @param refusedTotal connections reset at the door because the line was down, or because the
///     target could not be reached
/// @param resetTotal connections reset by a fault
/// @param bytesToTarget bytes handed on towards the target
/// @param bytesToDialler bytes handed on towards whoever dialled
/// @param writes chunks handed on, both directions: shows what a slicer does
public record LinkCounters(
        int open,
        long openedTotal,
        long refusedTotal,
        long resetTotal,
        long bytesToTarget,
        long bytesToDialler,
        long writes) {}
