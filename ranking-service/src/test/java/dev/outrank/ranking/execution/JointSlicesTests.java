package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.dense.DenseNets;
import dev.outrank.ranking.dense.DenseSettings;
import dev.outrank.ranking.dense.IdleMemory;
import dev.outrank.ranking.dense.JointSettings;
import dev.outrank.ranking.dense.RuntimeSettings;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.fixture.TinyService;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

class JointSlicesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration DELAY = Duration.ofMillis(5);
    private static final JointSettings SETTINGS = new JointSettings(8, DELAY);
    private static final double ABSOLUTE = 1e-5;

    @TempDir
    private static Path directory;

    private static TinyModel model;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ComputePool compute = new ComputePool(1, 64, new SimpleMeterRegistry());

    private DenseNets nets;
    private JointSlices slices;

    @BeforeAll
    static void write() throws IOException {
        model = TinyModel.writeRowwise(directory.resolve("rowwise"));
    }

    private static DenseNets nets(TinyModel tiny) {
        return DenseNets.open(
                tiny.bundle(),
                tiny.manifest(),
                new DenseSettings(1, 4, 1 << 26, 0, Map.of(), true, SETTINGS, Map.of(), RuntimeSettings.defaults()),
                new IdleMemory(1 << 26));
    }

    @BeforeEach
    void start() {
        nets = nets(model);
        slices = new JointSlices(nets, SETTINGS, compute, time);
    }

    @AfterEach
    void stop() {
        compute.close();
        nets.close();
        time.dispose();
    }

    private final class Slice implements JointSlices.Member {

        private final RequestRun run;
        private final AtomicInteger ends = new AtomicInteger();
        private final AtomicInteger resumed = new AtomicInteger();

        Slice(int rows, Duration left) {
            RankingRequest request =
                    TinyRequest.random(model.manifest(), rows, 2, rows).build(left);
            assertThat(request.memory().hold()).isTrue();
            run = new RequestRun(request, nets, 3, ends::incrementAndGet);
            for (int i = 0; i < 2; i++) {
                run.workspace().dense(i, request.dense(i));
            }
        }

        /** Returns whether it has run, and did not have to wait. */
        boolean comes() {
            return Objects.requireNonNull(CpuTasks.whileHeld(run, () -> slices.run(this)));
        }

        boolean isResumed() {
            return resumed.get() == 1;
        }

        @Override
        public RequestRun run() {
            return run;
        }

        @Override
        public int rows() {
            return run.request().candidates();
        }

        @Override
        public void resume() {
            resumed.incrementAndGet();
        }

        @Override
        public void fail(Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    private Slice slice(int rows) {
        return new Slice(rows, Duration.ofMinutes(1));
    }

    @Test
    void runsAtOnceWhenItIsFull() {
        Slice first = slice(5);
        Slice second = slice(3);

        assertThat(first.comes()).isFalse();
        assertThat(first.isResumed()).isFalse();
        assertThat(second.comes()).isTrue();
        assertThat(first.isResumed()).isTrue();
        assertThat(second.isResumed()).isFalse();
    }

    @Test
    void runsALoneSliceWhenTheDelayIsOver() {
        Slice lone = slice(5);
        assertThat(lone.comes()).isFalse();

        time.advanceTimeBy(DELAY.minusNanos(1));
        assertThat(lone.isResumed()).isFalse();
        time.advanceTimeBy(Duration.ofNanos(1));

        await().atMost(PATIENCE).until(lone::isResumed);
    }

    @Test
    void countsTheDelayAnewForThoseWhoComeAfterARun() {
        assertThat(slice(5).comes()).isFalse();
        assertThat(slice(3).comes()).isTrue();
        time.advanceTimeBy(DELAY.dividedBy(2));
        Slice later = slice(2);
        assertThat(later.comes()).isFalse();

        time.advanceTimeBy(DELAY.dividedBy(2));
        assertThat(later.isResumed()).isFalse();
        time.advanceTimeBy(DELAY.dividedBy(2));

        await().atMost(PATIENCE).until(later::isResumed);
    }

    @Test
    void runsThoseWhoWaitWhenTheNextDoesNotFit() {
        Slice first = slice(5);
        Slice second = slice(6);
        assertThat(first.comes()).isFalse();

        assertThat(second.comes()).isFalse();

        await().atMost(PATIENCE).until(first::isResumed);
        assertThat(second.isResumed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 40})
    void runsALargeSliceAloneAndLeavesTheOthersWaiting(int rows) {
        Slice small = slice(2);
        assertThat(small.comes()).isFalse();

        assertThat(slice(rows).comes()).isTrue();

        assertThat(small.isResumed()).isFalse();
    }

    @Test
    void delaysNobodyWhoHasLittleTimeLeft() {
        Slice patient = slice(2);
        assertThat(patient.comes()).isFalse();

        assertThat(new Slice(2, DELAY.multipliedBy(2)).comes()).isTrue();

        assertThat(patient.isResumed()).isTrue();
    }

    @Test
    void runsWithoutThoseWhoseCallersHaveLeft() {
        Slice gone = slice(5);
        Slice second = slice(3);
        assertThat(gone.comes()).isFalse();
        gone.run().end();
        assertThat(gone.ends).hasValue(1);

        assertThat(second.comes()).isTrue();

        assertThat(gone.isResumed()).isFalse();
    }

    @Test
    void servesWithoutJointRunsWhereANetTakesTheUserOnce() throws IOException {
        try (DenseNets single = nets(TinyModel.write(directory.resolve("single")))) {
            assertThat(single.joint()).isNull();
        }
        assertThat(nets.joint()).isEqualTo(SETTINGS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void scoresAsIfEachRanAlone(int batchSize) {
        List<TinyRequest> inputs = IntStream.range(0, 60)
                .mapToObj(i -> TinyRequest.random(model.manifest(), 1 + i % 11, 4, i))
                .toList();
        try (TinyService alone = TinyService.singular(model);
                TinyService together =
                        TinyService.singularJointly(model, batchSize, new JointSettings(16, Duration.ofMillis(2)))) {
            List<RankingAnswer> answers = new ArrayList<>(Flux.fromIterable(inputs)
                    .flatMapSequential(input -> together.rank(input.build()), 24)
                    .collectList()
                    .block(PATIENCE));
            for (int i = 0; i < inputs.size(); i++) {
                RankingAnswer expected = alone.answer(inputs.get(i).build());
                for (int output = 0; output < 2; output++) {
                    assertThat(answers.get(i).outputs().get(output).values())
                            .containsExactly(expected.outputs().get(output).values(), within((float) ABSOLUTE));
                }
            }
            await().atMost(PATIENCE).until(() -> together.released() == inputs.size());
        }
    }
}
