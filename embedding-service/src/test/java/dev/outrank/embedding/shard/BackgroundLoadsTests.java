package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.embedding.PackedModel;
import dev.outrank.lookup.ShardKey;
import dev.outrank.registry.report.VersionReport;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads that begin when the test says so. */
final class BackgroundLoadsTests {

    private final Queue<Runnable> loads = new ArrayDeque<>();
    private final List<LoadedVersion> loaded = new ArrayList<>();
    private final List<VersionConditions> told = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private Runnable during = () -> {};
    private PackedModel clicks;
    private ShardCatalog catalog;

    @BeforeEach
    void open(@TempDir Path directory) {
        clicks = PackedModel.pack(directory, "clicks", 1);
        catalog = catalog(0);
        catalog.onConditions(told::add);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private ShardCatalog catalog(int shard) {
        ShardLoader files = ShardCatalogs.mappingLoader(shard);
        ShardLoader loader = new ShardLoader() {
            @Override
            public int shard() {
                return shard;
            }

            @Override
            public Optional<LoadedVersion> load(WantedVersion wanted) {
                Optional<LoadedVersion> version = files.load(wanted);
                version.ifPresent(loaded::add);
                during.run();
                return version;
            }
        };
        return new ShardCatalog(loader, loads::add, ShardCatalogs.RETRIES, nanos::get);
    }

    private WantedVersion wanted(String version) {
        return new WantedVersion(
                new VersionKey("clicks", version), clicks.packed().toUri(), clicks.bundleFingerprint());
    }

    private WantedVersion replacing(String version) {
        return new WantedVersion(
                new VersionKey("clicks", version), clicks.packed().toUri(), clicks.bundleFingerprint(), true, true);
    }

    private WantedVersion fresh(String version) {
        return new WantedVersion(
                new VersionKey("clicks", version), clicks.packed().toUri(), clicks.bundleFingerprint(), true, false);
    }

    private static WantedVersion missing(String version) {
        return new WantedVersion(new VersionKey("clicks", version), URI.create("file:///nowhere/at/all"), "f");
    }

    private void loadAll() {
        while (!loads.isEmpty()) {
            loads.remove().run();
        }
    }

    private List<String> conditions() {
        return catalog.conditions().versions().stream()
                .map(report -> report.version() + " " + report.state())
                .toList();
    }

    @Test
    void followsEveryChangeWhileAVersionLoads() {
        catalog.apply(1, List.of(wanted("1"), wanted("2")));
        loadAll();
        catalog.apply(2, List.of(wanted("1"), wanted("2"), wanted("3")));
        assertThat(conditions()).containsExactly("1 LOADED", "2 LOADED", "3 LOADING");
        catalog.apply(3, List.of(wanted("2"), wanted("3")));

        assertThat(conditions()).containsExactly("2 LOADED", "3 LOADING");
        assertThat(loaded.getFirst().isMapped()).isFalse();
        assertThat(loads).hasSize(1);
        try (ShardGeneration generation = catalog.lease()) {
            assertThatExceptionOfType(UnknownVersionException.class)
                    .isThrownBy(() -> generation.require(new ShardKey("clicks", "3", 0, clicks.fingerprint(0))));
        }
        loadAll();
        assertThat(conditions()).containsExactly("2 LOADED", "3 LOADED");
        assertThat(loaded.get(1).isMapped()).isTrue();
    }

    @Test
    void unmapsAtOnceWhatIsNotWantedAnyMoreWhenItsLoadEnds() {
        catalog.apply(1, List.of(wanted("1")));
        during = () -> catalog.apply(2, List.of());
        loadAll();
        assertThat(loaded).hasSize(1);
        assertThat(loaded.getFirst().isMapped()).isFalse();
        assertThat(conditions()).isEmpty();
    }

    @Test
    void loadsAVersionOnceHoweverOftenItIsWantedMeanwhile() {
        catalog.apply(1, List.of(wanted("1")));
        catalog.apply(2, List.of());
        catalog.apply(3, List.of(wanted("1")));
        assertThat(loads).hasSize(1);
        loadAll();
        assertThat(conditions()).containsExactly("1 LOADED");
        assertThat(loaded).hasSize(1);
    }

    @Test
    void loadsNothingThatIsNotWantedAnyMoreWhenItsTurnComes() {
        catalog.apply(1, List.of(wanted("1")));
        catalog.apply(2, List.of());
        loadAll();
        assertThat(loaded).isEmpty();
        catalog.apply(3, List.of(wanted("1")));
        loadAll();
        assertThat(conditions()).containsExactly("1 LOADED");
    }

    @Test
    void loadsFirstWhatAnswersAndIsReadyWithoutTheRest() {
        catalog.apply(1, List.of(fresh("3"), wanted("1"), missing("2")));
        assertThat(catalog.applied()).isFalse();
        loads.remove().run();
        assertThat(catalog.applied()).isFalse();
        loads.remove().run();
        assertThat(catalog.applied()).isTrue();
        assertThat(conditions()).containsExactly("3 LOADING", "1 LOADED", "2 FAILED");
    }

    @Test
    void loadsAReplacingVersionOnceTheLastLookupOfTheOldOneHasEnded() {
        catalog.apply(1, List.of(wanted("1")));
        loadAll();
        ShardGeneration lookup = catalog.lease();

        catalog.apply(2, List.of(replacing("2")));
        assertThat(loads).isEmpty();
        assertThat(conditions()).containsExactly("2 LOADING", "1 DRAINING");

        lookup.close();
        assertThat(loaded.getFirst().isMapped()).isFalse();
        assertThat(conditions()).containsExactly("2 LOADING");
        assertThat(loads).hasSize(1);
        loadAll();
        assertThat(conditions()).containsExactly("2 LOADED");
    }

    @Test
    void loadsAReplacingVersionAfterTheLoadOfOneThatIsNotWantedAnyMore() {
        catalog.apply(1, List.of(wanted("1")));
        Runnable first = loads.remove();
        catalog.apply(2, List.of(replacing("2")));
        assertThat(loads).isEmpty();
        first.run();
        assertThat(loads).hasSize(1);
        loadAll();
        assertThat(conditions()).containsExactly("2 LOADED");
    }

    @Test
    void loadsNothingAgainThatReplacesNoMore() {
        catalog.apply(1, List.of(replacing("1")));
        loadAll();
        catalog.apply(2, List.of(wanted("1")));
        assertThat(loads).isEmpty();
        assertThat(conditions()).containsExactly("1 LOADED");
    }

    @Test
    void saysWhatItHasOfEachVersionAndTellsEachChange() {
        assertThat(catalog.conditions()).isEqualTo(new VersionConditions(0, List.of(), 0));
        catalog.apply(7, List.of(wanted("1"), missing("2")));
        loadAll();
        assertThat(conditions()).containsExactly("1 LOADED", "2 FAILED");
        assertThat(catalog.conditions().revision()).isEqualTo(7);
        assertThat(catalog.conditions().rowsBytes()).isEqualTo(loaded.getFirst().rowsBytes());
        assertThat(catalog.conditions().versions())
                .extracting(VersionReport::fingerprint)
                .containsExactly(HexFormat.of().toHexDigits(clicks.fingerprint(0)), null);
        assertThat(catalog.conditions().versions().getLast().reason()).contains("nowhere");
        assertThat(told).hasSize(3).last().isEqualTo(catalog.conditions());
        catalog.apply(7, List.of(wanted("1"), missing("2")));
        assertThat(told).hasSize(3);
    }

    @Test
    void staysFailedWhileItIsTriedAgainAndIsNotDueThen() {
        catalog.apply(1, List.of(missing("1")));
        loadAll();
        nanos.addAndGet(ShardCatalogs.RETRIES.interval().toNanos());
        assertThat(catalog.isRetryDue()).isTrue();
        catalog.apply(1, List.of(missing("1")));
        assertThat(loads).hasSize(1);
        assertThat(catalog.isRetryDue()).isFalse();
        assertThat(conditions()).containsExactly("1 FAILED");
    }

    @Test
    void hasNothingToSayOfAPlanWithFewerShardsAndReadsItOnce() {
        try (ShardCatalog third = catalog(2)) {
            third.apply(1, List.of(wanted("1")));
            loadAll();
            third.apply(2, List.of(wanted("1")));
            assertThat(loads).isEmpty();
            assertThat(third.conditions()).isEqualTo(new VersionConditions(2, List.of(), 0));
        }
    }

    @Test
    void goesOnAfterADefectOfALoad() {
        during = () -> {
            throw new BundleException("rows: damaged");
        };
        catalog.apply(1, List.of(wanted("1")));
        loadAll();
        assertThat(conditions()).containsExactly("1 FAILED");
        during = () -> {};
        nanos.addAndGet(ShardCatalogs.RETRIES.interval().toNanos());
        catalog.apply(1, List.of(wanted("1")));
        loadAll();
        assertThat(conditions()).containsExactly("1 LOADED");
        loaded.getFirst().drop();
    }
}
