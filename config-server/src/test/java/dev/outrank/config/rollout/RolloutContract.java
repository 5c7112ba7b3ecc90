package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.outrank.config.registry.ChangeAction;
import dev.outrank.config.registry.ConflictException;
import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.PackedModel;
import dev.outrank.config.registry.Revision;
import dev.outrank.config.rollout.SimulatedVersion.Behaviour;
import dev.outrank.registry.Canary;
import dev.outrank.registry.VersionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rollouts in whole config-servers on any database, with rankings that report as real ones do. */
abstract class RolloutContract {

    private static final RolloutSteps STEPS = new RolloutSteps(List.of(25.0, 50.0, 100.0));

    @TempDir
    private Path directory;

    private PackedModel clicks;
    private String url;

    @BeforeEach
    void prepare() {
        clicks = PackedModel.write(directory, "clicks");
        url = newDatabase(directory);
    }

    /** Returns where a new, empty database is, which stays until the tests of the class have ended. */
    abstract String newDatabase(Path directory);

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(10));
    }

    private FakeRanking ranking(String instance, Behaviour canary) {
        return new FakeRanking(instance, clicks.bundle().fingerprint(), canary);
    }

    /** Makes v1 the active version and v2 ready. */
    private void publish(RunningServer server, FakeRanking... rankings) {
        ModelRegistry registry = server.registry();
        registry.register(clicks.registration("v1"), RunningServer.NOTE);
        registry.activate("clicks", "v1", RunningServer.NOTE);
        registry.register(clicks.registration("v2"), RunningServer.NOTE);
        registry.load("clicks", "v2", RunningServer.NOTE);
        for (FakeRanking ranking : rankings) {
            ranking.report(server);
        }
        patiently().until(() -> registry.version("clicks", "v2").state() == VersionState.READY);
    }

    private static void start(RunningServer server, Duration pause) {
        server.rollouts()
                .start("clicks", new RolloutPlan("v2", STEPS, pause, CanaryBounds.DEFAULTS), RunningServer.NOTE);
    }

    private static RolloutStatus serveToTheEnd(RunningServer server, FakeRanking... rankings) {
        patiently().until(() -> {
            for (FakeRanking ranking : rankings) {
                ranking.serve(server);
            }
            return server.newest().state() != RolloutState.RUNNING;
        });
        return server.newest();
    }

    private static List<Revision> revisionsOfRollouts(RunningServer server) {
        return server.registry().revisionsAfter(0, 1000).stream()
                .filter(revision -> switch (revision.action()) {
                    case ROLLOUT, PROMOTE, ROLL_BACK -> true;
                    default -> false;
                })
                .toList();
    }

    @Test
    void promotesAGoodOneStepByStep() {
        FakeRanking ranking = ranking("ranking", Behaviour.GOOD);
        try (RunningServer server = RunningServer.start(url)) {
            publish(server, ranking);
            start(server, Duration.ZERO);
            RolloutStatus ended = serveToTheEnd(server, ranking);

            assertThat(ended.state()).isEqualTo(RolloutState.PROMOTED);
            assertThat(ended.percent()).isEqualTo(100);
            assertThat(ended.reason()).startsWith("within its bounds for ");
            assertThat(server.registry().model("clicks").activeVersion()).isEqualTo("v2");
            assertThat(server.registry().model("clicks").canary()).isNull();
            assertThat(server.registry().version("clicks", "v1").state()).isEqualTo(VersionState.READY);
            assertThat(revisionsOfRollouts(server))
                    .extracting(Revision::action, Revision::author, Revision::version)
                    .containsExactly(
                            tuple(ChangeAction.ROLLOUT, "release-pipeline", "v2"),
                            tuple(ChangeAction.ROLLOUT, "registry", "v2"),
                            tuple(ChangeAction.PROMOTE, "registry", "v2"));
        }
    }

    static Stream<Arguments> badOnes() {
        return Stream.of(
                Arguments.of("error rate: ", Behaviour.GOOD.failing(0.3)),
                Arguments.of("degraded rate: ", Behaviour.GOOD.degraded(0.3)),
                Arguments.of("latency: ", Behaviour.GOOD.slower(3)),
                Arguments.of("scores: ", Behaviour.GOOD.scoring(2)));
    }

    @ParameterizedTest
    @MethodSource("badOnes")
    void rollsABadOneBackWithTheNumbers(String reason, Behaviour bad) {
        FakeRanking ranking = ranking("ranking", bad);
        try (RunningServer server = RunningServer.start(url)) {
            publish(server, ranking);
            start(server, Duration.ofHours(1));
            RolloutStatus ended = serveToTheEnd(server, ranking);

            assertThat(ended.state()).isEqualTo(RolloutState.ROLLED_BACK);
            assertThat(ended.reason()).startsWith("at 25.0 %: " + reason).contains(" (expected: ");
            assertThat(server.registry().model("clicks").activeVersion()).isEqualTo("v1");
            assertThat(server.registry().model("clicks").canary()).isNull();
            assertThat(revisionsOfRollouts(server).getLast().reason()).isEqualTo(ended.reason());
            assertThat(revisionsOfRollouts(server).getLast().author()).isEqualTo("registry");
        }
    }

    /** The second server finds the rollout where the first left it, sees nothing of what that saw, and goes on. */
    @Test
    void goesOnAfterARestart() {
        FakeRanking ranking = ranking("ranking", Behaviour.GOOD);
        long started;
        try (RunningServer first = RunningServer.start(url)) {
            publish(first, ranking);
            start(first, Duration.ZERO);
            started = first.newest().revision();
            patiently().until(() -> {
                ranking.serve(first);
                return first.newest().step() == 1;
            });
        }
        try (RunningServer second = RunningServer.start(url)) {
            RolloutStatus found = second.newest();
            assertThat(found.state()).isEqualTo(RolloutState.RUNNING);
            assertThat(found.step()).isEqualTo(1);
            assertThat(found.revision()).isEqualTo(started);
            assertThat(second.registry().model("clicks").canary()).isEqualTo(new Canary("v2", 50));
            RolloutStatus ended = serveToTheEnd(second, ranking);
            assertThat(ended.state()).isEqualTo(RolloutState.PROMOTED);
            assertThat(ended.canary()).isNotNull();
        }
    }

    @Test
    void goesThroughEachStepOnceWhereTwoServersLeadIt() {
        FakeRanking here = ranking("ranking-0", Behaviour.GOOD);
        FakeRanking there = ranking("ranking-1", Behaviour.GOOD);
        try (RunningServer one = RunningServer.start(url);
                RunningServer other = RunningServer.start(url)) {
            publish(one, here, there);
            start(one, Duration.ZERO);
            patiently().until(() -> {
                here.serve(one);
                there.serve(other);
                return other.newest().state() != RolloutState.RUNNING;
            });
            assertThat(one.newest().state()).isEqualTo(RolloutState.PROMOTED);
            assertThat(revisionsOfRollouts(one))
                    .extracting(Revision::action)
                    .containsExactly(ChangeAction.ROLLOUT, ChangeAction.ROLLOUT, ChangeAction.PROMOTE);
        }
    }

    @Test
    void rollsBackAVersionThatNoRankingHasAnyMore() {
        FakeRanking ranking = ranking("ranking", Behaviour.GOOD);
        try (RunningServer server = RunningServer.start(url, "--outrank.registry.report-ttl=2s")) {
            publish(server, ranking);
            start(server, Duration.ofHours(1));
            patiently().until(() -> server.newest().state() != RolloutState.RUNNING);
            assertThat(server.newest().state()).isEqualTo(RolloutState.ROLLED_BACK);
            assertThat(server.newest().reason()).startsWith("no live ranking has had version 'v2' loaded for ");
        }
    }

    @Test
    void endsWhenSomebodyElseSaysWhereRequestsGo() {
        FakeRanking ranking = ranking("ranking", Behaviour.GOOD);
        try (RunningServer server = RunningServer.start(url, "--outrank.registry.report-ttl=1h")) {
            publish(server, ranking);
            ModelRegistry registry = server.registry();
            start(server, Duration.ofHours(1));
            registry.endCanary("clicks", RunningServer.NOTE);
            assertThat(server.newest().state()).isEqualTo(RolloutState.STOPPED);
            assertThat(server.newest().reason()).isEqualTo("END_CANARY by release-pipeline: a test");

            start(server, Duration.ofHours(1));
            registry.rollback("clicks", null, RunningServer.NOTE);
            assertThat(server.newest().state()).isEqualTo(RolloutState.ROLLED_BACK);
            assertThat(registry.model("clicks").activeVersion()).isEqualTo("v1");

            start(server, Duration.ofHours(1));
            registry.activate("clicks", "v2", RunningServer.NOTE);
            assertThat(server.newest().state()).isEqualTo(RolloutState.STOPPED);
        }
    }

    @Test
    void refusesASecondOneAndLeavesNoTrace() {
        FakeRanking ranking = ranking("ranking", Behaviour.GOOD);
        try (RunningServer server = RunningServer.start(url, "--outrank.registry.report-ttl=1h")) {
            publish(server, ranking);
            start(server, Duration.ofHours(1));
            RolloutStatus running = server.newest();
            long revision = server.registry().snapshot().snapshot().revision();
            assertThatThrownBy(() -> start(server, Duration.ZERO))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("end it first");
            assertThat(server.registry().snapshot().snapshot().revision()).isEqualTo(revision);
            assertThat(server.newest().revision()).isEqualTo(running.revision());
        }
    }

    @Test
    void waitsWhileTheModelIsPinned() {
        FakeRanking ranking = ranking("ranking", Behaviour.GOOD);
        try (RunningServer server = RunningServer.start(url)) {
            publish(server, ranking);
            start(server, Duration.ZERO);
            server.registry().pin("clicks", RunningServer.NOTE);
            long enough = 10 * CanaryBounds.DEFAULTS.minRequests();
            patiently().until(() -> {
                ranking.serve(server);
                RolloutStatus.TrafficSummary canary = server.newest().canary();
                return canary != null && canary.requests() > enough;
            });
            assertThat(server.newest().step()).isZero();
            server.registry().unpin("clicks", RunningServer.NOTE);
            assertThat(serveToTheEnd(server, ranking).state()).isEqualTo(RolloutState.PROMOTED);
        }
    }
}
