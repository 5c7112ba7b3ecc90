package dev.outrank.config.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.registry.ChangeNote;
import dev.outrank.config.registry.H2Databases;
import dev.outrank.config.registry.ModelLife;
import dev.outrank.config.registry.PackedModel;
import dev.outrank.config.registry.RegistryLife;
import dev.outrank.config.registry.RegistryOnDatabase;
import dev.outrank.registry.Canary;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConductorTests {

    private static final ChangeNote NOTE = new ChangeNote("release-pipeline", "a test");

    @TempDir
    private Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private RegistryOnDatabase database;
    private PackedModel model;
    private Conductor conductor;

    @BeforeEach
    void load() {
        // So that nobody is gone while a slow machine goes through a test; time is the test's.
        database = RegistryOnDatabase.open(H2Databases.next(directory), "--outrank.registry.report-ttl=10m");
        model = PackedModel.write(directory, "clicks");
        conductor = new Conductor(
                database.registry(),
                database.reports(),
                new Rules(1),
                database.reports().ttl(),
                nanos::get,
                new RegistryMeters(meters));
        database.registry().register(model.registration("v1"), NOTE);
        database.registry().load("clicks", "v1", NOTE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void reportLoaded() {
        database.reports().put("ranking", report(null, model.bundle().fingerprint()));
        model.facts().forEach(shard -> database.reports()
                .put("embedding-" + shard.shard(), report(shard.shard(), shard.fingerprint())));
    }

    private static ReplicaReport report(@Nullable Integer shard, String fingerprint) {
        return new ReplicaReport(
                shard == null ? ServiceRole.RANKING : ServiceRole.EMBEDDING,
                shard,
                false,
                2,
                List.of(new VersionReport("clicks", "v1", LoadState.LOADED, fingerprint, null)),
                null,
                List.of());
    }

    private void passTtls(int times) {
        nanos.addAndGet(times * database.reports().ttl().toNanos());
        conductor.conduct();
    }

    private VersionState state() {
        return database.registry().version("clicks", "v1").state();
    }

    private double gauge(String name, String... tags) {
        return meters.get("outrank.registry." + name).tags(tags).gauge().value();
    }

    @Test
    void showsWhatItLookedAt() {
        reportLoaded();
        passTtls(1);
        assertThat(gauge("revision"))
                .isEqualTo((double) database.registry().snapshot().snapshot().revision());
        assertThat(gauge("versions", "state", "ready")).isEqualTo(1);
        assertThat(gauge("versions", "state", "loading")).isZero();
        assertThat(gauge("replicas", "service", "ranking", "state", "ready")).isEqualTo(1);
        assertThat(gauge("replicas", "service", "embedding", "state", "ready"))
                .isEqualTo(model.facts().size());
        assertThat(meters.find("outrank.registry.traffic").gauges()).isEmpty();

        database.reports().put("ranking", failed());
        passTtls(1);
        assertThat(gauge("replicas", "service", "ranking", "state", "ready")).isZero();
        assertThat(gauge("replicas", "service", "ranking", "state", "failed")).isEqualTo(1);
    }

    @Test
    void showsTheTrafficOfStableAndCanary() {
        reportLoaded();
        passTtls(1);
        database.registry().activate("clicks", "v1", NOTE);
        conductor.conduct();
        assertThat(gauge("traffic", "model", "clicks", "version", "v1", "role", "stable"))
                .isEqualTo(100);

        // The registry refuses a canary that nobody has loaded; one look is as good as another.
        RegistryLife life = database.registry().life();
        ModelLife clicks = life.models().getFirst();
        VersionEntry v1 = clicks.entry().versions().getFirst();
        VersionEntry v2 = new VersionEntry("v2", VersionState.READY, v1.bundle(), v1.shards(), v1.bundleFingerprint());
        ModelEntry tried = new ModelEntry("clicks", "v1", new Canary("v2", 10), false, List.of(v1, v2));
        SimpleMeterRegistry others = new SimpleMeterRegistry();
        new RegistryMeters(others)
                .looked(
                        new RegistryLife(
                                life.registryId(),
                                life.revision() + 1,
                                List.of(new ModelLife(tried, clicks.versions()))),
                        List.of());
        assertThat(others.get("outrank.registry.traffic").gauges())
                .extracting(shown ->
                        shown.getId().getTag("version") + " " + shown.getId().getTag("role") + " " + shown.value())
                .containsExactlyInAnyOrder("v1 stable 90.0", "v2 canary 10.0");
    }

    private static ReplicaReport failed() {
        return new ReplicaReport(
                ServiceRole.RANKING,
                null,
                false,
                2,
                List.of(new VersionReport("clicks", "v1", LoadState.FAILED, null, "net: broken")),
                null,
                List.of());
    }

    @Test
    void decidesNothingUntilAllHadTheTimeToReport() {
        reportLoaded();
        conductor.conduct();
        assertThat(state()).isEqualTo(VersionState.LOADING);

        passTtls(1);
        assertThat(state()).isEqualTo(VersionState.READY);
    }

    @Test
    void takesNoSilenceForAnAnswerAfterAStandstill() {
        reportLoaded();
        passTtls(1);
        database.registry().retire("clicks", "v1", NOTE);
        database.reports().remove("ranking");

        passTtls(2);
        assertThat(state()).isEqualTo(VersionState.RETIRING);
        passTtls(1);
        assertThat(state()).isEqualTo(VersionState.RETIRED);
    }

    @Test
    void writesWhatFailedWithoutTheCharactersThatADatabaseRefuses() {
        reportLoaded();
        database.reports()
                .put(
                        "ranking",
                        new ReplicaReport(
                                ServiceRole.RANKING,
                                null,
                                false,
                                2,
                                List.of(new VersionReport("clicks", "v1", LoadState.FAILED, null, "net\0: broken\n")),
                                null,
                                List.of()));
        passTtls(1);
        assertThat(state()).isEqualTo(VersionState.FAILED);
        assertThat(database.registry().version("clicks", "v1").failure()).contains("net : broken");
    }
}
