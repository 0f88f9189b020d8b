package org.fieldproof.views.writing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldproof.api.command.Outcome.TagWritten;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.perspective.Desk;

/// A tag, its limits and what became of a write, in words. Needs no toolkit.
final class WritingWords {
    private static final int DECIMALS_MAX = 6;

    private final Desk desk;

    WritingWords(Desk desk) {
        this.desk = desk;
    }

    List<Fact> facts(WritableTag tag) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Heading(tag.tag()));
        facts.add(pair("connection", tag.connection() + " · " + tag.deviceClass().name()));
        facts.add(pair("address", tag.address()));
        facts.add(pair("place", tag.place()));
        facts.add(pair("limits", limits(tag)));
        return facts;
    }

    private Fact pair(String key, String value) {
        return new Fact.Pair(desk.text("writing.fact." + key), value, false);
    }

    /// From where to where a value may be.
    String limits(WritableTag tag) {
        boolean low = Double.isFinite(tag.low());
        boolean high = Double.isFinite(tag.high());
        if (low && high) {
            return desk.text(
                    "writing.limits.both", number(tag.low()), with(number(tag.high()), tag));
        }
        if (low) {
            return desk.text("writing.limits.low", with(number(tag.low()), tag));
        }
        return high
                ? desk.text("writing.limits.high", with(number(tag.high()), tag))
                : desk.text("writing.limits.none");
    }

    /// As many decimals as it has, up to six.
    private String number(double value) {
        int decimals = 0;
        while (decimals < DECIMALS_MAX
                && Double.parseDouble(String.format(Locale.ROOT, "%." + decimals + "f", value))
                        != value) {
            decimals++;
        }
        return desk.figures().number(value, decimals);
    }

    static String with(String value, WritableTag tag) {
        return tag.unit().isEmpty() ? value : value + " " + tag.unit();
    }

    StateText result(TagWritten done) {
        WritableTag tag = done.tag();
        String now = with(done.now(), tag);
        String wanted = with(done.wanted(), tag);
        return switch (done.result()) {
            case HELD -> new StateText(Mark.RUN, desk.text("writing.result.HELD", tag.tag(), now));
            case CHANGED ->
                    new StateText(
                            Mark.HIGH, desk.text("writing.result.CHANGED", tag.tag(), now, wanted));
            case UNREAD ->
                    new StateText(Mark.LOW, desk.text("writing.result.UNREAD", tag.tag(), wanted));
            case UNKNOWN ->
                    new StateText(
                            Mark.HIGH,
                            done.now().isEmpty()
                                    ? desk.text("writing.result.UNKNOWN", tag.tag())
                                    : desk.text("writing.result.UNKNOWN_READ", tag.tag(), now));
        };
    }
}
