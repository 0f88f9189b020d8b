package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fieldproof.api.command.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The look for newer versions, at a real server of this machine.
class UpdateLookTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;
    private boolean endless;
    private byte[] body = new byte[0];

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().keySet());
                    if (status == 302) {
                        exchange.getResponseHeaders().add("Location", "/elsewhere");
                    }
                    if (endless) {
                        exchange.sendResponseHeaders(200, 100);
                        exchange.getResponseBody().write('{');
                        exchange.getResponseBody().flush();
                        return;
                    }
                    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Outcome look(String said, String present) {
        body = said.getBytes(StandardCharsets.UTF_8);
        return UpdateLook.at(address(), present);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/fieldproof.json";
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused(var why) ? why.code() : outcome.toString();
    }

    @Test
    void aNewerVersionIsToldFromTheSameAndAnOlderOne() {
        String said = "{\"version\":\"0.2.0\",\"page\":\"https://intranet.example/fp\"}";
        assertThat(look(said, "0.1.0-SNAPSHOT"))
                .isEqualTo(
                        new Outcome.UpdateSeen(
                                "0.1.0-SNAPSHOT", "0.2.0", true, "https://intranet.example/fp"));
        assertThat(((Outcome.UpdateSeen) look(said, "0.2.0-SNAPSHOT")).newer()).isTrue();
        assertThat(((Outcome.UpdateSeen) look(said, "0.2.0")).newer()).isFalse();
        assertThat(((Outcome.UpdateSeen) look(said, "0.10.0")).newer()).isFalse();
        assertThat(requests)
                .allMatch(each -> each.startsWith("GET /fieldproof.json "))
                .allMatch(each -> !each.contains("Cookie") && !each.contains("Authorization"));
    }

    // Harm: what answers something else leads a console astray, or holds it up.
    @Test
    void whatIsNoAnswerIsRefusedWithItsReason() {
        assertThat(code(look("<html>", "0.1.0"))).isEqualTo("APP-0932");
        assertThat(code(look("{}", "0.1.0"))).isEqualTo("APP-0932");
        assertThat(code(look("{\"version\":\"latest\"}", "0.1.0"))).isEqualTo("APP-0932");
        assertThat(code(look("{\"version\":\"1.0\",\"page\":\"file:///etc\"}", "0.1.0")))
                .isEqualTo("APP-0932");
        assertThat(code(look("{\"version\":\"1.0\",\"x\":\"" + "y".repeat(70_000) + "\"}", "0.1")))
                .isEqualTo("APP-0931");
        assertThat(code(look("{}", "development"))).isEqualTo("APP-0933");
        status = 302;
        requests.clear();
        assertThat(code(look("", "0.1.0"))).isEqualTo("APP-0931");
        assertThat(requests).as("followed nowhere").hasSize(1);
        server.stop(0);
        assertThat(code(look("{}", "0.1.0"))).isEqualTo("APP-0931");
    }

    // Harm: an address that says a little and then nothing keeps the console asking for ever.
    @Test
    void anAnswerThatNeverEndsIsGivenUp() {
        endless = true;
        assertThat(code(UpdateLook.at(address(), "0.1.0", Duration.ofMillis(500))))
                .isEqualTo("APP-0931");
    }

    @Test
    void onlyHttpsOrThisMachineIsAsked() {
        for (String each :
                List.of(
                        "",
                        "not an address",
                        "http://192.0.2.1/x",
                        "file:///etc/passwd",
                        "https:")) {
            assertThat(code(UpdateLook.at(each, "0.1.0"))).as(each).isEqualTo("APP-0930");
        }
        assertThat(requests).isEmpty();
    }
}
