package org.fieldproof.views.devices;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.devices.PlantLine.Kind;
import org.fieldproof.views.perspective.Desk;

/// What the plant's tree says of a place. Needs no toolkit.
final class PlantWords {
    private final Desk desk;

    PlantWords(Desk desk) {
        this.desk = desk;
    }

    static Mark mark(PlantLine line) {
        if (line.kind() == Kind.MORE || line.devices() == 0) {
            return Mark.OFF;
        }
        return line.disconnected() > 0 ? Mark.HIGH : line.silent() > 0 ? Mark.LOW : Mark.RUN;
    }

    String name(PlantLine line) {
        return switch (line.kind()) {
            case WHOLE -> desk.text("devices.tree.whole");
            case PLACE -> line.name();
            case ELSEWHERE -> desk.text("devices.tree.elsewhere");
            case MORE -> desk.text("devices.tree.more", desk.figures().count(line.devices()));
        };
    }

    /// How many devices, and before it how many of them are worst off, with a letter for how.
    String figure(PlantLine line) {
        if (line.kind() == Kind.MORE) {
            return "";
        }
        String all = desk.figures().count(line.devices());
        if (line.disconnected() + line.silent() == 0) {
            return all;
        }
        boolean away = line.disconnected() > 0;
        return desk.text(
                "devices.tree.ill",
                desk.text(away ? "devices.tree.letter.off" : "devices.tree.letter.silent"),
                desk.figures().count(away ? line.disconnected() : line.silent()),
                all);
    }

    String age(PlantLine line) {
        return line.kind() == Kind.MORE
                ? ""
                : line.ageMillis() == 0 ? "0:00" : desk.figures().age(line.ageMillis());
    }

    String deviceClass(PlantLine line) {
        return switch (line.classes().size()) {
            case 0 -> "";
            case 1 -> line.classes().iterator().next().name();
            default -> desk.text("devices.tree.mixed");
        };
    }

    /// All of it in one sentence, for readers of screens.
    String spoken(PlantLine line) {
        if (line.kind() == Kind.MORE) {
            return name(line);
        }
        List<String> said = new ArrayList<>();
        said.add(desk.text("devices.tree.spoken.devices", line.devices()));
        if (line.disconnected() > 0) {
            said.add(desk.text("devices.tree.spoken.off", line.disconnected()));
        }
        if (line.silent() > 0) {
            said.add(desk.text("devices.tree.spoken.silent", line.silent()));
        }
        if (line.ageMillis() >= 0) {
            said.add(desk.text("devices.tree.spoken.oldest", age(line)));
        }
        if (!line.classes().isEmpty()) {
            said.add(desk.text("devices.tree.spoken.class", deviceClass(line)));
        }
        return place(line) + ": " + String.join(", ", said);
    }

    private String place(PlantLine line) {
        String name = name(line);
        return line.kind() == Kind.PLACE
                ? desk.text(
                        "devices.tree.place", desk.text("devices.tree.level." + line.depth()), name)
                : name;
    }
}
