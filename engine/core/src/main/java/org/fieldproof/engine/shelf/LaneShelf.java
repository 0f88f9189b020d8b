package org.fieldproof.engine.shelf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fieldproof.api.command.Outcome.OrphanedBacklog;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.lane.CatchUp;
import org.fieldproof.engine.lane.LaneFiles;
import org.fieldproof.engine.lane.LostAtOpen;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;

/// Opens the folders of a project's lanes, and sees to those that the project does not have any
/// more, or has for another target. Used once, by the one who builds an engine: first
/// [#examine], which tells how far seqs were given, then [#settle] once the log is open.
///
/// Folders that were set aside are named `<id>.<number>`; ids have no dots.
public final class LaneShelf {
    private static final int ASIDE_MAX = 10_000;
    private static final Pattern OUR_NAMES =
            Pattern.compile(
                    "(buffer/|quarantine/)?[^/]*[.](ndjson|fppos)|position|ages|books|lane[.]json");

    private final DataDirectory data;
    private final LogFiles files;
    private final EventRecorder events;
    private final OrphanShelf orphans;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Loose> loose = new ArrayList<>();
    private final List<LostBacklog> lost = new ArrayList<>();
    private long highestSeq;

    /// A destination's place.
    private static final class Slot {
        private final DestinationDefinition destination;
        private final LaneNote wanted;
        private Optional<LaneNote> found = Optional.empty();
        private Optional<LaneFiles> opened = Optional.empty();

        Slot(DestinationDefinition destination, LaneNote wanted) {
            this.destination = destination;
            this.wanted = wanted;
        }

        boolean isRetargeted() {
            String before = found.map(LaneNote::target).orElse("");
            return !before.isEmpty() && !before.equals(wanted.target());
        }

        boolean isChanged() {
            return found.isPresent() && !found.get().equals(wanted);
        }
    }

    /// A folder without a destination, open until it is settled.
    private record Loose(String id, Path folder, Optional<LaneNote> note, LaneFiles opened) {}

    private LaneShelf(
            DataDirectory data, LogFiles files, GatewayClock clock, EventRecorder events) {
        this.data = data;
        this.files = files;
        this.events = events;
        this.orphans = new OrphanShelf(files, clock, events);
    }

    /// A destination and what it is for.
    ///
    /// @param target type, and what of its configuration says where records end up
    public record Wanted(DestinationDefinition destination, String target) {}

    /// Looks at every folder and opens it.
    public static LaneShelf examine(
            ProjectDefinition project,
            List<Wanted> wanted,
            DataDirectory data,
            LogFiles files,
            GatewayClock clock,
            EventRecorder events)
            throws StoreException, IOException {
        LaneShelf shelf = new LaneShelf(data, files, clock, events);
        try {
            for (Wanted each : wanted) {
                String id = each.destination().id();
                shelf.openSlot(
                        new Slot(each.destination(), LaneNote.of(project, id, each.target())));
            }
            shelf.openLoose();
            return shelf;
        } catch (StoreException | IOException | RuntimeException e) {
            shelf.close();
            throw e;
        }
    }

    private void openSlot(Slot slot) throws StoreException, IOException {
        slots.add(slot);
        String id = slot.destination.id();
        Path folder = data.lanes().resolve(id);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            bringBack(slot);
        }
        slot.found = LaneNote.read(folder);
        LaneFiles opened = slot.isChanged() ? openWithoutQuota(data.lane(id), files) : openAs(slot);
        slot.opened = Optional.of(opened);
        highestSeq = Math.max(highestSeq, opened.highestSeq());
        tellDamage("lane " + id, opened);
    }

    /// A folder that was set aside and is for what the slot wants comes back to its place.
    private void bringBack(Slot slot) throws IOException {
        Optional<Path> aside = asideFor(slot);
        if (aside.isPresent()) {
            move(aside.get(), data.lanes().resolve(slot.destination.id()));
        }
    }

    private Optional<Path> asideFor(Slot slot) throws IOException {
        for (Path folder : folders()) {
            String name = String.valueOf(folder.getFileName());
            if (name.startsWith(slot.destination.id() + ".")
                    && LaneNote.read(folder)
                            .filter(note -> note.target().equals(slot.wanted.target()))
                            .isPresent()) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    private void openLoose() throws StoreException, IOException {
        for (Path folder : folders()) {
            String name = String.valueOf(folder.getFileName());
            boolean ours = slots.stream().anyMatch(slot -> slot.destination.id().equals(name));
            if (ours || !files.exists(folder.resolve("position"))) {
                continue;
            }
            LaneFiles opened = openWithoutQuota(folder, files);
            loose.add(new Loose(name, folder, LaneNote.read(folder), opened));
            highestSeq = Math.max(highestSeq, opened.highestSeq());
            tellDamage("backlog " + name, opened);
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(data.lanes())) {
            return all.filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private void tellDamage(String object, LaneFiles opened) {
        if (!opened.damage().isEmpty()) {
            events.error("LANE-0205", object, opened.damage());
        }
    }

    private LaneFiles openAs(Slot slot) throws StoreException, IOException {
        String id = slot.destination.id();
        return LaneFiles.open(
                slot.destination.lane(),
                data.laneBuffer(id),
                data.laneQuarantine(id),
                data.lanePosition(id),
                files);
    }

    static LaneFiles openWithoutQuota(Path folder, LogFiles files) throws StoreException {
        LaneDefinition unlimited =
                new LaneDefinition(
                        1, 1, 0, 1, Long.MAX_VALUE >> 2, FullPolicy.BLOCK, 0, 1_000_000_000L);
        try {
            files.createDirectories(folder.resolve("quarantine"));
        } catch (IOException e) {
            throw StoreException.of("LOG-0401", folder, "Backlog cannot be opened", e);
        }
        return LaneFiles.open(
                unlimited,
                folder.resolve("buffer"),
                folder.resolve("quarantine"),
                folder.resolve("position"),
                files);
    }

    /// Highest seq that any lane was ever given, with or without a destination.
    public long highestSeq() {
        return highestSeq;
    }

    /// Moves out of the log what was accepted under other routes, sets aside what is for another
    /// target, and gives the lanes' files, open, in the project's order.
    public List<LaneFiles> settle(DurableLog log) throws StoreException, IOException {
        List<OrphanedBacklog> left = new ArrayList<>();
        for (Slot slot : slots) {
            String id = slot.destination.id();
            lookForLost(id, "lane " + id, slot.found, slot.opened.orElseThrow(), log);
        }
        for (Loose each : loose) {
            lookForLost(each.id(), "backlog " + each.id(), each.note(), each.opened(), log);
        }
        for (Loose each : loose) {
            settleLoose(each, log).ifPresent(left::add);
        }
        loose.clear();
        List<LaneFiles> opened = new ArrayList<>();
        for (Slot slot : slots) {
            if (slot.isChanged()) {
                settleChanged(slot, log).ifPresent(left::add);
            }
            if (slot.found.isEmpty() || slot.isChanged()) {
                slot.wanted.write(data.lane(slot.destination.id()));
            }
            opened.add(slot.opened.orElseThrow());
        }
        for (OrphanedBacklog orphan : left) {
            // One may have come back to its place meanwhile.
            if (Files.exists(orphan.folder())) {
                orphans.add(orphan);
            }
        }
        return List.copyOf(opened);
    }

    /// Of the log only where the routes say that something in it was for the folder: what a settled
    /// one does not have went its way lawfully.
    private void lookForLost(
            String id, String object, Optional<LaneNote> note, LaneFiles opened, DurableLog log)
            throws StoreException {
        opened.adopt(log.epochs());
        if (note.isPresent() && !note.get().isSettled()) {
            opened.lookInLog(log.recovery());
        }
        tellLost(id, object, opened);
        if (note.isPresent() && !note.get().isSettled()) {
            opened.beginIn(log.recovery());
        }
    }

    private void tellLost(String id, String object, LaneFiles opened) {
        if (!opened.lost().isNothing()) {
            LostBacklog found = new LostBacklog(id, object, opened.lost());
            Problem why = found.problem();
            events.error(why.code(), object, why.message() + " " + why.remedy());
            lost.add(found);
        }
    }

    /// What of the lanes' backlogs was found to be gone.
    public List<LostBacklog> lost() {
        return List.copyOf(lost);
    }

    private Optional<OrphanedBacklog> settleLoose(Loose each, DurableLog log)
            throws StoreException, IOException {
        LaneFiles opened = each.opened();
        try {
            // Without a note it is not known what was routed there: everything may have been.
            CatchUp.run(opened, log, each.note().map(LaneNote::routed).orElse((from, to) -> true));
            if (!each.note().map(LaneNote::isSettled).orElse(false)) {
                LaneNote.settled(each.note(), each.id()).write(each.folder());
            }
            // No lane runs here that would.
            opened.keepBooks();
        } catch (StoreException e) {
            log.hold(opened.position() + 1);
            orphans.addUnsettled(each.id(), e);
        }
        String lane = each.note().map(LaneNote::lane).orElse(each.id());
        String target = each.note().map(LaneNote::target).orElse("");
        OrphanedBacklog orphan = summary(each.id(), lane, target, each.folder(), opened);
        opened.close();
        return orphan.records() == 0 ? Optional.empty() : Optional.of(orphan);
    }

    private Optional<OrphanedBacklog> settleChanged(Slot slot, DurableLog log)
            throws StoreException, IOException {
        LaneNote before = slot.found.orElseThrow();
        LaneFiles old = slot.opened.orElseThrow();
        String id = slot.destination.id();
        long moved = CatchUp.run(old, log, before.routed());
        if (moved > 0) {
            events.info(
                    "LANE-0406",
                    "lane " + id,
                    moved
                            + " records that were accepted before the project was edited were"
                            + " moved from the log into its disk buffer.");
        }
        Path folder = data.lane(id);
        OrphanedBacklog orphan = summary(id, before.lane(), before.target(), folder, old);
        slot.opened = Optional.empty();
        old.keepBooks();
        old.close();
        Optional<OrphanedBacklog> aside = Optional.empty();
        LostAtOpen lost = old.lost();
        if (slot.isRetargeted() && (orphan.records() > 0 || asideFor(slot).isPresent())) {
            LaneNote.settled(slot.found, id).write(folder);
            Path name = freeName(id);
            move(folder, name);
            lost = LostAtOpen.NOTHING;
            bringBack(slot);
            if (orphan.records() > 0) {
                aside = Optional.of(movedTo(name, orphan));
            } else {
                delete(name, files);
            }
        }
        LaneFiles fresh = openAs(slot);
        fresh.lost(lost);
        slot.opened = Optional.of(fresh);
        // What came before belongs to the old routes, or to the old target.
        fresh.beginBehind(log.epoch(), log.durableSeq());
        return aside;
    }

    private static OrphanedBacklog movedTo(Path folder, OrphanedBacklog orphan) {
        return new OrphanedBacklog(
                String.valueOf(folder.getFileName()),
                orphan.lane(),
                orphan.target(),
                folder,
                orphan.bufferRecords(),
                orphan.bufferBytes(),
                orphan.quarantinedRecords(),
                orphan.files());
    }

    private Path freeName(String id) throws IOException {
        for (int number = 1; number < ASIDE_MAX; number++) {
            Path name = data.lanes().resolve(id + "." + number);
            if (!Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
                return name;
            }
        }
        throw new IOException(ASIDE_MAX + " folders were set aside for " + id);
    }

    private void move(Path from, Path to) throws IOException {
        files.rename(from, to);
        files.forceDirectory(data.lanes());
    }

    private OrphanedBacklog summary(
            String id, String lane, String target, Path folder, LaneFiles opened)
            throws StoreException {
        try {
            return new OrphanedBacklog(
                    id,
                    lane,
                    target,
                    folder,
                    opened.bufferRecords(),
                    opened.bufferBytes(),
                    opened.quarantinedRecords(),
                    names(folder, "", files));
        } catch (IOException e) {
            throw StoreException.of("LOG-0401", folder, "Backlog cannot be listed", e);
        }
    }

    private static List<String> names(Path folder, String prefix, LogFiles files)
            throws IOException {
        List<String> names = new ArrayList<>();
        for (DirectoryEntry entry : files.list(folder)) {
            if (entry.regularFile()) {
                names.add(prefix + entry.name());
            }
        }
        for (String inside : List.of("buffer", "quarantine")) {
            if (prefix.isEmpty() && files.exists(folder.resolve(inside))) {
                names.addAll(names(folder.resolve(inside), inside + "/", files));
            }
        }
        return names;
    }

    /// Deletes a backlog's files, and the folders that are empty then. What is not ours stays.
    static void delete(Path folder, LogFiles files) throws IOException {
        for (String name : names(folder, "", files)) {
            if (OUR_NAMES.matcher(name).matches()) {
                files.delete(folder.resolve(name));
            }
        }
        for (Path each : List.of(folder.resolve("buffer"), folder.resolve("quarantine"), folder)) {
            if (files.exists(each) && files.list(each).isEmpty()) {
                files.delete(each);
            }
        }
        Path parent = folder.getParent();
        if (parent != null) {
            files.forceDirectory(parent);
        }
    }

    public OrphanShelf orphans() {
        return orphans;
    }

    /// Closes what is open. For a build that failed.
    public void close() {
        for (Slot slot : slots) {
            slot.opened.ifPresent(LaneFiles::close);
        }
        loose.forEach(each -> each.opened().close());
    }
}
