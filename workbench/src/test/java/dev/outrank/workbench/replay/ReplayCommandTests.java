package dev.outrank.workbench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.outrank.workbench.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command against a server whose answers a test chooses. */
final class ReplayCommandTests {

    private static final int CANDIDATES = 3;

    @TempDir
    private Path directory;

    private final ExecutorService handlers = Executors.newCachedThreadPool();
    private final CountDownLatch testEnds = new CountDownLatch(1);
    private HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private IntFunction<String> answers = number -> scores("0.5", "0.25", "0.125");
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = answers.apply(asked.getAndIncrement()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Server-Timing", "decode;dur=0.25, total;dur=0.5");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(handlers);
        server.start();
    }

    @AfterEach
    void stop() {
        testEnds.countDown();
        server.stop(0);
        handlers.shutdown();
    }

    private static String scores(String... scores) {
        return "{\"parameters\":{\"degraded\":false},\"outputs\":[{\"shape\":[" + scores.length + ",1],\"data\":["
                + String.join(",", scores) + "]}]}";
    }

    private CommandRun replay(Object... options) {
        Stream<Object> common = Stream.of(
                "replay",
                "--model",
                CommandRun.CLICKS,
                "--requests",
                1,
                "--candidates",
                CANDIDATES,
                "--warm-up",
                "0s",
                "--duration",
                "500ms",
                "--target",
                "http://127.0.0.1:" + server.getAddress().getPort());
        return CommandRun.of(Stream.concat(common, Arrays.stream(options)).toArray());
    }

    @Test
    void writesTheResultAndALogOfHistograms() throws IOException {
        Path json = directory.resolve("result.json");
        Path hdr = directory.resolve("result.hlog");
        CommandRun run = replay("--rate", 200, "--json", json, "--hdr", hdr);
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
        long answered = result.required("answered").asLong();
        // The first one is the probe.
        assertThat(answered).isPositive().isEqualTo(asked.get() - 1);
        assertThat(result.required("load").asString()).isEqualTo("rate");
        assertThat(result.required("askedRate").asDouble()).isEqualTo(200);
        assertThat(result.required("stageMillis").required("decode").asDouble()).isEqualTo(0.25);
        assertThat(result.required("stageMillis").has("total")).isFalse();
        assertThat(result.required("errors").isEmpty()).isTrue();
        assertThat(result.required("latency").required("p99").asDouble()).isPositive();
        assertThat(counts(hdr)).containsExactly(answered, answered);
        assertThat(run.out()).contains("requests answered rightly", "latency since due", "latency since sent");
    }

    /** Returns the counts without a tag, and with that of the service time. */
    private static List<Long> counts(Path hdr) throws IOException {
        long[] counts = new long[2];
        try (HistogramLogReader reader = new HistogramLogReader(hdr.toFile())) {
            while (reader.hasNext()) {
                EncodableHistogram interval = reader.nextIntervalHistogram();
                counts["service".equals(interval.getTag()) ? 1 : 0] += ((Histogram) interval).getTotalCount();
            }
        }
        return List.of(counts[0], counts[1]);
    }

    @Test
    void failsWhereEqualRequestsGetDifferentScores() {
        answers = number -> number == 1 ? scores("0.5", "0.25", "0.12500001") : scores("0.5", "0.25", "0.125");
        CommandRun run = replay("--serial");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "1 x wrong-scores, first: request 0, candidate 2: score 0.12500001 (expected: 0.125, bit for bit)");
    }

    @Test
    void sendsSoManyAtATime() {
        CommandRun run = replay("--in-flight", 3);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("requests answered rightly").doesNotContain("since due");
    }

    @Test
    void failsWhereScoresAreNotTheExpectedOnes() throws IOException {
        Path expected = directory.resolve("scores.ndjson");
        assertThat(replay("--serial", "--save-scores", expected).exitCode()).isZero();
        assertThat(expected).hasContent("{\"scores\":[0.5,0.25,0.125]}");
        assertThat(replay("--serial", "--expect", expected).exitCode()).isZero();
        Files.writeString(expected, "{\"scores\":[0.5,0.75,0.125]}");
        CommandRun run = replay("--serial", "--expect", expected);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("wrong-scores: request 0, candidate 1: score 0.25 (expected: 0.75, bit for bit)");
    }

    @Test
    void tellsFailuresApart() {
        List<String> bodies = List.of(
                scores("0.5", "0.25", "0.125"),
                scores("0.5", "0.25"),
                "{",
                scores("0.5", "0.25", "0.125").replace("false", "true"));
        answers = number -> bodies.get(Math.min(number, 3));
        CommandRun run = replay("--serial");
        assertThat(run.exitCode()).isEqualTo(1);
        List<String> kinds = run.out()
                .lines()
                .filter(line -> line.contains(" x "))
                .map(line -> line.replaceAll("^[0-9,]+ x ([a-z-]+),.*", "$1"))
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(kinds).containsExactly("degraded", "malformed", "score-count");
        asked.set(0);
        answers = number -> number < 2 ? bodies.getFirst() : bodies.getLast();
        assertThat(replay("--serial", "--allow-degraded").exitCode()).isZero();
    }

    @Test
    void saysWhyNothingCanBeMeasured() throws IOException {
        status = 404;
        answers = number -> "{\"error\":\"model: 'clicks' (expected: one of [])\"}";
        assertThat(replay("--serial")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("status-404", "model: 'clicks' (expected: one of [])")
                    .hasLineCount(1);
        });
        int dead;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = socket.getLocalPort();
        }
        assertThat(CommandRun.of(
                        "replay",
                        "--model",
                        CommandRun.CLICKS,
                        "--serial",
                        "--requests",
                        1,
                        "--target",
                        "http://127.0.0.1:" + dead))
                .satisfies(run -> {
                    assertThat(run.exitCode()).isEqualTo(1);
                    assertThat(run.err()).contains("connect-refused").hasLineCount(1);
                });
    }

    private void awaitEnd() {
        try {
            testEnds.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void countsAnswersThatComeTooLate() {
        answers = number -> {
            if (number == 1) {
                awaitEnd();
            }
            return scores("0.5", "0.25", "0.125");
        };
        CommandRun run = replay("--serial", "--timeout-ms", 100);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains(" x timeout, first: ");
    }

    @Test
    void sendsATraceOnceAtItsOwnTimes() throws IOException {
        Path trace = directory.resolve("trace.ndjson");
        String request = Files.readAllLines(CommandRun.CLICKS.resolve("golden.ndjson"))
                .getFirst()
                .substring(1);
        Files.write(
                trace,
                IntStream.range(0, 40)
                        .mapToObj(i -> "{\"arrivalNanos\":" + i * 10_000_000L + "," + request)
                        .toList());
        int candidates = JsonMapper.shared()
                .readTree("{" + request)
                .required("candidates")
                .size();
        answers = number -> scores(Collections.nCopies(candidates, "0.5").toArray(String[]::new));
        CommandRun run = CommandRun.of(
                "replay",
                "--model",
                CommandRun.CLICKS,
                "--trace",
                trace,
                "--arrivals",
                "trace",
                "--warm-up",
                "0s",
                "--target",
                "http://127.0.0.1:" + server.getAddress().getPort());
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        // The first one is the probe.
        assertThat(asked.get()).isEqualTo(1 + 40);
    }

    @Test
    void searchesTheHighestRate() throws IOException {
        Path json = directory.resolve("capacity.json");
        CommandRun run = replay("--find-capacity", "--p99-target-ms", 0.001, "--first-rate", 100, "--json", json);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("100.0/s asked", "failed", "no rate keeps P99 at 0.001 ms");
        JsonNode report = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(report.required("capacity").asDouble()).isZero();
        assertThat(report.required("steps").size()).isGreaterThan(3);
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThat(replay().err())
                .contains(
                        "load: 0 given (expected: one of --rate, --arrivals trace, --serial, --in-flight and --find-capacity)");
        assertThat(replay("--serial", "--rate", 3).err()).contains("load: 2 given");
        assertThat(replay("--in-flight", 0).err()).contains("--in-flight: 0 (expected: at least 1)");
        assertThat(replay("--rate", 0).err()).contains("--rate: 0.0 (expected: a finite number above 0)");
        assertThat(replay("--arrivals", "trace").err())
                .contains("--arrivals: trace (expected: a trace with arrivalNanos");
        assertThat(replay("--find-capacity").err()).contains("--p99-target-ms: none");
        assertThat(replay("--serial", "--p99-target-ms", 3).err()).contains("only with --find-capacity");
        assertThat(replay("--serial", "--connections", 0).err()).contains("--connections: 0 (expected: at least 1)");
        assertThat(replay("--serial", "--api", "grpc").err())
                .contains("'grpc' (expected: one of infer, infer-binary, rank)");
        assertThat(asked.get()).isZero();
    }
}
