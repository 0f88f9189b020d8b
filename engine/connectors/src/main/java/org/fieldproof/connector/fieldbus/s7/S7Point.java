package org.fieldproof.connector.fieldbus.s7;

import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.connector.fieldbus.poll.Spot;

/// Where a tag is read.
///
/// @param block number of the data block; 0 elsewhere
/// @param offset byte, or number of a timer or counter
/// @param bit 0 to 7; 0 for whole bytes
/// @param characters a text's declared length; 0 for the other types
record S7Point(S7Area area, int block, int offset, int bit, S7Type type, int characters)
        implements Spot {
    /// Behind the last byte that a request can name: its address has 24 bits, in bits.
    static final int BYTES_MAX = 1 << 16;

    S7Point {
        if (offset < 0 || offset + type.bytes(characters) > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "offset: " + offset + " (expected: 0 to 65535, with its length)");
        }
    }

    /// One area, or one data block.
    record Bank(S7Area area, int block) implements Spot.Bank {
        @Override
        public String order() {
            return String.format("%02x %05d", area.code(), block);
        }
    }

    @Override
    public Bank bank() {
        return new Bank(area, block);
    }

    @Override
    public int end() {
        return offset + (area.isCounted() ? 1 : type.bytes(characters));
    }

    /// The reading in the bytes of a block that begins at `start`.
    Reading read(byte[] data, int start) {
        return S7Codec.read(this, data, (offset - start) * area.itemBytes());
    }
}
