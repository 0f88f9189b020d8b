package org.fieldproof.engine.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A `secret-tool` that keeps its values in a folder and goes wrong as it is told; what it was
/// given as arguments and environment can be read afterwards.
final class FakeSecretTool {
    static final UUID INSTALLATION = UUID.fromString("5b1f0e0a-1111-4222-8333-944445555666");

    static final int PATIENT_SECONDS = 60;

    private static final String SCRIPT =
            """
            #!/bin/sh
            here=$(dirname "$0")
            for last; do :; done
            value="$here/value-$last"
            mode=$(cat "$here/mode")
            echo "$@" >> "$here/seen"
            env >> "$here/seen"
            calls=$(wc -l < "$here/calls" 2>/dev/null || echo 0)
            echo "$1" >> "$here/calls"
            [ "$mode" = "kill-before-$calls" ] && kill -9 $PPID && exit 1
            case "$mode-$1" in
                gone-*) echo "secret-tool: Could not connect: No such file" >&2; exit 1 ;;
                hangs-*) exec sleep 600 ;;
                locked-store) echo "secret-tool: Cannot create an item in a locked collection" >&2
                    exit 1 ;;
                arrives-store) cat > "$value"; echo "secret-tool: Timeout was reached" >&2
                    echo sound > "$here/mode"; exit 1 ;;
                locked-lookup|locked-clear) exit 1 ;;
            esac
            case "$1" in
                search) echo "shown to $(readlink /proc/$$/fd/1)" >> "$here/seen"
                    if [ -f "$value" ]; then
                        [ "$mode" = locked ] && echo "Cannot get secret of a locked object" >&2
                        echo "attribute.name = $last" >&2
                    fi ;;
                lookup) [ -f "$value" ] || exit 1
                    if [ "$mode" = forgets ]; then head -c 2 "$value"; else cat "$value"; fi ;;
                store) cat > "$value.new" && mv "$value.new" "$value" ;;
                clear) rm -f "$value" ;;
            esac
            [ "$mode" = "kill-after-$calls" ] && kill -9 $PPID
            exit 0
            """;

    final Path folder;

    FakeSecretTool(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Path program = Files.writeString(folder.resolve("secret-tool"), SCRIPT);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        mode("sound");
    }

    void mode(String mode) throws IOException {
        Files.writeString(folder.resolve("mode"), mode);
        Files.deleteIfExists(folder.resolve("calls"));
    }

    /// One that is waited for however slow the machine is.
    Keychain keychain(Map<String, String> environment) {
        return keychain(environment, PATIENT_SECONDS);
    }

    /// @param readSeconds by when a question must be answered
    Keychain keychain(Map<String, String> environment, int readSeconds) {
        return new SecretToolKeychain(
                folder.resolve("secret-tool"), environment, INSTALLATION, readSeconds);
    }

    boolean holds(String name) {
        return Files.exists(folder.resolve("value-" + name));
    }

    /// Arguments and environment of every call.
    String seen() throws IOException {
        return Files.readString(folder.resolve("seen"));
    }

    List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }
}
