package dev.outrank.registry.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.outrank.registry.InstanceName;
import dev.outrank.registry.RegistrySettings;
import dev.outrank.registry.report.FakeReports.Told;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

final class ReplicaReporterTests {

    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final String PATH = "/registry/v1/replicas/ranking-box-8080";

    private final FakeReports registry = new FakeReports();
    private final AtomicLong revision = new AtomicLong();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(logged);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(logged);
        logger().setLevel(null);
        registry.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(ReplicaReporter.class);
    }

    private ReplicaReport report() {
        return new ReplicaReport(ServiceRole.RANKING, null, false, revision.get(), List.of(), null, List.of());
    }

    private ReplicaReporter start(Duration interval, Duration timeout, Supplier<ReplicaReport> reports) {
        ReplicaReporter reporter = new ReplicaReporter(
                new RegistrySettings(registry.url(), Path.of("unused"), NEVER, timeout),
                new InstanceName("ranking-box-8080"),
                reports,
                WebClient.builder(),
                interval);
        reporter.start();
        return reporter;
    }

    private ReplicaReporter start(Duration interval) {
        return start(interval, Duration.ofSeconds(30), this::report);
    }

    private void awaitReports(int least) {
        await().until(() -> registry.told.size() >= least);
    }

    private List<ILoggingEvent> warnings() {
        return logged.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .toList();
    }

    @Test
    void reportsAtOnceAndAgainInItsInterval() {
        try (ReplicaReporter _ = start(OFTEN)) {
            awaitReports(1);
            revision.set(5);
            await().until(() -> registry.told.contains(new Told(PATH, report())));
            awaitReports(4);
        }
    }

    @Test
    void reportsAtOnceWhatIsNew() {
        try (ReplicaReporter reporter = start(NEVER)) {
            awaitReports(1);
            revision.set(5);
            reporter.soon();
            awaitReports(2);
            assertThat(registry.told.getLast()).isEqualTo(new Told(PATH, report()));
        }
    }

    @Test
    void reportsOnceWhatIsNewWhileAReportIsOnItsWay() {
        Sinks.Empty<Void> answer = Sinks.empty();
        registry.waitsFor(answer.asMono());
        ReplicaReporter reporter = start(NEVER);
        awaitReports(1);
        for (int i = 1; i <= 1000; i++) {
            revision.set(i);
            reporter.soon();
        }
        answer.tryEmitEmpty();
        awaitReports(2);
        reporter.close();
        assertThat(registry.told).extracting(Told::report).containsExactly(reportOf(0), reportOf(1000), null);
    }

    private ReplicaReport reportOf(long of) {
        revision.set(of);
        return report();
    }

    @Test
    void doesNotWaitForTheRegistryNorForTheReport() {
        registry.waitsFor(Mono.never());
        CountDownLatch release = new CountDownLatch(1);
        try (ReplicaReporter reporter = start(NEVER, Duration.ofSeconds(30), () -> {
            awaitUninterrupted(release);
            return report();
        })) {
            reporter.soon();
            assertThat(registry.told).isEmpty();
            release.countDown();
            awaitReports(1);
            reporter.soon();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void goesOnAfterFailuresAndWarnsOfTheFirstAlone() {
        registry.answers(503);
        try (ReplicaReporter _ = start(OFTEN)) {
            awaitReports(3);
            registry.answers(204);
            await().until(() -> logged.list.stream()
                    .anyMatch(event -> event.getFormattedMessage().contains("takes reports again")));
            assertThat(warnings()).hasSize(1);
            assertThat(warnings().getFirst().getFormattedMessage()).contains(PATH, "503");
        }
    }

    @Test
    void goesOnWhenNoAnswerComesInTime() {
        registry.waitsFor(Mono.never());
        try (ReplicaReporter _ = start(OFTEN, Duration.ofMillis(50), this::report)) {
            awaitReports(3);
            await().until(() -> !warnings().isEmpty());
            assertThat(warnings().getFirst().getFormattedMessage()).contains("no answer within PT0.05S");
        }
    }

    @Test
    void goesOnWhenAReportCannotBeMade() {
        AtomicInteger asked = new AtomicInteger();
        try (ReplicaReporter _ = start(OFTEN, Duration.ofSeconds(30), () -> {
            if (asked.incrementAndGet() < 3) {
                throw new IllegalStateException("not now");
            }
            return report();
        })) {
            awaitReports(1);
            assertThat(warnings()).hasSize(1);
        }
    }

    @Test
    void saysFarewellAndNothingMore() {
        ReplicaReporter reporter = start(OFTEN);
        awaitReports(2);
        reporter.close();
        reporter.soon();
        assertThat(registry.told.getLast()).isEqualTo(new Told(PATH, null));
        assertThat(registry.told).filteredOn(told -> told.report() == null).hasSize(1);
    }

    @Test
    void closesWithoutARegistry() {
        ReplicaReporter reporter = start(OFTEN);
        awaitReports(1);
        registry.close();
        reporter.close();
    }

    @Test
    void closesWhileTheRegistryIsSilent() {
        ReplicaReporter reporter = start(OFTEN);
        awaitReports(1);
        registry.waitsFor(Mono.never());
        reporter.close();
    }

    @Test
    void saysNothingWhenItWasNeverStarted() {
        ReplicaReporter reporter = new ReplicaReporter(
                new RegistrySettings(registry.url(), Path.of("unused"), NEVER, NEVER),
                new InstanceName("x"),
                this::report,
                WebClient.builder());
        reporter.soon();
        reporter.close();
        assertThat(registry.told).isEmpty();
    }
}
