package dev.outrank.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FaultProxyTests {

    private static final int PATIENCE_MILLIS = 30_000;

    /** How long is waited for what must not come; longer only makes a broken proxy more certain to be caught. */
    private static final int SILENCE_MILLIS = 100;

    private static final int LARGE = 4 << 20;

    private EchoServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        proxy = FaultProxy.to(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static byte[] exchange(Socket socket, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        return socket.getInputStream().readNBytes(request.length);
    }

    private static void assertEchoes(Socket socket) throws IOException {
        assertThat(exchange(socket, bytes(207))).isEqualTo(bytes(207));
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> socket.getInputStream().read());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    @Test
    void passesBytesAsTheyAre() throws IOException {
        try (Socket socket = connect()) {
            Thread.ofVirtual().start(() -> write(socket, bytes(LARGE)));
            assertThat(socket.getInputStream().readNBytes(LARGE)).isEqualTo(bytes(LARGE));
            assertThat(proxy.accepted()).isEqualTo(1);
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.faults()).isZero();
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void passesTheEndOfOneDirectionAlone() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes(13));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(bytes(13));
        }
    }

    @Test
    void resetsCallersWhoseTargetIsAbsent() throws IOException {
        server.close();
        try (Socket socket = connect()) {
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> socket.getInputStream().read());
        }
    }

    @Test
    void delaysAnswersOfOpenConnections() throws IOException {
        try (Socket socket = connect()) {
            assertEchoes(socket);
            Duration delay = Duration.ofMillis(150);
            proxy.apply(new Fault.Delay(delay, delay, Duration.ofMillis(1)));
            long begin = System.nanoTime();
            assertEchoes(socket);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(2 * delay.toNanos());
            assertThat(proxy.faults()).isPositive();
        }
    }

    @Test
    void takesMoreWhileDelayedAnswersWait() throws Exception {
        try (Socket socket = connect()) {
            proxy.apply(Fault.Delay.ofAnswers(Duration.ofHours(1)));
            Thread.ofVirtual().start(() -> write(socket, bytes(LARGE)));
            // The server gets the next bytes only when the proxy has taken what it sent before.
            int got = 0;
            while (got < LARGE) {
                Integer next = server.received().poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                assertThat(next).isNotNull().isPositive();
                got += next;
            }
            assertSilent(socket);
        }
    }

    @Test
    void narrowsTheWay() throws IOException {
        try (Socket socket = connect()) {
            proxy.apply(new Fault.Bandwidth(100_000));
            long begin = System.nanoTime();
            assertThat(exchange(socket, bytes(20_000))).isEqualTo(bytes(20_000));
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(180));
        }
    }

    @Test
    void flipsOneBitOfEveryNthAnswer() throws IOException {
        try (Socket socket = connect()) {
            proxy.apply(new Fault.Corruption(2));
            assertEchoes(socket);
            byte[] request = bytes(207);
            byte[] answer = exchange(socket, request);
            int bits = 0;
            for (int i = 0; i < request.length; i++) {
                bits += Integer.bitCount((request[i] ^ answer[i]) & 0xff);
            }
            assertThat(bits).isEqualTo(1);
            assertThat(proxy.faults()).isEqualTo(1);
            proxy.heal();
            assertEchoes(socket);
        }
    }

    @Test
    void resetsInTheMiddleOfAnAnswer() throws IOException {
        try (Socket socket = connect()) {
            assertEchoes(socket);
            proxy.apply(new Fault.Reset(100));
            socket.getOutputStream().write(bytes(207));
            assertThatThrownBy(() -> socket.getInputStream().readNBytes(207)).isInstanceOf(SocketException.class);
            assertThat(proxy.faults()).isEqualTo(1);
        }
    }

    @Test
    void letsAnswersPassThatEndBeforeTheReset() throws IOException {
        try (Socket socket = connect()) {
            proxy.apply(new Fault.Reset(300));
            assertEchoes(socket);
            socket.getOutputStream().write(bytes(207));
            assertThatThrownBy(() -> socket.getInputStream().readNBytes(207)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void swallowsBothDirectionsInABlackHole() throws IOException {
        try (Socket before = connect()) {
            assertEchoes(before);
            server.received().clear();
            proxy.apply(new Fault.BlackHole());
            try (Socket during = connect()) {
                before.getOutputStream().write(bytes(7));
                during.getOutputStream().write(bytes(7));
                assertSilent(before);
                assertSilent(during);
                assertThat(server.received()).isEmpty();
                proxy.heal();
                assertThatThrownBy(() -> before.getInputStream().read()).isInstanceOf(SocketException.class);
            }
        }
        try (Socket after = connect()) {
            assertEchoes(after);
        }
    }

    @Test
    void passesRequestsAloneWhereHalfOpen() throws Exception {
        try (Socket socket = connect()) {
            proxy.apply(new Fault.HalfOpen());
            socket.getOutputStream().write(bytes(7));
            assertThat(server.received().poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isEqualTo(7);
            assertSilent(socket);
        }
    }

    @RepeatedTest(20)
    void refusesConnectionsAndListensAgain() throws IOException {
        try (Socket open = connect()) {
            assertEchoes(open);
            proxy.apply(new Fault.Refusal());
            assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
            assertEchoes(open);
            proxy.heal();
            try (Socket again = connect()) {
                assertEchoes(again);
            }
        }
    }

    @Test
    void dropsWhatIsOpen() throws IOException {
        try (Socket socket = connect()) {
            assertEchoes(socket);
            assertThat(proxy.dropConnections()).isEqualTo(1);
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> socket.getInputStream().read());
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void resetsWhatIsOpenAtItsEnd() throws IOException {
        try (Socket socket = connect()) {
            assertEchoes(socket);
            proxy.close();
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> socket.getInputStream().read());
            assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
        }
    }

    @Test
    void refusesATakenPort() {
        assertThatThrownBy(() -> FaultProxy.listening(server.port(), 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port: " + server.port() + " (expected: a free one)");
    }

    @Test
    void refusesNonsense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Fault.Corruption(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fault.Bandwidth(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fault.Reset(-1))
                .withMessage("afterBytes: -1 (expected: 0 or more)");
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.Delay.ofAnswers(Duration.ofMillis(-1)));
    }
}
