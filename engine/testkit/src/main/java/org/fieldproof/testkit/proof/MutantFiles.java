package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.testkit.PassingFiles;

/// A file system with a planted bug: it does not sync, or not positions, tries failed syncs again,
/// believes writes that failed, or makes every checksum agree while a file is read.
public final class MutantFiles extends PassingFiles {
    private final Mutant mutant;
    private final Predicate<String> forgotten;

    private MutantFiles(LogFiles files, Mutant mutant, Predicate<String> forgotten) {
        super(files);
        this.mutant = mutant;
        this.forgotten = forgotten;
    }

    /// A file system that does not sync files of these names.
    public static LogFiles forgetting(LogFiles files, Predicate<String> names) {
        return new MutantFiles(files, Mutant.NO_FORCE, names);
    }

    /// The file system itself if the mutant does not concern it.
    public static LogFiles over(LogFiles files, Mutant mutant) {
        return switch (mutant) {
            case NO_FORCE -> new MutantFiles(files, mutant, _ -> true);
            case POSITION_NOT_SYNCED ->
                    new MutantFiles(
                            files,
                            mutant,
                            name -> name.endsWith(".fppos") || name.endsWith(".tmp"));
            case SKIP_CHECKSUM, RETRY_SYNC, BELIEVE_WRITES ->
                    new MutantFiles(files, mutant, _ -> false);
            default -> files;
        };
    }

    private LogFile opened(LogFile file, Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        return switch (mutant) {
            case SKIP_CHECKSUM -> name.endsWith(".fplog") ? new Believed(file) : file;
            case RETRY_SYNC -> new Stubborn(file);
            case BELIEVE_WRITES -> new Credulous(file);
            default -> forgotten.test(name) ? new Forgetful(file) : file;
        };
    }

    @Override
    public LogFile create(Path path) throws IOException {
        return opened(files.create(path), path);
    }

    @Override
    public LogFile open(Path path) throws IOException {
        return opened(files.open(path), path);
    }

    @Override
    public LogFile openForReading(Path path) throws IOException {
        return opened(files.openForReading(path), path);
    }

    private static final class Forgetful extends PassingFile {
        Forgetful(LogFile file) {
            super(file);
        }

        @Override
        public void force() {
            // The bug.
        }
    }

    /// The system forgets what a failed sync was to write, so the second one has nothing to do.
    private static final class Stubborn extends PassingFile {
        Stubborn(LogFile file) {
            super(file);
        }

        @Override
        public void force() throws IOException {
            try {
                super.force();
            } catch (IOException _) {
                super.force();
            }
        }
    }

    private static final class Credulous extends PassingFile {
        Credulous(LogFile file) {
            super(file);
        }

        @Override
        public int write(ByteBuffer source, long position) {
            int offered = source.remaining();
            try {
                return super.write(source, position);
            } catch (IOException _) {
                source.position(source.limit());
                return offered;
            }
        }
    }

    /// Shows every frame with the checksum that its bytes ask for.
    private static final class Believed extends PassingFile {
        private final byte[] shown;

        Believed(LogFile file) throws IOException {
            super(file);
            ByteBuffer bytes = ByteBuffer.allocate((int) file.sizeBytes());
            file.readFully(bytes, 0);
            shown = SegmentReader.believed(bytes.array());
        }

        @Override
        public int read(ByteBuffer target, long position) {
            if (position >= shown.length) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), shown.length - position);
            target.put(shown, (int) position, count);
            return count;
        }
    }
}
