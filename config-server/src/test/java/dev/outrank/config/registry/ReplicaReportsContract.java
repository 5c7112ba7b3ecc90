package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.config.report.LiveReplica;
import dev.outrank.config.report.ReplicaReports;
import dev.outrank.registry.report.MemoryReport;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.TrafficReport;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What instances say of themselves, on any database. */
abstract class ReplicaReportsContract extends RegistryContract {

    private static ReplicaReport report(long revision) {
        return new ReplicaReport(
                ServiceRole.EMBEDDING,
                1,
                false,
                revision,
                List.of(new VersionReport("clicks", "v1", LoadState.FAILED, null, "no room: ü")),
                new MemoryReport(100, 40),
                List.of(new TrafficReport("clicks", "v1", 10, 1, 0, Map.of(2100, 9L), Map.of())));
    }

    @Test
    void tellsEveryServerWhatAnInstanceSaidLast() {
        String url = newDatabase(directory);
        try (RegistryOnDatabase one = RegistryOnDatabase.open(url);
                RegistryOnDatabase other = RegistryOnDatabase.open(url)) {
            one.reports().put("b", report(1));
            one.reports().put("a", report(2));
            other.reports().put("b", report(3));

            assertThat(one.reports().live()).extracting(LiveReplica::instance).containsExactly("a", "b");
            assertThat(one.reports().live()).extracting(LiveReplica::report).containsExactly(report(2), report(3));
            assertThat(other.reports().live()).allSatisfy(replica -> assertThat(replica.age())
                    .isLessThan(other.reports().ttl()));
            assertThat(one.registry().snapshot().snapshot().revision()).isZero();
        }
    }

    @Test
    void forgetsAnInstanceThatLeaves() {
        try (RegistryOnDatabase opened = open()) {
            opened.reports().put("a", report(1));
            opened.reports().remove("a");
            opened.reports().remove("never-there");

            assertThat(opened.reports().live()).isEmpty();
        }
    }

    @Test
    void takesAnInstanceForGoneThatIsSilent() {
        String url = newDatabase(directory);
        try (RegistryOnDatabase patient = RegistryOnDatabase.open(url);
                RegistryOnDatabase hasty = RegistryOnDatabase.open(url, "--outrank.registry.report-ttl=100ms")) {
            hasty.reports().put("a", report(1));

            await().untilAsserted(() -> assertThat(hasty.reports().live()).isEmpty());
            patient.reports().forgetTheGone();
            assertThat(patient.reports().live()).as("silent for a moment only").hasSize(1);
            hasty.reports().put("a", report(2));
            assertThat(patient.reports().live()).hasSize(1);
        }
    }

    @Test
    void takesFirstReportsOfOneInstanceByManyAtOnce() throws Exception {
        String url = newDatabase(directory);
        try (RegistryOnDatabase one = RegistryOnDatabase.open(url);
                RegistryOnDatabase other = RegistryOnDatabase.open(url);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> puts = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ReplicaReports reports = i % 2 == 0 ? one.reports() : other.reports();
                String instance = "replica-" + i / 8;
                puts.add(() -> {
                    reports.put(instance, report(7));
                    return true;
                });
            }
            for (Future<Boolean> put : writers.invokeAll(puts)) {
                assertThat(put.get()).isTrue();
            }

            assertThat(one.reports().live()).hasSize(5).allSatisfy(replica -> assertThat(replica.age())
                    .isLessThan(Duration.ofSeconds(10)));
        }
    }
}
