package org.fieldproof.engine.draft;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fieldproof.api.command.Outcome.DraftsKept;
import org.fieldproof.api.draft.KeptDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.data.PrivateFiles;

/// Drafts that nobody has applied yet, by project, in a folder of the user's own. Each file is
/// replaced as a whole; one that is none of ours is put aside, never deleted and never in the way.
///
/// ```
/// <first 16 digits of the SHA-256 of the project's folder>/<id>.draft   see [KeptDraftText]
/// <the same>/<id>.draft.aside
/// ```
/// Bounded: 20 drafts and 20 files put aside of a project, 100 projects; the oldest go first.
/// Confined to one thread.
public final class DraftShelf {
    static final int DRAFTS_MAX = 20;
    static final int PROJECTS_MAX = 100;

    private static final String DRAFT = ".draft";
    private static final String ASIDE = ".aside";
    private static final int KEY_DIGITS = 16;

    private final Path folder;

    public DraftShelf(Path folder) {
        this.folder = folder;
    }

    /// What is kept of a project, newest first.
    public DraftsKept list(Path project) throws IOException {
        List<KeptDraft> drafts = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files(place(project), DRAFT)) {
            String id = idOf(file);
            Optional<KeptDraft> kept = read(file).flatMap(t -> KeptDraftText.read(t, id, project));
            if (kept.isPresent()) {
                drafts.add(kept.get());
            } else {
                problems.add(putAside(file));
            }
        }
        keepNewest(files(place(project), ASIDE), DRAFTS_MAX);
        drafts.sort(Comparator.comparing(KeptDraft::at).reversed());
        return new DraftsKept(drafts, problems);
    }

    /// Empty for what is too large to be one.
    private static Optional<String> read(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= KeptDraftText.BYTES_MAX
                ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static Problem putAside(Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ASIDE);
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        return Problem.warning(
                "PROJ-0412",
                "draft " + idOf(file),
                "A draft that was kept cannot be read, or is of another project.",
                "It lies aside as " + aside + "; everything else is as it was.");
    }

    /// Keeps a draft in place of the one with its id, durably.
    public void keep(Path project, KeptDraft draft) throws IOException {
        String text = KeptDraftText.write(project, draft);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > KeptDraftText.BYTES_MAX) {
            throw new IOException("it is larger than 8 MiB");
        }
        // Better told now than found out when it is needed.
        if (KeptDraftText.read(text, draft.id(), project).isEmpty()) {
            throw new IOException("it cannot be read back");
        }
        Path place = place(project);
        if (!Files.isDirectory(place)) {
            PrivateFiles.directory(folder);
            keepNewest(files(folder, ""), PROJECTS_MAX - 1);
            PrivateFiles.directory(place);
        }
        PrivateFiles.replace(place.resolve(draft.id() + DRAFT), bytes);
        Files.setLastModifiedTime(place, FileTime.from(draft.at()));
        keepNewest(files(place, DRAFT), DRAFTS_MAX);
    }

    public void forget(Path project, String id) throws IOException {
        Files.deleteIfExists(place(project).resolve(id + DRAFT));
    }

    private Path place(Path project) {
        return folder.resolve(sha256(project.toString()).substring(0, KEY_DIGITS));
    }

    private static String idOf(Path file) {
        return String.valueOf(file.getFileName()).replace(DRAFT, "");
    }

    private static List<Path> files(Path place, String ending) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(place)) {
            return list.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    /// Lets the oldest go until so many are left.
    private static void keepNewest(List<Path> present, int most) throws IOException {
        List<Path> files = new ArrayList<>(present);
        if (files.size() <= most) {
            return;
        }
        List<FileTime> times = new ArrayList<>();
        for (Path file : files) {
            times.add(Files.getLastModifiedTime(file));
        }
        files.sort(Comparator.comparing(file -> times.get(present.indexOf(file))));
        for (Path oldest : files.subList(0, files.size() - most)) {
            try (Stream<Path> walk = Files.walk(oldest)) {
                for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    static String sha256(String text) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256: missing from this JDK", impossible);
        }
    }
}
