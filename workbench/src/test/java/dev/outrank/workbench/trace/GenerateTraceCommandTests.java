package dev.outrank.workbench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.github.luben.zstd.ZstdInputStream;
import dev.outrank.bundle.Bundle;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.requests.RankJson;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GenerateTraceCommandTests {

    @TempDir
    private static Path shared;

    private static Path bundle;

    @TempDir
    private Path directory;

    @BeforeAll
    static void generate() {
        bundle = TraceFixture.bundle(shared, "tiny");
    }

    private CommandRun run(Path out, Object... more) {
        return CommandRun.of(
                Stream.concat(Stream.of("generate-trace", "--model", bundle, "--out", out), Stream.of(more))
                        .toArray());
    }

    @Test
    void writesWhatTheGeneratorMakesWhenAWorkloadIsGiven() throws IOException {
        Path out = directory.resolve("t.ndjson");
        CommandRun run =
                run(out, "--workload", TraceFixture.workload("tiny"), "--requests", 20, "--rate", 50, "--seed", 3);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith(out + ": 20 requests over ").contains(" candidates, ", " ids, ");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(21);
        assertThat(lines.getFirst())
                .isEqualTo("{\"trace\":{\"formatVersion\":1,\"model\":\"tiny\",\"workload\":\"tiny\",\"requests\":20,"
                        + "\"rate\":50.0,\"seed\":3,\"popularity\":\"zipf\"}}");
        RequestGenerator generator = RequestGenerator.of(
                Bundle.open(bundle).manifest(), WorkloadCatalog.find(TraceFixture.workload("tiny")), 3);
        String body = new String(RankJson.columns(generator.request(4)), StandardCharsets.UTF_8);
        assertThat(lines.get(5)).matches("\\{\"arrivalNanos\":[0-9]+,.*").endsWith("," + body.substring(1));
    }

    @Test
    void writesTheSameCompressedWhenTheNameEndsInZst() throws IOException {
        Path plain = directory.resolve("t.ndjson");
        Path packed = directory.resolve("t.ndjson.zst");
        run(plain, "--requests", 30, "--rate", 50);
        assertThat(run(packed, "--requests", 30, "--rate", 50).out())
                .contains("bags of 0 to 6 ids, as no workload describes them: u0, u1, c0, c1");
        try (InputStream in = new ZstdInputStream(Files.newInputStream(packed))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
        }
        assertThat(Files.size(packed)).isLessThan(Files.size(plain) / 2);
        Path again = directory.resolve("again.ndjson.zst");
        run(again, "--requests", 30, "--rate", 50);
        assertThat(again).hasSameBinaryContentAs(packed);
        run(again, "--requests", 30, "--rate", 50, "--seed", 8);
        assertThat(Files.mismatch(again, packed)).isNotNegative();
    }

    @Test
    void spacesArrivalsExponentially() {
        Arrivals arrivals = new Arrivals(1000, 7);
        int count = 200_000;
        long[] times = LongStream.range(0, count).map(i -> arrivals.next()).toArray();
        double[] gaps = new double[count];
        for (int i = 0; i < count; i++) {
            gaps[i] = times[i] - (i == 0 ? 0 : times[i - 1]);
        }
        double mean = Arrays.stream(gaps).average().orElseThrow();
        assertThat(mean).isCloseTo(1e6, within(1e4));
        for (double x : List.of(0.1, 0.5, 1.0, 2.0, 4.0)) {
            double share = Arrays.stream(gaps).filter(gap -> gap <= x * 1e6).count() / (double) count;
            assertThat(share).as("gaps up to " + x).isCloseTo(1 - Math.exp(-x), within(0.005));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate       | 0          | rate: 0.0 (expected: a finite number above 0)",
                "--rate       | -1         | rate: -1.0 (expected: a finite number above 0)",
                "--rate       | NaN        | rate: NaN (expected: a finite number above 0)",
                "--requests   | 0          | requests: 0 (expected: at least 1)",
                "--popularity | uniform    | popularity: 'uniform' (expected: zipf, reuse:<dataset>",
                "--popularity | reuse:none | reuse: dataset 'none' (expected: one of [fbgemm",
                "--popularity | no.csv     | no.csv: not readable",
                "--workload   | drm9       | workload: 'drm9' (expected: one of [drm1",
                "--workload   | mlperf-dlrm-v2 | workload: 'mlperf-dlrm-v2' names no sparse feature of model 'tiny' (expected:",
            })
    void refusesWhenAnArgumentMakesNoSense(String option, String value, String message) throws IOException {
        Path out = directory.resolve("t.ndjson");
        List<Object> arguments = new ArrayList<>();
        if (!option.equals("--requests")) {
            arguments.addAll(List.of("--requests", 5));
        }
        if (!option.equals("--rate")) {
            arguments.addAll(List.of("--rate", 5));
        }
        arguments.addAll(List.of(option, value));
        CommandRun run = run(out, arguments.toArray());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("outrank: " + message);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void refusesWhenThePlaceIsNotWritable() {
        CommandRun run = run(directory.resolve("missing/t.ndjson"), "--requests", 5, "--rate", 5);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("missing/t.ndjson: cannot be written");
    }
}
