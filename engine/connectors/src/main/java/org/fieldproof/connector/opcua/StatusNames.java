package org.fieldproof.connector.opcua;

import java.util.Locale;
import org.eclipse.milo.opcua.stack.core.StatusCodes;

/// Status codes as people know them, `Bad_NodeIdUnknown`; hexadecimal where the code is unknown.
final class StatusNames {
    /// The lower half holds limit and overflow bits, OPC UA Part 4 clause 7.39.1.
    private static final long CODE = 0xFFFF_0000L;

    private StatusNames() {}

    static String of(long status) {
        return StatusCodes.lookup(status & CODE)
                .map(names -> names[0])
                .orElseGet(() -> String.format(Locale.ROOT, "0x%08X", status));
    }
}
