package org.fieldproof.api.command;

/// One level of the addresses below a common prefix, as in the tree that their `/` make. An
/// address that two connections have counts twice, as it has two values.
///
/// @param name the level's own text; may be empty, as in `a//b`
/// @param addresses how many begin with it, itself included; at least 1
/// @param here how many of them end with it; 0 to `addresses`
/// @param updates how often the newest value of any of them changed
public record AddressLevel(String name, int addresses, int here, long updates) {
    public AddressLevel {
        if (addresses < 1 || here < 0 || here > addresses || updates < 0) {
            throw new IllegalArgumentException(
                    name + ": " + addresses + ", " + here + ", " + updates);
        }
    }

    /// Whether anything goes on below it.
    public boolean goesOn() {
        return addresses > here;
    }
}
