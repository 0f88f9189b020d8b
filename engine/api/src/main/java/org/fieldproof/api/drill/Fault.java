package org.fieldproof.api.drill;

import java.time.Duration;

/// What can be done to a line, in the vocabulary of fault proxies. Every fault ends by itself at
/// the duration its drill sets, whatever becomes of the console.
public sealed interface Fault {

    /// The stable name, as evidence and status lines write it.
    String name();

    /// Existing connections are reset, new ones are refused.
    record Down() implements Fault {
        @Override
        public String name() {
            return "down";
        }
    }

    /// Connections stay open, nothing passes: a half-open line.
    record Hang() implements Fault {
        @Override
        public String name() {
            return "hang";
        }
    }

    /// Every chunk is held back.
    record Latency(Duration delay, Duration jitter) implements Fault {
        @Override
        public String name() {
            return "latency";
        }
    }

    /// No more than so many bytes a second, each direction.
    record Bandwidth(long bytesPerSecond) implements Fault {
        public Bandwidth {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException(
                        "bytesPerSecond: " + bytesPerSecond + " (expected: >= 1)");
            }
        }

        @Override
        public String name() {
            return "bandwidth";
        }
    }

    /// Each connection is reset (RST) once it has carried so many bytes towards the target.
    record ResetAfter(long bytes) implements Fault {
        @Override
        public String name() {
            return "reset-after";
        }
    }

    /// The stream is cut into chunks of so many bytes.
    record Slicer(int chunkBytes) implements Fault {
        public Slicer {
            if (chunkBytes < 1) {
                throw new IllegalArgumentException(
                        "chunkBytes: " + chunkBytes + " (expected: >= 1)");
            }
        }

        @Override
        public String name() {
            return "slicer";
        }
    }
}
