package org.fieldproof.views.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.fieldproof.api.project.Mend;
import org.fieldproof.api.project.Problem;
import org.junit.jupiter.api.Test;

/// Records taken apart and put together. Harm if it breaks: the past shows what never was.
final class RecordCodecTest {
    record Told(List<Problem> problems, long at) {}

    @Test
    void everyKindOfASealedTypeComesBackAsItWas() {
        Problem problem = Problem.error("PROJ-0202", "connection a", "No such field.", "Go.");
        Told told =
                new Told(
                        List.of(
                                problem,
                                problem.mendedBy(new Mend.Write("x")),
                                problem.mendedBy(new Mend.Rename("host")),
                                problem.mendedBy(new Mend.Remove())),
                        7);
        RecordCodec<Told> codec = new RecordCodec<>(Told.class);
        Deque<Object> pieces = new ArrayDeque<>();
        codec.apart(
                told,
                new RecordCodec.Out() {
                    @Override
                    public void number(long number) {
                        pieces.add(number);
                    }

                    @Override
                    public void text(String text) {
                        pieces.add(text);
                    }
                });
        Told back =
                codec.together(
                        new RecordCodec.In() {
                            @Override
                            public long number() {
                                return (Long) pieces.remove();
                            }

                            @Override
                            public String text() {
                                return (String) pieces.remove();
                            }
                        });
        assertThat(back).isEqualTo(told);
        assertThat(pieces).isEmpty();
    }
}
