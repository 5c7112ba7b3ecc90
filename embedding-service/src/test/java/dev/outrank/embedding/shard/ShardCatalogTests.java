package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.embedding.PackedModel;
import dev.outrank.lookup.ShardKey;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardCatalogTests {

    private PackedModel clicks;
    private ShardCatalog catalog;

    @BeforeEach
    void open(@TempDir Path directory) {
        clicks = PackedModel.pack(directory, "clicks", 1);
        catalog = catalog(0);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private static ShardCatalog catalog(int shard) {
        return ShardCatalogs.mapping(shard);
    }

    @Test
    void servesNothingUntilItIsTold() {
        assertThat(catalog.applied()).isFalse();
        catalog.apply(1, List.of());
        assertThat(catalog.applied()).isTrue();
        try (ShardGeneration generation = catalog.lease()) {
            assertThatExceptionOfType(UnknownVersionException.class)
                    .isThrownBy(() -> generation.require(key("1")))
                    .withMessage("version: clicks@1 (expected: a version that shard 0 has loaded)");
        }
    }

    @Test
    void keepsTheMappingOfAVersionThatStays() {
        catalog.apply(1, List.of(wanted("1")));
        LoadedVersion before = served("1");

        catalog.apply(1, List.of(wanted("1"), wanted("2")));

        assertThat(served("1")).isSameAs(before);
        assertThat(before.isMapped()).isTrue();
    }

    @Test
    void unmapsAtOnceWhatNobodyUses() {
        catalog.apply(1, List.of(wanted("1")));
        LoadedVersion before = served("1");

        catalog.apply(1, List.of(wanted("2")));

        assertThat(before.isMapped()).isFalse();
    }

    @Test
    void keepsAVersionMappedUntilTheLastOfSeveralLeases() {
        catalog.apply(1, List.of(wanted("1")));
        ShardGeneration first = catalog.lease();
        catalog.apply(1, List.of(wanted("1"), wanted("2")));
        ShardGeneration second = catalog.lease();
        LoadedVersion version = second.require(key("1"));
        catalog.apply(1, List.of(wanted("2")));

        first.close();
        assertThat(version.isMapped()).isTrue();
        second.close();
        assertThat(version.isMapped()).isFalse();
        assertThat(served("2").isMapped()).isTrue();
    }

    @Test
    void refusesLookupsForOtherContentUnderTheSameName() {
        catalog.apply(1, List.of(wanted("1")));
        try (ShardGeneration generation = catalog.lease()) {
            assertThatExceptionOfType(WrongShardException.class)
                    .isThrownBy(() -> generation.require(new ShardKey("clicks", "1", 0, 5)))
                    .withMessageContaining("0000000000000005");
            assertThatExceptionOfType(WrongShardException.class)
                    .isThrownBy(() -> generation.require(new ShardKey("clicks", "1", 1, clicks.fingerprint(0))));
        }
    }

    @Test
    void remembersWhatCannotBeLoadedAndServesTheRest() {
        URI packed = clicks.packed().toUri();
        catalog.apply(
                1,
                List.of(
                        new WantedVersion(new VersionKey("clicks", "gone"), URI.create("file:///nowhere/at/all"), "f"),
                        new WantedVersion(new VersionKey("clicks", "remote"), URI.create("ftp://bucket/clicks"), "f"),
                        new WantedVersion(new VersionKey("clicks", "relative"), URI.create("file:clicks"), "f"),
                        new WantedVersion(new VersionKey("other", "1"), packed, clicks.bundleFingerprint()),
                        new WantedVersion(new VersionKey("clicks", "repacked"), packed, "0".repeat(64)),
                        wanted("1")));

        assertThat(catalog.failed())
                .extracting(failure -> failure.key().toString())
                .containsExactly("clicks@gone", "clicks@remote", "clicks@relative", "other@1", "clicks@repacked");
        assertThat(catalog.failed().get(1).reason())
                .isEqualTo("shards: 'ftp://bucket/clicks' (expected: a URI with file:, http:, https: or s3:)");
        assertThat(catalog.failed().get(3).reason()).contains("model 'clicks' (expected: 'other' as registered)");
        assertThat(catalog.failed().get(4).reason()).contains("pack the bundle again");
        assertThat(served("1").isMapped()).isTrue();
    }

    @Test
    void refusesRowsThatWereDamaged() throws IOException {
        Path rows = clicks.packed().resolve("shard-0").resolve("table-0.rows");
        try (FileChannel channel = FileChannel.open(rows, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {0x55}), channel.size() - 60);
        }

        catalog.apply(1, List.of(wanted("1")));

        assertThat(catalog.failed()).hasSize(1);
        assertThat(catalog.failed().getFirst().reason()).contains("table-0.rows");
    }

    @Test
    void loadsNothingOfAPlanWithFewerShards() {
        try (ShardCatalog third = catalog(2)) {
            third.apply(1, List.of(wanted("1")));

            assertThat(third.failed()).isEmpty();
            try (ShardGeneration generation = third.lease()) {
                assertThat(generation.versions()).isEmpty();
            }
        }
    }

    @Test
    void unmapsEverythingWhenItIsClosed() {
        catalog.apply(1, List.of(wanted("1")));
        LoadedVersion version = served("1");

        catalog.close();

        assertThat(version.isMapped()).isFalse();
    }

    private WantedVersion wanted(String version) {
        return new WantedVersion(
                new VersionKey("clicks", version), clicks.packed().toUri(), clicks.bundleFingerprint());
    }

    private ShardKey key(String version) {
        return new ShardKey("clicks", version, 0, clicks.fingerprint(0));
    }

    private LoadedVersion served(String version) {
        try (ShardGeneration generation = catalog.lease()) {
            return generation.require(key(version));
        }
    }
}
