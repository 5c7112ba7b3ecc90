package dev.outrank.workbench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RankJson;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraceReaderTests {

    private static final String GOOD =
            "{'context':{'user_dense':[1,2,3,4],'user_id':[7],'recent_items':[]},'candidates':{'id':['a','b'],"
                    + "'item_dense':[[1,2,3,4],[5,6,7,8]],'item_id':{'values':[1,2],'lengths':[1,1]},"
                    + "'category':{'values':[3],'lengths':[0,1]},'terms':{'values':[4,5,6],'lengths':[3,0]}}}";

    @TempDir
    private static Path shared;

    private static Path tiny;

    @TempDir
    private Path directory;

    @BeforeAll
    static void generate() {
        tiny = TraceFixture.bundle(shared, "tiny");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private Path clicksTrace(String... lines) throws IOException {
        return Files.writeString(directory.resolve("t.ndjson"), json(String.join("\n", lines)));
    }

    private Path generated(String name, int requests) {
        Path out = directory.resolve(name);
        CommandRun.of(
                "generate-trace",
                "--model",
                tiny,
                "--workload",
                TraceFixture.workload("tiny"),
                "--requests",
                requests,
                "--rate",
                100,
                "--seed",
                3,
                "--out",
                out);
        return out;
    }

    @Test
    void givesBackWhatWasGenerated() {
        Manifest manifest = Bundle.open(tiny).manifest();
        RequestGenerator generator =
                RequestGenerator.of(manifest, WorkloadCatalog.find(TraceFixture.workload("tiny")), 3);
        Path trace = generated("t.ndjson.zst", 40);
        List<TraceEntry> entries = TraceFixture.read(trace, tiny);
        assertThat(entries).hasSize(40);
        for (int i = 0; i < entries.size(); i++) {
            TraceEntry entry = entries.get(i);
            assertThat(entry.line()).isEqualTo(i + 2);
            assertThat(RankJson.columns(entry.request())).isEqualTo(RankJson.columns(generator.request(i)));
        }
        assertThat(entries)
                .extracting(entry -> entry.arrivalNanos().orElseThrow())
                .isSorted()
                .doesNotHaveDuplicates();
        try (TraceReader reader = TraceReader.open(trace, manifest)) {
            assertThat(reader.header().orElseThrow()).isEqualTo(new TraceHeader(1, "tiny", "tiny", 40, 100, 3, "zipf"));
        }
    }

    @Test
    void readsRecordedBodiesInRowsAndColumns() throws IOException {
        Manifest manifest = Bundle.open(tiny).manifest();
        GeneratedRequest request = RequestGenerator.of(manifest, WorkloadCatalog.find(TraceFixture.workload("tiny")), 3)
                .request(1);
        String rows = new String(RankJson.rows(request), StandardCharsets.UTF_8);
        String columns = new String(RankJson.columns(request), StandardCharsets.UTF_8);
        Path trace = Files.writeString(
                directory.resolve("t.ndjson"), rows + "\n" + columns.replaceFirst("\\{", "{\"topK\":5,") + "\n");
        List<TraceEntry> entries = TraceFixture.read(trace, tiny);
        assertThat(entries).extracting(TraceEntry::arrivalNanos).containsOnly(OptionalLong.empty());
        assertThat(entries)
                .allSatisfy(entry ->
                        assertThat(RankJson.rows(entry.request())).asString().isEqualTo(rows));
    }

    @Test
    void readsGoldenRequests() {
        List<TraceEntry> entries = TraceFixture.read(CommandRun.CLICKS.resolve("golden.ndjson"), CommandRun.CLICKS);
        assertThat(entries).hasSize(100);
        assertThat(entries.getFirst().request().candidateIds()).startsWith("c0", "c1");
        assertThat(entries.getFirst().request().sparse("user_id").ids()).containsExactly(16230);
    }

    @Test
    void readsBareNumbersAndNamesCandidatesByPosition() throws IOException {
        Path trace = clicksTrace("{'candidates':[{'item_dense':[1,2,3,4],'item_id':1,'category':[],'terms':[4,5]},"
                + "{'id':9,'item_dense':[1,2,3,4],'item_id':2,'category':[3],'terms':[]}],"
                + "'context':{'user_dense':[1,2,3,4],'user_id':7,'recent_items':[]}}");
        GeneratedRequest request =
                TraceFixture.read(trace, CommandRun.CLICKS).getFirst().request();
        assertThat(request.candidateIds()).containsExactly("0", "9");
        assertThat(request.sparse("item_id").ids()).containsExactly(1, 2);
        assertThat(request.dense("item_dense")).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'user_id':[7]           | 'user_id':['7']        | context.user_id[0]: '7' (expected: an int64)",
                "'user_id':[7]           | 'user_id':[7.5]        | context.user_id[0]: 7.5 (expected: an int64)",
                "'user_id':[7]           | 'user_id':[99999999999999999999] | context.user_id[0]: 9999",
                "'user_id':[7],          | ''                     | context.user_id: missing",
                "'user_id':[7]           | 'user':[7]             | context.user: unknown (expected: one of [user_dense",
                "'user_id':[7]           | 'user_id':[7],'user_id':[7] | context.user_id: occurs twice",
                "'user_dense':[1,2,3,4]  | 'user_dense':[1,2,3]   | context.user_dense: 3 numbers (expected: 4)",
                "'user_dense':[1,2,3,4]  | 'user_dense':[1,2,3,1e99] | context.user_dense[3]: 1e99 (expected: a finite float32)",
                "'lengths':[3,0]         | 'lengths':[3,1]        | candidates.terms.lengths: sum 4 (expected: 3",
                "'lengths':[3,0]         | 'lengths':[3,-1]       | candidates.terms.lengths[1]: -1",
                "'lengths':[3,0]         | 'lengths':[3]          | candidates.terms: 1 candidates (expected: 2",
                ",'lengths':[3,0]        | ~~                     | candidates.terms.lengths: missing",
                "'lengths':[3,0]         | 'sizes':[3,0]          | candidates.terms.sizes: unknown",
                "'id':['a','b']          | 'id':['a',true]        | candidates.id[1]: true (expected: a string",
                "'context'               | 'contexts'             | contexts: unknown (expected: 'arrivalNanos'",
                "{'context'              | {'arrivalNanos':-1,'context' | arrivalNanos: -1 (expected: at least 0)",
                "{'context'              | {'topK':0,'context'    | topK: 0 (expected: at least 1)",
                "'candidates':{          | 'candidates':7,'x':{   | candidates: 7 (expected: an array of candidates",
                "}}}                     | }}}}                   | Unexpected close marker",
                "}}}                     | }}} 7                  | more after the JSON object",
                "}}}                     | }}                     | Unexpected end-of-input",
                "{'context'              | [{'context'            | line: an array (expected: a JSON object",
            })
    void namesLineAndFieldWhenALineIsWrong(String found, String instead, String message) throws IOException {
        String bad = GOOD.replace(found, instead.equals("''") ? "" : instead);
        assertThat(bad).isNotEqualTo(GOOD);
        Path trace = clicksTrace(GOOD, bad, GOOD);
        assertThatThrownBy(() -> TraceFixture.read(trace, CommandRun.CLICKS))
                .isInstanceOf(CallerException.class)
                .hasMessageStartingWith(trace + ":2: ")
                .hasMessageContaining(json(message).replace("\"", "'"));
    }

    @Test
    void refusesArrivalsThatGoBackOrAreMissing() throws IOException {
        String timed = GOOD.replace("{'context'", "{'arrivalNanos':5,'context'");
        Path back = clicksTrace(timed, timed.replace(":5,", ":4,"));
        assertThatThrownBy(() -> TraceFixture.read(back, CommandRun.CLICKS))
                .hasMessage(back + ":2: arrivalNanos: 4 (expected: at least 5, that of the line before)");
        Path missing = clicksTrace(timed, GOOD);
        assertThatThrownBy(() -> TraceFixture.read(missing, CommandRun.CLICKS))
                .hasMessage(missing + ":2: arrivalNanos: missing (expected: in all lines of a trace, or in none)");
    }

    @Test
    void namesTheLineWhenItIsInTheMiddleOfACompressedFile() throws IOException {
        String text = json(GOOD + "\n" + GOOD + "\n" + GOOD.replace("[7]", "[null]") + "\n" + GOOD + "\n");
        Path trace = directory.resolve("t.ndjson.zst");
        Files.write(trace, Zstd.compress(text.getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> TraceFixture.read(trace, CommandRun.CLICKS))
                .hasMessage(trace + ":3: context.user_id[0]: null (expected: an int64)");
    }

    @Test
    void saysThatAFileBreaksOff() throws IOException {
        Path whole = generated("whole.ndjson.zst", 200);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(directory.resolve("cut.ndjson.zst"), Arrays.copyOf(bytes, bytes.length * 2 / 3));
        assertThatThrownBy(() -> TraceFixture.read(cut, tiny))
                .isInstanceOf(CallerException.class)
                .hasMessageMatching("\\Q" + cut + "\\E:[0-9]+: breaks off .*");
        Path plain = generated("plain.ndjson", 5);
        List<String> lines = Files.readAllLines(plain);
        Files.write(plain, lines.subList(0, 4));
        assertThatThrownBy(() -> TraceFixture.read(plain, tiny))
                .hasMessage(plain + ": 3 requests (expected: 5, as its header says; the file was cut)");
        Path noZstd = Files.writeString(directory.resolve("text.ndjson.zst"), json(GOOD));
        assertThatThrownBy(() -> TraceFixture.read(noZstd, tiny)).isInstanceOf(CallerException.class);
    }

    @Test
    void refusesTracesOfAnotherModelOrFormat() throws IOException {
        Path trace = generated("t.ndjson", 3);
        assertThatThrownBy(() -> TraceFixture.read(trace, CommandRun.CLICKS))
                .isInstanceOf(CallerException.class)
                .hasMessage(trace + ":1: trace.model: 'tiny' (expected: 'clicks', the bundle's)");
        Files.writeString(trace, Files.readString(trace).replaceFirst("\"formatVersion\":1", "\"formatVersion\":2"));
        assertThatThrownBy(() -> TraceFixture.read(trace, tiny))
                .hasMessageStartingWith(trace + ":1: trace: formatVersion: 2 (expected: 1;");
    }

    @Test
    void isEmptyWhenTheFileIs() throws IOException {
        assertThat(TraceFixture.read(Files.createFile(directory.resolve("e.ndjson")), CommandRun.CLICKS))
                .isEmpty();
        assertThatThrownBy(() -> TraceFixture.read(directory.resolve("none.ndjson"), CommandRun.CLICKS))
                .isInstanceOf(CallerException.class)
                .hasMessageContaining("not readable");
    }
}
