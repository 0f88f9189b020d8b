package org.fieldproof.connector.fieldbus.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.Intake;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.testing.RememberingHost;

/// A host for one field connection under test: accepts every record at once and remembers it.
public final class FieldHost extends RememberingHost {
    private final List<InboundRecord> records = new CopyOnWriteArrayList<>();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private volatile boolean full;
    private volatile boolean forgetting;

    public FieldHost(Config config, Path directory) {
        super("plc", config, directory);
    }

    /// Everything taken in so far.
    public List<InboundRecord> records() {
        return List.copyOf(records);
    }

    /// The records of a tag, in order.
    public List<InboundRecord> of(String tag) {
        return records.stream().filter(each -> each.address().endsWith("/" + tag)).toList();
    }

    /// The good values of a tag.
    public List<TypedValue> values(String tag) {
        return of(tag).stream()
                .filter(each -> each.quality() != Quality.BAD)
                .map(each -> TypedValue.decode(each.payload()))
                .toList();
    }

    /// The statuses of a tag's BAD records; every one of them must be without a value.
    public List<String> faults(String tag) {
        return of(tag).stream()
                .filter(each -> each.quality() == Quality.BAD)
                .peek(
                        each -> {
                            TypedValue value = TypedValue.decode(each.payload());
                            if (!(value instanceof TypedValue.None)) {
                                throw new AssertionError("TAG-3: BAD carries " + value);
                            }
                        })
                .map(each -> property(each, "status"))
                .toList();
    }

    public static String property(InboundRecord record, String name) {
        return record.properties().stream()
                .filter(each -> each.name().equals(name))
                .map(each -> each.value())
                .findFirst()
                .orElse("");
    }

    /// From now on the door asks to wait.
    public void fill() {
        full = true;
    }

    /// From now on records are counted by nobody: for measurements.
    public void forget() {
        forgetting = true;
        records.clear();
    }

    /// Whether somebody waits for room.
    public boolean isWaitedFor() {
        return !waiting.isEmpty();
    }

    public void makeRoom() {
        full = false;
        List<Runnable> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(Runnable::run);
    }

    @Override
    public Intake intake() {
        return new Intake() {
            @Override
            public Admission offer(InboundRecord record, Acceptance acceptance) {
                if (!forgetting) {
                    records.add(record);
                }
                acceptance.accepted(1);
                return full ? Admission.TAKEN_NOW_WAIT : Admission.TAKEN;
            }

            @Override
            public void onRoom(Runnable whenRoom) {
                if (full) {
                    waiting.add(whenRoom);
                } else {
                    whenRoom.run();
                }
            }
        };
    }

    @Override
    public Secrets secrets() {
        throw new UnsupportedOperationException("no field protocol here has secrets");
    }

    @Override
    public Credentials credentials() {
        throw new UnsupportedOperationException("no field protocol here has keys");
    }
}
