package org.fieldproof.views.filter;

/// What the cells of a column are measured in.
public enum Measure {
    /// Nothing: they are words.
    WORDS("text"),
    /// Numbers and rates: `48,213`, `11.2k`, `300/s`.
    NUMBER("100"),
    /// What a device wrote, in whatever language its program was: `21.375`.
    READING("100"),
    /// Sizes: `2.6 MiB`. Without a unit, bytes.
    BYTES("2MiB"),
    /// How long something is ago or lasts: `0:37`, `5 h 12 min`. Without a unit, seconds.
    SPAN("5m"),
    /// How long something takes: `12 ms`, `1.4 s`. Without a unit, milliseconds.
    LATENCY("10ms"),
    /// Times of day: `10:42:17`. One of another day carries its date and is none.
    CLOCK("10:42");

    private final String example;

    Measure(String example) {
        this.example = example;
    }

    /// How one is written in a filter.
    public String example() {
        return example;
    }
}
