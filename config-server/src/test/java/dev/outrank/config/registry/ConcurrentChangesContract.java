package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.registry.Canary;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How several processes change one registry, on any database. */
abstract class ConcurrentChangesContract extends RegistryContract {

    /** Two processes change one model's traffic while others read: each snapshot has one active version, and only what can answer has a part. */
    @Test
    void showsNoHalfStateWhileTwoProcessesWrite() throws Exception {
        String url = newDatabase(directory);
        try (RegistryOnDatabase one = RegistryOnDatabase.open(url);
                RegistryOnDatabase other = RegistryOnDatabase.open(url);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            makeActive(one.registry(), "v1");
            makeReady(one.registry(), "v2");
            Future<?> there = threads.submit(() -> swap(one.registry(), 20));
            Future<?> back = threads.submit(() -> swap(other.registry(), 20));
            do {
                assertWhole(one.registry().model("clicks"));
                assertWhole(other.registry().model("clicks"));
            } while (!there.isDone() || !back.isDone());
            there.get();
            back.get();

            assertThat(one.registry().revisions(Long.MAX_VALUE, 1000))
                    .extracting(Revision::revision)
                    .doesNotHaveDuplicates()
                    .hasSize((int) revision(other.registry()));
        }
    }

    private static void swap(ModelRegistry registry, int times) {
        for (int i = 0; i < times; i++) {
            registry.activate("clicks", "v1", NOTE);
            try {
                registry.canary("clicks", new Canary("v2", 50), NOTE);
            } catch (ConflictException _) {
                // The other process activated it meanwhile.
            }
            registry.activate("clicks", "v2", NOTE);
        }
    }

    private static void assertWhole(ModelEntry model) {
        assertThat(model.versions())
                .filteredOn(version -> version.state() == VersionState.SERVING)
                .extracting(VersionEntry::version)
                .containsExactly(model.activeVersion());
        Canary canary = model.canary();
        if (canary != null) {
            assertThat(model.version(canary.version()).orElseThrow().state()).isEqualTo(VersionState.READY);
        }
    }

    @Test
    void losesNoTransitionOfTwoProcessesAndMakesNoneTwice() throws Exception {
        String url = newDatabase(directory);
        try (RegistryOnDatabase one = RegistryOnDatabase.open(url);
                RegistryOnDatabase other = RegistryOnDatabase.open(url);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            one.registry().register(clicks.registration("v1"), NOTE);
            one.registry().load("clicks", "v1", NOTE);
            Transition ready = new Transition.Ready("clicks", "v1", "loaded");

            List<Future<Optional<Changed>>> attempts = threads.invokeAll(List.of(
                    () -> one.registry().apply(ready, 2), () -> other.registry().apply(ready, 2)));

            assertThat(List.of(attempts.get(0).get(), attempts.get(1).get()))
                    .filteredOn(Optional::isPresent)
                    .hasSize(1);
            assertThat(revision(one.registry())).isEqualTo(3);
        }
    }

    /** A change that was overtaken would be run again, or judge by rows of a later revision than it appends to. */
    @Test
    void runsEachChangeOnceOnWhatTheOneBeforeItLeft() throws Exception {
        String url = newDatabase(directory);
        try (RegistryOnDatabase one = RegistryOnDatabase.open(url);
                RegistryOnDatabase other = RegistryOnDatabase.open(url);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            one.registry().register(clicks.registration("v1"), NOTE);
            Queue<Long> judgedAt = new ConcurrentLinkedQueue<>();
            Writing pin = Writing.plain(ChangeAction.PIN, NOTE);

            List<Callable<Long>> changes = Stream.generate(() -> Stream.of(one, other))
                    .limit(10)
                    .flatMap(processes -> processes)
                    .map(process ->
                            (Callable<Long>) () -> process.transactions().run(ledger -> {
                                judgedAt.add(ledger.current());
                                return ledger.append(pin, "clicks", "v1");
                            }))
                    .toList();
            for (Future<Long> change : threads.invokeAll(changes)) {
                change.get();
            }

            assertThat(judgedAt)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
            assertThat(revision(one.registry())).isEqualTo(21);
        }
    }
}
