package org.fieldproof.views.writing;

import java.util.List;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.perspective.Desk;

/// The tags that the running project calls writable, asked for once per revision, and again where
/// that was refused. FX thread.
public final class Writables {
    private final Desk desk;
    private String asked = "";
    private boolean known;
    private List<WritableTag> tags = List.of();

    public Writables(Desk desk) {
        this.desk = desk;
    }

    /// Asks anew where something else runs.
    public void follow(GatewaySnapshot picture) {
        String runs = picture.project() + " " + picture.contentHash();
        if (!runs.equals(asked)) {
            asked = runs;
            known = false;
            tags = List.of();
            desk.commands()
                    .lookQuietly(
                            new Command.ListWritable(),
                            outcome -> outcome,
                            outcome -> take(runs, outcome));
        }
    }

    private void take(String of, Outcome outcome) {
        if (of.equals(asked)) {
            known = outcome instanceof Outcome.WritableListed;
            tags = outcome instanceof Outcome.WritableListed listed ? listed.tags() : List.of();
            asked = known ? of : "";
        }
    }

    /// Whether the gateway has said which ones there are.
    public boolean isKnown() {
        return known;
    }

    public List<WritableTag> all() {
        return tags;
    }

    public List<WritableTag> of(String connection) {
        return tags.stream().filter(tag -> tag.connection().equals(connection)).toList();
    }

    /// Those whose records have an address; several where a record has several values.
    public List<WritableTag> at(String connection, String address) {
        return of(connection).stream().filter(tag -> tag.address().equals(address)).toList();
    }
}
