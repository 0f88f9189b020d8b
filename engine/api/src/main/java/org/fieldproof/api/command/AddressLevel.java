package org.fieldproof.api.command;

/// One level of the addresses below a common prefix, as in the tree that their `/` make.
///
/// @param name the level's own text; may be empty, as in `a//b`
/// @param addresses how many begin with it, itself included; at least 1
/// @param address whether an address ends here
/// @param updates how often the newest value of any of them changed
public record AddressLevel(String name, int addresses, boolean address, long updates) {
    public AddressLevel {
        if (addresses < 1 || updates < 0) {
            throw new IllegalArgumentException(name + ": " + addresses + ", " + updates);
        }
    }

    /// Whether anything goes on below it.
    public boolean goesOn() {
        return addresses > (address ? 1 : 0);
    }
}
