package org.fieldproof.views.fake;

import java.util.List;
import java.util.Set;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldShape;
import org.fieldproof.api.record.FieldShape.Kind;
import org.fieldproof.api.record.FieldShape.Seen;

/// Fields of a press whose pressure is renamed on its way into a lane, and of nothing else.
final class FakeFields {
    private FakeFields() {}

    static Outcome of(Command.DescribeFields asked) {
        int all = asked.max();
        Seen number = new Seen(Set.of(Kind.NUMBER), all);
        Seen sometimes = new Seen(Set.of(Kind.TEXT, Kind.NOTHING), all - 1);
        boolean changed = asked.wire() instanceof Command.Wire.OfLane;
        Seen never = Seen.NEVER;
        return new Outcome.FieldsDescribed(
                List.of(
                        new FieldShape("/n", number, number),
                        new FieldShape("/bar", number, changed ? never : number),
                        new FieldShape("/pressure", never, changed ? number : never),
                        new FieldShape("/note", sometimes, sometimes)),
                0,
                all,
                all,
                0);
    }
}
