package org.fieldproof.connector.fieldbus.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.ReadingFinder.Found;
import org.fieldproof.api.spi.ReadingFinder.Way;
import org.fieldproof.connector.fieldbus.signal.FrameServer;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The order of bytes is found from what a device shows, in a device that other people wrote. Harm
/// if it breaks: a wrong order is a plausible number, and nobody looks again.
class ModbusWaysTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// Registers by hand, not by our own orders: 214, then 123.456 of four and of eight bytes.
    private static final Map<String, int[]> ORDERS =
            Map.ofEntries(
                    Map.entry("int16:AB", new int[] {0x00d6}),
                    Map.entry("int16:BA", new int[] {0xd600}),
                    Map.entry("float32:ABCD", new int[] {0x42f6, 0xe979}),
                    Map.entry("float32:CDAB", new int[] {0xe979, 0x42f6}),
                    Map.entry("float32:BADC", new int[] {0xf642, 0x79e9}),
                    Map.entry("float32:DCBA", new int[] {0x79e9, 0xf642}),
                    Map.entry("float64:ABCDEFGH", new int[] {0x405e, 0xdd2f, 0x1a9f, 0xbe77}),
                    Map.entry("float64:GHEFCDAB", new int[] {0xbe77, 0x1a9f, 0xdd2f, 0x405e}),
                    Map.entry("float64:BADCFEHG", new int[] {0x5e40, 0x2fdd, 0x9f1a, 0x77be}),
                    Map.entry("float64:HGFEDCBA", new int[] {0x77be, 0x9f1a, 0x2fdd, 0x5e40}),
                    Map.entry("float64:CDABGHEF", new int[] {0xdd2f, 0x405e, 0xbe77, 0x1a9f}),
                    Map.entry("float64:EFGHABCD", new int[] {0x1a9f, 0xbe77, 0x405e, 0xdd2f}));

    @TempDir Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void everyOrderOfTwoFourAndEightBytesIsFoundFirstInAForeignDevice() throws Exception {
        SimpleProcessImage image = new SimpleProcessImage(1);
        Map<String, Integer> places = new HashMap<>();
        ORDERS.forEach(
                (type, registers) -> {
                    places.put(type, image.getRegisterCount());
                    for (int register : registers) {
                        image.addRegister(new SimpleRegister(register));
                        image.addInputRegister(new SimpleInputRegister(register));
                    }
                    // What lies behind a value is none of it.
                    image.addRegister(new SimpleRegister(0x5a5a));
                    image.addInputRegister(new SimpleInputRegister(0x5a5a));
                });
        image.addRegister(new SimpleRegister(0xfffe));
        int last = image.getRegisterCount() - 1;
        int port = foreign(image);
        for (Map.Entry<String, Integer> each : places.entrySet()) {
            String shown = each.getKey().startsWith("int16") ? "21.4" : "123.46";
            String scale = each.getKey().startsWith("int16") ? "0.1" : "1";
            for (String address :
                    List.of(
                            "hr" + each.getValue(),
                            "ir" + each.getValue(),
                            "1:" + (40_001 + each.getValue()))) {
                Way best = find(port, Map.of(), address, shown).ways().getFirst();
                assertThat(best.type()).as(address).isEqualTo(each.getKey());
                assertThat(best.scale()).as(address).isEqualByComparingTo(scale);
                assertThat(best.value().toPlainString())
                        .as("as its own type writes it")
                        .isEqualTo(shown.equals("21.4") ? "21.4" : "123.456");
            }
        }
        Found end = find(port, Map.of(), "hr" + last, "-2");
        assertThat(end.raw()).as("the device has no more").isEqualTo("fffe");
        assertThat(end.ways())
                .first()
                .isEqualTo(new Way("int16:AB", BigDecimal.ONE, new BigDecimal("-2")));
        assertThat(find(port, Map.of(), "hr" + last, "7.77"))
                .as("nothing fits, and what is there is told")
                .isEqualTo(new Found("fffe", List.of()));
    }

    private int foreign(SimpleProcessImage image) throws Exception {
        int port = FreePorts.next();
        ModbusSlave slave =
                ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 5, false);
        slave.addProcessImage(1, image);
        slave.open();
        open.add(ModbusSlaveFactory::close);
        Await.until(LIMIT, () -> listens(port), "j2mod");
        return port;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /// Units 1 and 2; registers 0 to 99, each its offset.
    private ModbusServer device() throws Exception {
        ModbusServer server =
                ModbusServer.open(
                        "test",
                        new Endpoint("127.0.0.1", 0),
                        (unit, table, start, count) -> {
                            if (unit > 2) {
                                return new ModbusServer.Content.Refusal(11);
                            }
                            if (table == ModbusTable.INPUT_REGISTER) {
                                return new ModbusServer.Content.Refusal(1);
                            }
                            if (start + count > 100) {
                                return new ModbusServer.Content.Refusal(2);
                            }
                            byte[] items = new byte[2 * count];
                            for (int i = 0; i < count; i++) {
                                items[2 * i + 1] = (byte) (start + i);
                            }
                            return new ModbusServer.Content.Items(items);
                        });
        open.add(server);
        return server;
    }

    @Test
    void addressesAreThoseOfTheConnectionAndNothingIsWritten() throws Exception {
        ModbusServer server = device();
        int port = server.port();
        assertThat(raw(port, Map.of(), "7")).isEqualTo("0007 0008 0009 000a");
        assertThat(raw(port, Map.of("addressBase", "1"), "7")).isEqualTo("0006 0007 0008 0009");
        assertThat(raw(port, Map.of("unit", "9"), "2:hr7")).isEqualTo("0007 0008 0009 000a");
        assertThat(raw(port, Map.of("maxRegisters", "2"), "40008"))
                .as("MOD-4")
                .isEqualTo("0007 0008");
        assertThat(raw(port, Map.of(), "%MD98")).as("two are left").isEqualTo("0062 0063");
        assertThat(find(port, Map.of(), "hr7", "7").ways())
                .extracting(Way::type)
                .as("the plain ones first, of as few registers as it takes")
                .startsWith("int16:AB", "uint16:AB", "bcd16:AB");
        assertThat(server.asked(3)).isGreaterThan(4);
        assertThat(server.askedToWrite()).isZero();
    }

    @Test
    void whatRefusesSaysWhoAndWhy() throws Exception {
        ModbusServer server = device();
        int port = server.port();
        assertThat(refused(port, "hr100").code()).isEqualTo("MODB-0110");
        assertThat(refused(port, "hr100").message())
                .contains("exception 2", "no such address", "holding register 100");
        assertThat(refused(port, "ir1").message()).contains("exception 1", "no such table");
        assertThat(refused(port, "7:hr1").message()).contains("no unit answers: 7 (11)");
        assertThat(refused(port, "co1").code()).isEqualTo("MODB-0211");
        assertThat(refused(port, "hr1.3").code()).isEqualTo("MODB-0211");
        for (String none : List.of("", " ", "D100", "hr70000", "300:1")) {
            assertThat(refused(port, none).object()).as(none).isEqualTo("connection plc");
            assertThat(refused(port, none).code()).as(none).startsWith("MODB-020");
        }
        server.silence(2, true);
        assertThat(refused(port, "2:hr1").code()).isEqualTo("MODB-0103");
        assertThat(refused(port, "2:hr1").message()).contains("2 (timeout)");
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Problem away = refused(held.getLocalPort(), "hr1");
            assertThat(away.code()).isEqualTo("MODB-0101");
            assertThat(away.message()).contains("refused");
            assertThat(away.remedy()).as("nobody tries again").doesNotContain("by itself");
        }
        FrameServer rude = peer(socket -> socket.getInputStream().readNBytes(12));
        assertThat(refused(rude.port(), "hr1").code()).isEqualTo("MODB-0102");
        FrameServer web =
                peer(
                        socket -> {
                            var _ = socket.getInputStream().readNBytes(12);
                            socket.getOutputStream()
                                    .write(new byte[] {'H', 'T', 'T', 'P', '/', '1', '.', '1'});
                        });
        assertThat(refused(web.port(), "hr1").code()).isEqualTo("MODB-0104");
    }

    /// Harm: a device with one line to give answers nobody any more, once somebody has looked.
    @Test
    void theLineIsEndedWithTheAnswer() throws Exception {
        CompletableFuture<Integer> behind = new CompletableFuture<>();
        FrameServer server =
                peer(
                        socket -> {
                            DataInputStream in = new DataInputStream(socket.getInputStream());
                            byte[] asked = in.readNBytes(12);
                            byte[] answer = {
                                asked[0], asked[1], 0, 0, 0, 11, asked[6], 3, 8, 0, 7, 0, 0, 0, 0,
                                0, 0
                            };
                            socket.getOutputStream().write(answer);
                            behind.complete(in.read());
                        });
        assertThat(raw(server.port(), Map.of(), "hr0")).isEqualTo("0007 0000 0000 0000");
        assertThat(behind.get(60, TimeUnit.SECONDS)).as("the end of the line").isEqualTo(-1);
    }

    private FrameServer peer(FrameServer.Talk talk) throws Exception {
        FrameServer server = FrameServer.open("test", new Endpoint("127.0.0.1", 0), talk);
        open.add(server);
        return server;
    }

    private String raw(int port, Map<String, String> more, String address) throws Exception {
        return find(port, more, address, "7").raw();
    }

    private Problem refused(int port, String address) {
        // Only a unit that is silent is not waited for: whoever answers may take its time.
        String timeout = address.equals("2:hr1") ? "300ms" : "30s";
        ConnectorException[] refused = new ConnectorException[1];
        assertThatThrownBy(() -> find(port, Map.of("timeout", timeout), address, "7"))
                .isInstanceOfSatisfying(ConnectorException.class, each -> refused[0] = each);
        return refused[0].problem();
    }

    /// As a connection without tags: whoever asks for an order has none that is right yet.
    private Found find(int port, Map<String, String> more, String address, String shown)
            throws ConnectorException {
        ModbusSourceFactory factory = new ModbusSourceFactory();
        Map<String, String> fields = new HashMap<>(more);
        fields.put("host", "127.0.0.1");
        fields.put("port", String.valueOf(port));
        MapConfig config = new MapConfig(factory.schema(), fields);
        assertThat(factory.checkLine(config)).isEmpty();
        return factory.readingFinder()
                .orElseThrow()
                .find(new FieldHost(config, directory), address, new BigDecimal(shown));
    }
}
