package org.fieldproof.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.fieldproof.log.io.StoreException;

/// A record of text that remembers its answer.
final class TextEntry implements LogEntry {
    private final byte[] bytes;
    private final CompletableFuture<Long> answer = new CompletableFuture<>();

    TextEntry(String text) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    CompletableFuture<Long> answer() {
        return answer;
    }

    @Override
    public int encodedBytes() {
        return bytes.length;
    }

    @Override
    public void encode(ByteBuffer into) {
        into.put(bytes);
    }

    @Override
    public void durable(long seq) {
        answer.complete(seq);
    }

    @Override
    public void refused(StoreException why) {
        answer.completeExceptionally(why);
    }
}
