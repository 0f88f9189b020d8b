package org.fieldproof.views.pipelines;

import javafx.geometry.Point2D;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.drawing.DrawingSheet;

/// A card of the picture, in words and figures.
///
/// @param id kind and id, such as `lane/upstream`
/// @param aside a second figure at the right, or empty
record PipelineNode(
        String id,
        Column column,
        String name,
        String detail,
        Mark mark,
        String figure,
        String aside,
        String accessible,
        Kind kind) {

    PipelineNode(
            String id,
            Column column,
            String name,
            String detail,
            Mark mark,
            String figure,
            String aside,
            String accessible) {
        this(id, column, name, detail, mark, figure, aside, accessible, Kind.PART);
    }

    /// The same for a file.
    DrawingSheet.Card inFile(Point2D at) {
        String figures = (figure + "  " + aside).strip();
        boolean stacked = kind == Kind.SUB;
        boolean outside = kind == Kind.STUB;
        return new DrawingSheet.Card(
                at.getX(), at.getY(), name, detail, figures, mark, stacked, outside);
    }

    PipelineNode as(Kind other) {
        return new PipelineNode(id, column, name, detail, mark, figure, aside, accessible, other);
    }

    /// How it stands on its level.
    enum Kind {
        PART,
        SUB,
        /// A neighbour outside, which leads there.
        STUB
    }

    /// The columns, from left to right.
    enum Column {
        DEVICE(0),
        CONNECTION(1),
        LOG(2),
        LANE(3),
        DESTINATION(4);

        private final int place;

        Column(int place) {
            this.place = place;
        }

        int place() {
            return place;
        }
    }
}
