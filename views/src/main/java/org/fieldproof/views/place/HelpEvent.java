package org.fieldproof.views.place;

import javafx.event.Event;
import javafx.event.EventType;

/// Somebody asks for a page of help; whoever has the pages hears it.
public final class HelpEvent extends Event {

    public static final EventType<HelpEvent> ASKED = new EventType<>(Event.ANY, "FP_HELP_ASKED");

    private static final long serialVersionUID = 1;

    private final transient HelpTopic topic;

    public HelpEvent(HelpTopic topic) {
        super(ASKED);
        this.topic = topic;
    }

    public HelpTopic topic() {
        return topic;
    }
}
