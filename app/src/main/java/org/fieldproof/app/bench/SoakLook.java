package org.fieldproof.app.bench;

/// What the process of a console holds at one time.
///
/// @param heapMiB after a full collection
/// @param threads that live
/// @param openFiles sockets among them; -1 where the system does not say
/// @param acceptedTotal records since the gateway started
public record SoakLook(double heapMiB, int threads, long openFiles, long acceptedTotal) {}
