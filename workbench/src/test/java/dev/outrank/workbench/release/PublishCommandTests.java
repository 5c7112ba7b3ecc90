package dev.outrank.workbench.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

final class PublishCommandTests {

    private static final String RANKING = "{\"service\":\"RANKING\",\"singular\":false,\"revision\":3,\"versions\":[]}";
    private static final String SHARD_0 =
            "{\"service\":\"EMBEDDING\",\"shard\":0,\"singular\":false,\"revision\":3,\"versions\":[]}";

    private FakeRegistry registry;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private CommandRun publish(Object... more) {
        return publish(CommandRun.CLICKS, more);
    }

    private CommandRun publish(Path bundle, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("publish", "--model", bundle, "--shards", 2));
        arguments.addAll(List.of("--out", directory.resolve("packed"), "--registry", registry.uri()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    private void anotherIsActive() {
        registry.version("before", "SERVING");
        registry.active("before");
        registry.replica("ranking-1", RANKING);
        registry.replica("embedding-1", SHARD_0);
    }

    private List<String> requests() {
        return registry.posts().stream().map(post -> post.split(" ", 2)[0]).toList();
    }

    private JsonNode registration() {
        String post = registry.posts().getFirst();
        return JsonMapper.shared().readTree(post.substring(post.indexOf('{')));
    }

    private String name() {
        return registration().path("version").asString();
    }

    @Test
    void activatesAtOnceWhenItIsTheFirstVersionAndNoServiceRunsYet() {
        CommandRun run = publish();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(requests()).containsExactly("clicks/versions", "clicks/versions/" + name() + "/activate");
        Path shards = Path.of(URI.create(registration().path("shards").asString()));
        assertThat(shards.resolve("plan.json")).exists();
        assertThat(shards.resolve("shard-1")).isDirectory();
        assertThat(run.out())
                .contains("all checksums are right; 100 golden requests score as they should")
                .contains("is active at " + registry.uri());
    }

    @Test
    void loadsAndWaitsBeforeItActivatesWhenAnotherVersionIsActive() {
        anotherIsActive();

        CommandRun run = publish("--author", "release-pipeline", "--reason", "weekly");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(requests())
                .containsExactly(
                        "clicks/versions",
                        "clicks/versions/" + name() + "/load",
                        "clicks/versions/" + name() + "/activate");
        assertThat(registry.posts())
                .allMatch(post -> post.contains("\"author\":\"release-pipeline\",\"reason\":\"weekly\""));
    }

    @Test
    void saysWhatItWaitsForAndOnlyWhenThatChanges() {
        anotherIsActive();
        registry.looksUntilLoaded(5);

        CommandRun run = publish();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.contains("waits for")))
                .singleElement()
                .asString()
                .endsWith(
                        "waits for a ranking: ranking-1 has not heard of it; shard 0: embedding-1 has not heard of it;"
                                + " shard 1: no live one reports");
    }

    @Test
    void leavesItReadyWhenItIsNotToBeActivated() {
        anotherIsActive();

        CommandRun run = publish("--no-activate");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(requests()).hasSize(2).last().asString().endsWith("/load");
        assertThat(run.out()).contains("is ready at");
    }

    @Test
    void activatesWhatIsReadyWhenItIsRunAgain() {
        anotherIsActive();
        publish("--no-activate");
        String name = name();
        registry.forgetPosts();

        assertThat(publish().exitCode()).isZero();
        assertThat(requests()).containsExactly("clicks/versions/" + name + "/activate");
    }

    @Test
    void postsNothingWhenTheVersionIsActiveAlready() {
        publish();
        registry.forgetPosts();

        assertThat(publish().exitCode()).isZero();
        assertThat(registry.posts()).isEmpty();
    }

    @Test
    void failsWithTheRegistrysReasonAndLoadsAgainWhenItIsRunAgain() {
        anotherIsActive();
        registry.failure("shard 1: all replicas: no space left; free some");

        CommandRun failed = publish();
        String name = name();
        registry.forgetPosts();
        registry.failure(null);
        CommandRun again = publish();

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err())
                .contains("FAILED: shard 1: all replicas: no space left; free some (the same command loads it again)");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(requests())
                .containsExactly("clicks/versions/" + name + "/load", "clicks/versions/" + name + "/activate");
    }

    @Test
    void saysWhatIsMissingWhenTheTimeIsOver() {
        anotherIsActive();
        registry.looksUntilLoaded(Integer.MAX_VALUE);

        CommandRun run = publish("--timeout", "1ms");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("not READY after 0 s, waits for a ranking: ranking-1");
        assertThat(requests()).noneMatch(request -> request.endsWith("/activate"));
    }

    @Test
    void saysWhatTheRegistrySaysWhenItRefuses() {
        registry.refusal("shard 0: embedding-1 has 5 bytes free (expected: 9 or more)");

        CommandRun run = publish();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("registry: shard 0: embedding-1 has 5 bytes free (expected: 9 or more)");
    }

    @Test
    void registersNothingWhenAGoldenRequestScoresOtherwise() throws IOException {
        Path bundle = copyOfClicks();
        List<String> lines = new ArrayList<>(Files.readAllLines(bundle.resolve("golden.ndjson")));
        ObjectNode third = (ObjectNode) JsonMapper.shared().readTree(lines.get(2));
        ArrayNode scores = (ArrayNode) third.required("scores");
        scores.set(1, scores.get(1).asDouble() * 1.001);
        lines.set(2, third.toString());
        Files.write(bundle.resolve("golden.ndjson"), lines);

        CommandRun run = publish(bundle);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("golden.ndjson: request 3, candidate c1: score ")
                .contains("(expected: " + scores.get(1).asDouble() + ", within 5.0E-5 of it")
                .contains("export it again");
        assertThat(registry.posts()).isEmpty();
        assertThat(publish(bundle, "--golden-tolerance", 0.01).exitCode()).isZero();
    }

    @Test
    void registersNothingWhenAPackedRowIsDamaged() throws IOException {
        publish();
        Path shards = Path.of(URI.create(registration().path("shards").asString()));
        registry.forgetPosts();
        damage(shards.resolve("shard-1"));

        CommandRun run = publish();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("shard-1").contains("CRC32C");
        assertThat(registry.posts()).isEmpty();
    }

    private static void damage(Path shard) throws IOException {
        Path rows;
        try (Stream<Path> files = Files.list(shard)) {
            rows = files.max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(rows.toFile(), "rw")) {
            long middle = file.length() / 2;
            file.seek(middle);
            int old = file.read();
            file.seek(middle);
            file.write(old ^ 1);
        }
    }

    private Path copyOfClicks() throws IOException {
        Path copy = directory.resolve("clicks");
        try (Stream<Path> files = Files.walk(CommandRun.CLICKS)) {
            for (Path file : files.sorted().toList()) {
                Files.copy(file, copy.resolve(CommandRun.CLICKS.relativize(file).toString()));
            }
        }
        return copy;
    }

    @Test
    void registersUnderANewNameWhenTheSameBundleLaySomewhereElse() {
        publish();
        String name = name();
        registry.forgetPosts();
        registry.versions().getFirst().put("bundle", "file:///gone/clicks/");

        CommandRun run = publish();

        assertThat(run.out()).contains("clicks: version " + name + "-2 is active");
        assertThat(name()).isEqualTo(name + "-2");
    }

    @Test
    void registersUnderANewNameWhenTheVersionIsRetired() {
        publish();
        String name = name();
        registry.forgetPosts();
        registry.versions().getFirst().put("state", "RETIRED");
        registry.active(null);

        assertThat(publish().exitCode()).isZero();
        assertThat(name()).isEqualTo(name + "-2");
    }

    @Test
    void takesTheNameAndTheMemoryModeThatItIsGiven() {
        CommandRun run = publish("--as", "week-31", "--memory-mode", "replace");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(name()).isEqualTo("week-31");
        assertThat(registration().path("memoryMode").asString()).isEqualTo("REPLACE");
    }

    @Test
    void publishesWhatIsPackedByAnotherPlanAndRefusesThatOfAnotherBundle() throws IOException {
        publish();
        Path packed = Path.of(URI.create(registration().path("shards").asString()));
        registry.forgetPosts();
        CommandRun own = CommandRun.of(
                "publish", "--model", CommandRun.CLICKS, "--packed", packed, "--registry", registry.uri());
        Path other = directory.resolve("other");
        CommandRun.of("generate", "--workload", "drm3", "--scale", 0.00001, "--out", other);

        CommandRun run = CommandRun.of("publish", "--model", other, "--packed", packed, "--registry", registry.uri());

        assertThat(own.exitCode()).as(own.err()).isZero();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("plan.json: bundleFingerprint: ").contains("it was planned for another bundle");
        assertThat(registry.posts()).isEmpty();
    }

    @Test
    void refusesANameThatIsAnotherVersions() {
        registry.version("week-31", "READY");

        CommandRun run = publish("--as", "week-31");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("--as: 'week-31' of clicks (expected: a name that is free");
    }

    @Test
    void refusesANameOfTheSameFilesWithOtherContent() {
        publish("--as", "week-31");
        registry.forgetPosts();
        CommandRun same = publish("--as", "week-31");
        registry.versions().getFirst().put("bundleFingerprint", "0f3c");

        CommandRun changed = publish("--as", "week-31");

        assertThat(same.exitCode()).as(same.err()).isZero();
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.err())
                .contains("--as: 'week-31' of clicks: ")
                .contains("(expected: 0f3c, as it was registered; a version never changes what it means");
        assertThat(registry.posts()).isEmpty();
    }

    @Test
    void namesTheRegistryWhenItCannotBeReached() {
        registry.close();

        CommandRun run = publish();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("registry: GET http://127.0.0.1:").contains("expected: an answer");
    }
}
