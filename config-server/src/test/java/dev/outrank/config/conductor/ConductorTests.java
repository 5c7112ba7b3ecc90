package dev.outrank.config.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.registry.ChangeNote;
import dev.outrank.config.registry.H2Databases;
import dev.outrank.config.registry.PackedModel;
import dev.outrank.config.registry.RegistryOnDatabase;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
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
                nanos::get);
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
