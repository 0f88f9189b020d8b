package org.fieldproof.api.snapshot;

import org.fieldproof.api.project.DeviceClass;

/// One link.
///
/// @param id the connector's id
/// @param target where it leads
/// @param fault name of the fault on it, or empty
/// @param healsInMs until the fault ends by itself; -1 if none
public record LinkSnapshot(
        String id,
        String target,
        DeviceClass deviceClass,
        int connections,
        long bytesTotal,
        String fault,
        long healsInMs) {}
