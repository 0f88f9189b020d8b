package org.fieldproof.connector.s3;

import java.io.ByteArrayOutputStream;

/// The bytes of an object, handed over without a copy: the array may be longer than the object.
/// Confined to whoever writes it, until it is uploaded.
final class PackedLines extends ByteArrayOutputStream {
    PackedLines(int expected) {
        super(expected);
    }

    byte[] array() {
        return buf;
    }
}
