package org.fieldproof.views.place;

/// A row that has its own page of help.
public interface Explained {
    HelpTopic help();
}
