package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Over which chunk the library hung up. Harm: a channel that the server does not renew costs a
/// message that the server still has, or an answer that nobody can read is asked for for ever.
class AnswersReadTest {
    private final AnswersRead answers = new AnswersRead();
    private final List<String> read = new ArrayList<>();

    /// As the library: takes whole chunks, and hangs up over the one that says so.
    private final EmbeddedChannel line =
            new EmbeddedChannel(
                    answers,
                    new ByteToMessageDecoder() {
                        @Override
                        protected void decode(
                                ChannelHandlerContext context, ByteBuf in, List<Object> out) {
                            while (in.readableBytes() >= 8
                                    && in.readableBytes() >= in.getIntLE(in.readerIndex() + 4)) {
                                byte[] chunk = new byte[in.getIntLE(in.readerIndex() + 4)];
                                in.readBytes(chunk);
                                String text = new String(chunk, StandardCharsets.ISO_8859_1);
                                read.add(text.substring(0, 3) + text.substring(8));
                                if (text.endsWith("bad")) {
                                    var _ = context.close();
                                }
                            }
                        }
                    });

    private static ByteBuf chunks(String... each) {
        ByteBuf bytes = Unpooled.buffer();
        for (String chunk : each) {
            bytes.writeCharSequence(chunk.substring(0, 3) + "F", StandardCharsets.ISO_8859_1);
            bytes.writeIntLE(8 + chunk.length() - 3);
            bytes.writeCharSequence(chunk.substring(3), StandardCharsets.ISO_8859_1);
        }
        return bytes;
    }

    @Test
    void anAnswerIsUnreadableAndARefusalOfTheChannelIsNot() {
        line.writeInbound(chunks("MSGgood", "OPNgood", "MSGgood", "MSG bad", "MSGlate"));
        assertThat(line.isOpen()).isFalse();
        assertThat(answers.unreadable()).isTrue();
        assertThat(read).containsExactly("MSGgood", "OPNgood", "MSGgood", "MSG bad");
    }

    @Test
    void aChannelThatIsNotRenewedIsOfTheLine() {
        line.writeInbound(chunks("MSGgood", "OPN bad"));
        assertThat(line.isOpen()).isFalse();
        assertThat(answers.unreadable()).isFalse();
    }

    @Test
    void anErrorOfTheServersIsOfTheLine() {
        line.writeInbound(chunks("ERR bad"));
        assertThat(line.isOpen()).isFalse();
        assertThat(answers.unreadable()).isFalse();
    }

    @Test
    void whoeverClosesTheLineOutsideOfAReadSaysNothingOfAnAnswer() {
        line.writeInbound(chunks("MSGgood"));
        var _ = line.close();
        assertThat(answers.unreadable()).isFalse();
    }

    /// A socket gives bytes as they come, wherever a chunk ends.
    @Test
    void everyByteMayComeByItself() {
        ByteBuf bytes = chunks("MSGgood", "MSG", "OPNgood", "MSG bad");
        while (bytes.isReadable()) {
            line.writeInbound(bytes.readRetainedSlice(1));
        }
        assertThat(answers.unreadable()).isTrue();
        assertThat(read).containsExactly("MSGgood", "MSG", "OPNgood", "MSG bad");
        assertThat(bytes.release()).as("nobody else holds them").isTrue();
    }
}
