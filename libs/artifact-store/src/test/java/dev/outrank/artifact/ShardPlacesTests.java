package dev.outrank.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.shard.PackedShard;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardPlacesTests {

    private static final String ROWS = "packed/shard-0/table-0.rows";
    private static final PlanPart PART = PlanPart.shard(0);

    @TempDir
    private Path directory;

    private final RangeServer server = new RangeServer();
    private PackedModel model;
    private ShardPlaces places;

    @BeforeEach
    void open() {
        model = new PackedModel(directory);
        places = places();
    }

    private ShardPlaces places() {
        return new ShardPlaces(new HttpArtifacts(Duration.ofSeconds(10)), directory.resolve("cache"), 1 << 20);
    }

    @AfterEach
    void close() {
        places.close();
        server.close();
    }

    private long fingerprint(URI shards) {
        try (ShardPlaces.Place place = places.of(shards, model.bundleFingerprint(), PART)) {
            return PackedShard.readHeader(place.directory().resolve("shard-0")).fingerprint();
        }
    }

    private long rowsAskedFor() {
        return server.paths.stream().filter(path -> path.endsWith(".rows")).count();
    }

    private void flipLastByte(String name) {
        byte[] bytes = server.get(name);
        bytes[bytes.length - 1] ^= 1;
        server.put(name, bytes);
    }

    private void expectFailure(URI shards, String... texts) {
        assertThatThrownBy(() -> fingerprint(shards))
                .isInstanceOf(BundleException.class)
                .hasMessageContainingAll(texts)
                .hasMessageNotContaining(directory.toString());
    }

    @Test
    void servesWhatWasPackedAnewAtTheSameAddress() {
        URI shards = model.publish(server, 6);
        long first = fingerprint(shards);
        model.publish(server, 3);
        long second = fingerprint(shards);
        assertThat(second).isNotEqualTo(first);
        model.publish(server, 6);
        assertThat(fingerprint(shards)).isEqualTo(first);
        assertThat(rowsAskedFor()).isEqualTo(2);
    }

    @Test
    void goesOnWithThePlanThatWasUsedLastWhereTheSourceIsGone() {
        URI shards = model.publish(server, 6);
        long first = fingerprint(shards);
        places.close();
        server.refuse(1, 404);
        places = places();
        assertThat(fingerprint(shards)).isEqualTo(first);
        assertThat(rowsAskedFor()).isEqualTo(1);
    }

    @Test
    void refusesAShardOfAnotherPlanBeforeItsRowsCome() {
        URI shards = model.publish(server, 6);
        byte[] header = server.get("packed/shard-0/shard.header");
        model.publish(server, 3);
        server.put("packed/shard-0/shard.header", header);
        expectFailure(shards, "fingerprint", "it was packed from another plan");
        assertThat(rowsAskedFor()).isZero();
    }

    @Test
    void refusesAnotherShard() {
        URI shards = model.publish(server, 6);
        server.put("packed/shard-0/shard.header", server.get("packed/shard-1/shard.header"));
        expectFailure(shards, "shard 1 (expected: 0)");
        assertThat(rowsAskedFor()).isZero();
    }

    @Test
    void bringsWhatIsWrongAtItsSourceOnlyOnceItHasChangedThere() {
        URI shards = model.publish(server, 6);
        flipLastByte(ROWS);
        expectFailure(shards, "table-0.rows", "CRC32C");
        long asked = rowsAskedFor();
        expectFailure(shards, "table-0.rows", "CRC32C", "the same files are there still");
        assertThat(rowsAskedFor()).isEqualTo(asked + 1);

        flipLastByte(ROWS);
        assertThat(fingerprint(shards)).isNotZero();
    }

    @Test
    void takesTheHeaderThatIsThereNowAndNotThatOfAnEarlierTry() {
        URI shards = model.publish(server, 6);
        byte[] header = server.get("packed/shard-0/shard.header");
        server.put("packed/shard-0/shard.header", server.get("packed/shard-1/shard.header"));
        expectFailure(shards, "shard 1");
        server.put("packed/shard-0/shard.header", header);
        assertThat(fingerprint(shards)).isNotZero();
    }

    @Test
    void bringsAnEntryAnewThatIsWrong() throws IOException {
        URI shards = model.publish(server, 6);
        Path kept;
        try (ShardPlaces.Place place = places.of(shards, model.bundleFingerprint(), PART)) {
            kept = place.directory().resolve("shard-0/shard.header");
        }
        long first = fingerprint(shards);
        Files.write(kept, new byte[100]);
        assertThat(fingerprint(shards)).isEqualTo(first);
        assertThat(rowsAskedFor()).isEqualTo(2);
    }

    @Test
    void refusesAPlanOfAnotherBundle() {
        URI shards = model.publish(server, 6);
        assertThatThrownBy(() -> places.of(shards, "0".repeat(64), PART))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("as registered");
    }
}
