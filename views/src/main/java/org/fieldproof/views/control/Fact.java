package org.fieldproof.views.control;

/// One line of a fact sheet.
public sealed interface Fact {

    /// What it is; two lines of the same kind are updated in place.
    String kind();

    record Heading(String text) implements Fact {
        @Override
        public String kind() {
            return "heading";
        }
    }

    record State(StateText state) implements Fact {
        @Override
        public String kind() {
            return "state";
        }
    }

    record Section(String text) implements Fact {
        @Override
        public String kind() {
            return "section " + text;
        }
    }

    /// A name and its value.
    ///
    /// @param live true for a process value
    record Pair(String name, String value, boolean live) implements Fact {
        @Override
        public String kind() {
            return "pair " + name + live;
        }
    }

    record Prose(String text, boolean muted) implements Fact {
        @Override
        public String kind() {
            return "prose" + muted;
        }
    }

    record Bar(double share, String text) implements Fact {
        @Override
        public String kind() {
            return "bar";
        }
    }

    /// Something that can be done.
    record Act(String label, Runnable act) implements Fact {
        @Override
        public String kind() {
            return "act " + label;
        }
    }
}
