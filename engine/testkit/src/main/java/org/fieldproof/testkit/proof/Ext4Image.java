package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An ext4 file system in a file, mounted through a loop device. `commit=600` keeps the system
/// from syncing by itself every five seconds: only what somebody asked to sync is in the file.
final class Ext4Image implements AutoCloseable {
    private final Path image;
    private final Path place;

    private Ext4Image(Path image, Path place) {
        this.image = image;
        this.place = place;
    }

    /// Why no image can be mounted here; empty if one can.
    static String missing(Path work) {
        if (!Command.present("mkfs.ext4") || !Command.present("losetup")) {
            return "mkfs.ext4 or losetup is not installed";
        }
        try (Ext4Image image = make(work.resolve("probe.img"), work.resolve("probe"), 16)) {
            Files.writeString(image.place().resolve("x"), "x");
            return "";
        } catch (IOException e) {
            return "no right to mount a loop device (" + e.getMessage() + ")";
        } finally {
            work.resolve("probe.img").toFile().delete();
        }
    }

    /// Makes an empty file system and mounts it.
    static Ext4Image make(Path image, Path place, int mebibytes) throws IOException {
        Files.deleteIfExists(image);
        Command.must("truncate", "-s", mebibytes + "M", image.toString());
        Command.must("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        return mount(image, place);
    }

    /// Mounts what a power cut left: the file system's own journal is replayed first.
    static Ext4Image mount(Path image, Path place) throws IOException {
        Files.createDirectories(place);
        Command.must("mount", "-o", "loop,commit=600,noatime", image.toString(), place.toString());
        return new Ext4Image(image, place);
    }

    Path place() {
        return place;
    }

    /// A copy of the disk as it is now, while the file system is in use.
    void copyTo(Path copy) throws IOException {
        Command.must("cp", "--sparse=always", image.toString(), copy.toString());
    }

    @Override
    public void close() throws IOException {
        Command done = Command.run("umount", place.toString());
        if (done.exit() != 0) {
            Command.run("umount", "-l", place.toString());
        }
    }
}
