package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.DependencyException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SupervisorTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private final List<String> progress = new CopyOnWriteArrayList<>();
    private StackStore store;
    private Supervisor supervisor;

    @BeforeEach
    void open() {
        store = new StackStore(home);
        assertThat(store.tryLock()).isPresent();
        supervisor = new Supervisor(store, home.resolve("logs"), 0, progress::add);
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    @Test
    void reportsEachServiceWhenItIsReady() throws InterruptedException {
        ServiceProcess first = supervisor.start(FakeService.spec("one", FreePorts.one()));
        ServiceProcess second = supervisor.start(FakeService.spec("two", FreePorts.one()));
        supervisor.awaitReady(List.of(first, second), PATIENCE);
        assertThat(progress).hasSize(2).anyMatch(line -> line.contains("one") && line.contains("ready after"));
    }

    @Test
    void namesTheServiceItsExitCodeAndItsLastWordsWhenItDiesDuringTheStart() {
        ServiceProcess dying = supervisor.start(FakeService.spec("embedding-2", FreePorts.one(), "exit=7"));
        assertThatExceptionOfType(ServiceDiedException.class)
                .isThrownBy(() -> supervisor.awaitReady(List.of(dying), PATIENCE))
                .withMessageContaining("embedding-2: ended with exit code 7");
        assertThat(progress).contains("cannot go on: the disk is made of cheese");
    }

    @Test
    void noticesAServiceThatDiesLater() throws InterruptedException {
        ServiceProcess service = supervisor.start(FakeService.spec("gateway", FreePorts.one()));
        supervisor.awaitReady(List.of(service), PATIENCE);
        service.process().destroyForcibly();
        assertThatExceptionOfType(ServiceDiedException.class)
                .isThrownBy(supervisor::watch)
                .withMessageContaining("gateway");
    }

    @Test
    void saysWhoIsNotReadyInTime() {
        ServiceProcess service = supervisor.start(new ServiceSpec("slow", List.of("sleep", "60"), FreePorts.one()));
        assertThatExceptionOfType(DependencyException.class)
                .isThrownBy(() -> supervisor.awaitReady(List.of(service), Duration.ofMillis(1)))
                .withMessageContaining("[slow]: not ready");
    }

    @Test
    void leavesNoProcessAndNoStateBehindWhenClosed() throws InterruptedException {
        ServiceProcess service = supervisor.start(FakeService.spec("one", FreePorts.one()));
        supervisor.awaitReady(List.of(service), PATIENCE);
        assertThat(store.read()).isPresent();
        supervisor.close();
        assertThat(service.process().isAlive()).isFalse();
        assertThat(store.read()).isEmpty();
    }

    @Test
    void wakesThoseWhoWaitWhenClosed() throws Exception {
        ServiceProcess service = supervisor.start(new ServiceSpec("slow", List.of("sleep", "60"), FreePorts.one()));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = executor.submit(() -> {
                supervisor.awaitReady(List.of(service), PATIENCE);
                return null;
            });
            supervisor.close();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(waiting::get)
                    .withCauseInstanceOf(StackStoppedException.class);
        }
    }

    @Test
    void startsNothingAfterItIsClosed() {
        supervisor.close();
        assertThatExceptionOfType(StackStoppedException.class)
                .isThrownBy(() -> supervisor.start(FakeService.spec("late", FreePorts.one())));
    }

    @Test
    void takesAKilledServiceForNoAccident() throws InterruptedException {
        ServiceProcess one = supervisor.start(FakeService.spec("one", FreePorts.one()));
        ServiceProcess two = supervisor.start(FakeService.spec("two", FreePorts.one()));
        supervisor.kill("one");
        assertThat(one.process().isAlive()).isFalse();
        supervisor.awaitReady(List.of(two), PATIENCE);
    }

    @Test
    void recordsWhatALaterCommandNeedsToFindTheProcesses() {
        ServiceProcess service = supervisor.start(FakeService.spec("one", FreePorts.one()));
        StackState state = store.read().orElseThrow();
        assertThat(state.supervisor().find()).contains(ProcessHandle.current());
        assertThat(state.services()).singleElement().satisfies(recorded -> assertThat(recorded.find())
                .contains(service.process().toHandle()));
    }

    @Test
    void killsAProcessThatIgnoresTheKindWay() throws InterruptedException {
        ServiceProcess stubborn = supervisor.start(FakeService.spec("stubborn", FreePorts.one(), "stubborn"));
        supervisor.awaitReady(List.of(stubborn), PATIENCE);
        ProcessStopper.stop(List.of(stubborn.process().toHandle()), Duration.ofMillis(300));
        assertThat(stubborn.process().isAlive()).isFalse();
        supervisor.kill("stubborn");
    }

    @Test
    void probesAsUnreadyWhereNobodyListens() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(new ReadinessProbe(http).isReady(StackPorts.management(FreePorts.one())))
                    .isFalse();
        }
    }
}
