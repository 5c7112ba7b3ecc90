package dev.outrank.bundle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParallelTasksTests {

    private static List<Callable<Integer>> tasks(int count, Callable<Integer> task) {
        return IntStream.range(0, count).mapToObj(i -> task).toList();
    }

    @Test
    void returnsResultsInTheOrderOfTheTasks() {
        List<Callable<Integer>> squares = IntStream.range(0, 500)
                .<Callable<Integer>>mapToObj(i -> () -> i * i)
                .toList();

        assertThat(ParallelTasks.run(squares))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).map(i -> i * i).boxed().toList());
        assertThat(ParallelTasks.run(List.<Callable<Integer>>of())).isEmpty();
    }

    @Test
    void throwsTheFirstFailureAndBeginsNothingMore() {
        AtomicInteger begun = new AtomicInteger();
        List<Callable<Integer>> failing = tasks(10_000, () -> {
            begun.incrementAndGet();
            throw new BundleException("broken");
        });

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> ParallelTasks.run(failing))
                .withMessage("broken");
        assertThat(begun.get()).isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void keepsTheCauseOfACheckedFailure() {
        List<Callable<Integer>> failing = tasks(1, () -> {
            throw new IOException("no disk");
        });

        assertThatExceptionOfType(InternalException.class)
                .isThrownBy(() -> ParallelTasks.run(failing))
                .withMessageContaining("no disk")
                .withCauseInstanceOf(IOException.class);
    }
}
