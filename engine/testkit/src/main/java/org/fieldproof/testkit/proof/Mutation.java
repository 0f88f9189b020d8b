package org.fieldproof.testkit.proof;

import java.util.Arrays;
import java.util.SplittableRandom;

/// A way to spoil a file: what a dying disk, a careless copy or a lost cluster does to it.
sealed interface Mutation {
    int SECTOR_BYTES = 512;

    /// The spoiled bytes.
    byte[] of(byte[] bytes);

    /// One byte has other bits.
    record Flip(int at, int bits) implements Mutation {
        @Override
        public byte[] of(byte[] bytes) {
            byte[] spoiled = bytes.clone();
            spoiled[at] ^= (byte) bits;
            return spoiled;
        }
    }

    /// The file ends early.
    record Truncate(int length) implements Mutation {
        @Override
        public byte[] of(byte[] bytes) {
            return Arrays.copyOf(bytes, length);
        }
    }

    /// A sector holds zeros.
    record ZeroSector(int sector) implements Mutation {
        @Override
        public byte[] of(byte[] bytes) {
            byte[] spoiled = bytes.clone();
            int from = sector * SECTOR_BYTES;
            Arrays.fill(spoiled, from, Math.min(from + SECTOR_BYTES, bytes.length), (byte) 0);
            return spoiled;
        }
    }

    /// A sector holds what belongs to another one.
    record CopySector(int from, int to) implements Mutation {
        @Override
        public byte[] of(byte[] bytes) {
            byte[] spoiled = bytes.clone();
            int source = from * SECTOR_BYTES;
            int target = to * SECTOR_BYTES;
            int count = Math.min(SECTOR_BYTES, bytes.length - Math.max(source, target));
            System.arraycopy(bytes, source, spoiled, target, count);
            return spoiled;
        }
    }

    /// Whether a shortened file of lines ends where a line does, with or without its line feed:
    /// nothing in it tells that there was more.
    static boolean endsBetweenLines(byte[] shortened, byte[] whole) {
        int length = shortened.length;
        return length == 0
                || shortened[length - 1] == '\n'
                || (length < whole.length && whole[length] == '\n');
    }

    /// A seeded one for a file of this length.
    static Mutation random(SplittableRandom random, int length) {
        int sectors = (length + SECTOR_BYTES - 1) / SECTOR_BYTES;
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> new Flip(random.nextInt(length), 1 + random.nextInt(255));
            case 4, 5, 6 -> new Truncate(random.nextInt(length));
            case 7, 8 -> new ZeroSector(random.nextInt(sectors));
            default -> new CopySector(random.nextInt(sectors), random.nextInt(sectors));
        };
    }
}
