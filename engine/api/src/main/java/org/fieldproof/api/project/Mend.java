package org.fieldproof.api.project;

/// What mends a problem at its place without anything left to decide; a console offers it at one
/// press.
public sealed interface Mend {

    /// It takes a person: there are several ways, or none that a program could know.
    record ByHand() implements Mend {}

    /// Another value in the place of the one that stands there.
    record Write(String value) implements Mend {}

    /// Another name for the field that stands there.
    record Rename(String field) implements Mend {}

    /// What stands there goes: a field, or an entry of a list.
    record Remove() implements Mend {}
}
