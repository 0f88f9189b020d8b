package org.fieldproof.views.drawing;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.pad.CanvasPad;
import org.fieldproof.views.pad.Pad;
import org.fieldproof.views.pad.SvgPad;

/// A whole drawing for a file: all of a level, whatever part of it is seen and however large. FX
/// thread.
///
public record DrawingSheet(
        List<Frame> frames, List<Wire> wires, List<Card> cards, List<StickyNote> notes) {
    /// More pixels a side are no picture that anybody opens.
    private static final double PIXELS_MAX = 4_000;

    private static final double SCALE_MAX = 2;
    private static final double LEFT = 12;
    private static final double WORDS = 32;
    private static final double ROOM = CardSize.WIDTH - WORDS - 8;
    private static final double LINE = 15;
    private static final double STACKED = 5;
    private static final double NOTE_ROOM = 8;
    private static final double ROOM_AROUND = 20;

    public DrawingSheet {
        frames = List.copyOf(frames);
        wires = List.copyOf(wires);
        cards = List.copyOf(cards);
        notes = List.copyOf(notes);
    }

    /// Everything, with some room around it.
    Bounds bounds() {
        List<Bounds> all = new ArrayList<>();
        frames.forEach(each -> all.add(FramePainter.around(each.cards())));
        wires.forEach(each -> all.add(each.curve().box(ROOM_AROUND)));
        for (Card each : cards) {
            all.add(new BoundingBox(each.x(), each.y(), CardSize.WIDTH, CardSize.HEIGHT));
        }
        for (StickyNote each : notes) {
            all.add(new BoundingBox(each.x(), each.y(), each.width(), each.height()));
        }
        return Extent.around(all, ROOM_AROUND).orElseGet(() -> new BoundingBox(0, 0, 1, 1));
    }

    /// A frame around the cards of a group.
    public record Frame(String title, Bounds cards) {}

    /// What connects two cards.
    ///
    /// @param refers whether it is a reference, along which no record goes
    /// @param count how many it stands for
    public record Wire(Curve curve, WireFigure figure, boolean refers, int count) {}

    /// A card in words and figures.
    ///
    /// @param stacked whether it stands for several parts
    /// @param outside whether it is a neighbour on another level
    public record Card(
            double x,
            double y,
            String name,
            String detail,
            String figure,
            Mark mark,
            boolean stacked,
            boolean outside) {}

    /// The drawing in pixels, sharp where it is not too large for that.
    public WritableImage picture(Palette colours) {
        Bounds bounds = bounds();
        double most = Math.max(bounds.getWidth(), bounds.getHeight());
        double scale = Math.min(SCALE_MAX, PIXELS_MAX / most);
        Canvas canvas =
                new Canvas(
                        Math.ceil(bounds.getWidth() * scale),
                        Math.ceil(bounds.getHeight() * scale));
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.scale(scale, scale);
        paint(new CanvasPad(g, bounds.getWidth(), bounds.getHeight(), Letters.PX), bounds, colours);
        return canvas.snapshot(new SnapshotParameters(), null);
    }

    /// The drawing as lines and letters.
    public byte[] svg(Palette colours) {
        Bounds bounds = bounds();
        SvgPad pad = new SvgPad(bounds.getWidth(), bounds.getHeight(), Letters.PX);
        paint(pad, bounds, colours);
        return pad.bytes();
    }

    private void paint(Pad whole, Bounds bounds, Palette colours) {
        whole.rect(0, 0, bounds.getWidth(), bounds.getHeight(), colours.bg());
        Pad pad = new ShiftedPad(whole, -bounds.getMinX(), -bounds.getMinY());
        frames.forEach(each -> FramePainter.paint(pad, colours, each.title(), each.cards()));
        notes.forEach(each -> paint(pad, colours, each));
        WirePainter painter = new WirePainter();
        for (Wire wire : wires) {
            if (wire.refers()) {
                pad.curve(wire.curve().bent(0), new Pad.Stroke(colours.wire(), 1.5, 5, 4));
            } else {
                painter.line(pad, colours, wire.curve(), wire.figure(), false);
            }
            WirePainter.arrow(pad, colours.wire(), wire.curve());
        }
        wires.forEach(each -> label(painter, pad, colours, each));
        cards.forEach(each -> paint(pad, colours, each));
    }

    private static void label(WirePainter painter, Pad pad, Palette colours, Wire wire) {
        String text = wire.figure().label();
        String counted = wire.count() > 1 ? (text + " ×" + wire.count()).strip() : text;
        WireFigure figure =
                new WireFigure(wire.figure().look(), wire.figure().thickness(), counted);
        painter.label(pad, colours, wire.curve(), figure, 0);
    }

    private static void paint(Pad pad, Palette colours, Card card) {
        Color edge = edge(colours, card);
        double[] dashes = card.outside() ? new double[] {4, 3} : new double[0];
        Pad.Stroke border = new Pad.Stroke(edge, card.mark().abnormal() ? 2 : 1, dashes);
        Color fill = card.outside() ? colours.bg() : colours.card();
        if (card.stacked()) {
            box(pad, card.x() + STACKED, card.y() + STACKED, colours.panel(), border);
        }
        box(pad, card.x(), card.y(), fill, border);
        double middle = card.y() + CardSize.HEIGHT / 2.0;
        String glyph = card.mark().glyph();
        pad.text(glyph, card.x() + LEFT, middle, Pad.Align.LEFT, ink(colours, card.mark()));
        words(pad, card, card.name(), middle - LINE, colours.text());
        words(pad, card, card.detail(), middle, colours.muted());
        words(pad, card, card.figure(), middle + LINE, colours.value());
    }

    private static void box(Pad pad, double x, double y, Color fill, Pad.Stroke border) {
        pad.box(x, y, CardSize.WIDTH, CardSize.HEIGHT, fill, border);
    }

    private static void words(Pad pad, Card card, String text, double y, Color ink) {
        if (!text.isEmpty()) {
            pad.text(Letters.fit(text, ROOM), card.x() + WORDS, y, Pad.Align.LEFT, ink);
        }
    }

    private static Color edge(Palette colours, Card card) {
        return switch (card.mark()) {
            case URGENT -> colours.p1();
            case HIGH -> colours.p2Chip();
            default -> colours.wire();
        };
    }

    private static Color ink(Palette colours, Mark mark) {
        return switch (mark) {
            case RUN, OFF -> colours.wire();
            case URGENT -> colours.p1();
            case HIGH -> colours.p2();
            case LOW -> colours.p3();
            case NOTE -> colours.p4();
        };
    }

    /// As many lines as have room.
    private static void paint(Pad pad, Palette colours, StickyNote note) {
        Pad.Stroke border = new Pad.Stroke(colours.wire(), 1);
        pad.box(note.x(), note.y(), note.width(), note.height(), colours.well(), border);
        double y = note.y() + NOTE_ROOM + LINE / 2;
        for (String line : Letters.lines(note.text(), note.width() - 2 * NOTE_ROOM)) {
            if (y > note.y() + note.height() - NOTE_ROOM) {
                return;
            }
            pad.text(line, note.x() + NOTE_ROOM, y, Pad.Align.LEFT, colours.text());
            y += LINE;
        }
    }
}
