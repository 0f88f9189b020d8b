package org.fieldproof.connector.fieldbus.poll;

/// Where a tag lies among its neighbours: what a plan needs to know of a point.
public interface Spot {

    /// What can be read with one request at most: a unit's table, a data block. Equal spots share a
    /// request, the others never do.
    Bank bank();

    /// The first item, at least 0.
    int offset();

    /// The first item behind it.
    int end();

    /// A range of items, as far as one request goes.
    interface Bank extends Comparable<Bank> {

        /// In which order banks are read.
        String order();

        @Override
        default int compareTo(Bank other) {
            return order().compareTo(other.order());
        }
    }
}
