package dev.outrank.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The polling loop, in virtual time. */
final class RegistryClientTests {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Jitter in the middle of its range: an answer is followed by exactly one interval. */
    private static final PollPace PACE = new PollPace(INTERVAL, () -> 0.5);

    @TempDir
    private Path directory;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final FakeSource source = new FakeSource();
    private final FakeWatch watch = new FakeWatch();
    private final List<Long> revisions = new ArrayList<>();
    private LastKnownGoodFile file;
    private RegistryClient client;

    @BeforeEach
    void makeClient() {
        file = new LastKnownGoodFile(directory.resolve("registry.snapshot"));
        client = new RegistryClient(source, watch, file, PACE, time);
    }

    @AfterEach
    void closeClient() {
        client.close();
        time.dispose();
    }

    private void subscribe() {
        client.snapshots().map(RegistrySnapshot::revision).subscribe(revisions::add);
        pass(Duration.ZERO);
    }

    /** Lets the time pass, and everything that is due then. */
    private void pass(Duration duration) {
        time.advanceTimeBy(duration);
    }

    @Test
    void sendsNothingBeforeTheFirstSubscription() {
        pass(INTERVAL.multipliedBy(10));
        assertThat(source.asked).isEmpty();
        assertThat(client.current()).isEmpty();
    }

    @Test
    void emitsEachNewerRevisionOnce() {
        source.answers("a", Snapshots.of(1));
        subscribe();
        pass(INTERVAL);
        source.answers("a", Snapshots.of(2));
        pass(INTERVAL);
        source.answersUnchanged();
        pass(INTERVAL);
        assertThat(revisions).containsExactly(1L, 2L);
        assertThat(source.asked).containsExactly("-", "\"a.1\"", "\"a.1\"", "\"a.2\"");
        assertThat(client.current()).contains(Snapshots.of(2));
    }

    @Test
    void pollsOnceForManySubscribersAndGivesLateOnesTheNewest() {
        source.answers("a", Snapshots.of(1));
        subscribe();
        source.answers("a", Snapshots.of(2));
        pass(INTERVAL);
        List<Long> late = new ArrayList<>();
        client.snapshots().map(RegistrySnapshot::revision).subscribe(late::add);
        pass(Duration.ZERO);
        assertThat(late).containsExactly(2L);
        assertThat(source.asked).hasSize(2);
    }

    @Test
    void givesTheNewestToASlowSubscriberAndSkipsTheOvertaken() {
        source.answers("a", Snapshots.of(1));
        var slow = new SlowSubscriber();
        client.snapshots().subscribe(slow);
        pass(Duration.ZERO);
        for (long revision = 2; revision <= 9; revision++) {
            source.answers("a", Snapshots.of(revision));
            pass(INTERVAL);
        }
        for (int i = 0; i < 9; i++) {
            slow.takeOne();
            pass(Duration.ZERO);
        }
        assertThat(slow.revisions)
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith(9L)
                .hasSizeLessThan(9);
    }

    @Test
    void servesTheCopyAndCatchesUpWhenTheRegistryComesBack() {
        file.write(new IdentifiedSnapshot("a", Snapshots.of(4)));
        subscribe();
        assertThat(revisions).containsExactly(4L);
        source.answers("a", Snapshots.of(5));
        pass(INTERVAL);
        assertThat(revisions).containsExactly(4L, 5L);
    }

    @Test
    void prefersTheRegistryOverTheCopy() {
        file.write(new IdentifiedSnapshot("a", Snapshots.of(4)));
        source.answers("a", Snapshots.of(5));
        subscribe();
        assertThat(revisions).containsExactly(5L);
    }

    @Test
    void waitsWhenThereIsNeitherRegistryNorCopy() {
        subscribe();
        pass(INTERVAL.multipliedBy(60));
        assertThat(revisions).isEmpty();
        assertThat(client.current()).isEmpty();
        source.answers("a", Snapshots.of(1));
        pass(INTERVAL.multipliedBy(5));
        assertThat(revisions).containsExactly(1L);
    }

    @Test
    void ignoresADamagedCopy() throws Exception {
        file.write(new IdentifiedSnapshot("a", Snapshots.of(4)));
        Path path = Path.of(file.toString());
        Files.writeString(path, Files.readString(path).replace("v4", "v5"));
        subscribe();
        pass(INTERVAL.multipliedBy(10));
        assertThat(revisions).isEmpty();
        source.answers("a", Snapshots.of(1));
        pass(INTERVAL.multipliedBy(5));
        assertThat(revisions).containsExactly(1L);
    }

    @Test
    void keepsEachNewerSnapshotOnDisk() {
        source.answers("a", Snapshots.of(1));
        subscribe();
        assertThat(file.read()).contains(new IdentifiedSnapshot("a", Snapshots.of(1)));
        source.answers("a", Snapshots.of(2));
        pass(INTERVAL);
        assertThat(file.read()).contains(new IdentifiedSnapshot("a", Snapshots.of(2)));
    }

    @Test
    void servesAlsoWhenTheCopyCannotBeWritten() throws Exception {
        Files.createDirectories(Path.of(file.toString()).resolve("in-the-way"));
        source.answers("a", Snapshots.of(1));
        subscribe();
        assertThat(revisions).containsExactly(1L);
    }

    @Test
    void ignoresAnOlderRevisionOfTheSameRegistry() {
        source.answers("a", Snapshots.of(7));
        subscribe();
        source.answers("a", Snapshots.of(6));
        pass(INTERVAL);
        assertThat(revisions).containsExactly(7L);
        assertThat(client.current()).contains(Snapshots.of(7));
        assertThat(file.read()).contains(new IdentifiedSnapshot("a", Snapshots.of(7)));
        source.answers("a", Snapshots.of(8));
        pass(INTERVAL);
        assertThat(revisions).containsExactly(7L, 8L);
    }

    @Test
    void ignoresAnOlderRevisionAfterStartingFromTheCopy() {
        file.write(new IdentifiedSnapshot("a", Snapshots.of(7)));
        subscribe();
        source.answers("a", Snapshots.of(3));
        pass(INTERVAL);
        assertThat(revisions).containsExactly(7L);
    }

    @Test
    void followsARegistryThatWasMadeAnewAlsoBackwards() {
        source.answers("a", Snapshots.of(7));
        subscribe();
        source.answers("b", Snapshots.of(1));
        pass(INTERVAL);
        assertThat(revisions).containsExactly(7L, 1L);
        assertThat(file.read()).contains(new IdentifiedSnapshot("b", Snapshots.of(1)));
    }

    @Test
    void keepsItsModelsWhenTheRegistryWasMadeAnewAndIsEmpty() {
        source.answers("a", Snapshots.of(7));
        subscribe();
        source.answers("b", Snapshots.empty(0));
        pass(INTERVAL);
        assertThat(revisions).containsExactly(7L);
        source.answers("b", Snapshots.of(1));
        pass(INTERVAL);
        assertThat(revisions).containsExactly(7L, 1L);
    }

    @Test
    void emitsAnEmptyRegistryWhenNothingIsHeld() {
        source.answers("a", Snapshots.empty(0));
        subscribe();
        assertThat(revisions).containsExactly(0L);
    }

    @Test
    void keepsTheSnapshotAndGrowsStaleWhileTheRegistryIsAway() {
        source.answers("a", Snapshots.of(1));
        subscribe();
        assertThat(client.staleness()).isZero();
        source.fails();
        pass(Duration.ofSeconds(30));
        assertThat(client.current()).contains(Snapshots.of(1));
        assertThat(client.staleness()).isEqualTo(Duration.ofSeconds(30));
        source.answersUnchanged();
        pass(Duration.ofSeconds(5));
        assertThat(client.staleness()).isLessThanOrEqualTo(INTERVAL);
        assertThat(revisions).containsExactly(1L);
    }

    @Test
    void asksAtOnceWhenTheWatchSaysThatThereIsMore() {
        watch.says("a", 1);
        source.answers("a", Snapshots.of(1));
        subscribe();
        source.answers("a", Snapshots.of(2));
        watch.says("a", 2);
        pass(Duration.ZERO);
        assertThat(revisions).containsExactly(1L, 2L);
    }

    @Test
    void asksSeldomWhileTheWatchIsOpen() {
        watch.says("a", 1);
        source.answers("a", Snapshots.of(1));
        subscribe();
        source.answersUnchanged();
        int before = source.asked.size();
        pass(INTERVAL.multipliedBy(14));
        assertThat(source.asked).hasSize(before);
        pass(INTERVAL.multipliedBy(2));
        assertThat(source.asked).hasSize(before + 1);
    }

    @Test
    void asksInItsIntervalOnceTheWatchHasEnded() {
        watch.says("a", 1);
        source.answers("a", Snapshots.of(1));
        subscribe();
        source.answersUnchanged();
        watch.ends();
        int before = source.asked.size();
        pass(INTERVAL.multipliedBy(3));
        assertThat(source.asked.size() - before).isBetween(3, 4);
    }

    @Test
    void opensTheWatchAgainAndHearsWhatItMissed() {
        watch.says("a", 1);
        source.answers("a", Snapshots.of(1));
        subscribe();
        watch.ends();
        pass(INTERVAL.multipliedBy(5));
        assertThat(watch.opened()).isGreaterThan(1);
        source.answers("a", Snapshots.of(3));
        watch.says("a", 3);
        pass(Duration.ZERO);
        assertThat(revisions).containsExactly(1L, 3L);
    }

    @Test
    void isNotStaleWhileTheWatchSaysThatNothingWasChanged() {
        watch.says("a", 1);
        source.answers("a", Snapshots.of(1));
        subscribe();
        pass(INTERVAL.multipliedBy(10));
        watch.saysUnchanged();
        assertThat(client.staleness()).isZero();
    }

    @Test
    void growsStaleWhereTheWatchSpeaksButTheSnapshotFails() {
        watch.says("a", 1);
        source.answers("a", Snapshots.of(1));
        subscribe();
        source.fails();
        watch.says("a", 2);
        pass(INTERVAL.multipliedBy(10));
        watch.saysUnchanged();
        assertThat(client.staleness()).isEqualTo(INTERVAL.multipliedBy(10));
    }

    @Test
    void pollsMoreSlowlyTheLongerTheRegistryIsAway() {
        subscribe();
        pass(Duration.ofSeconds(10));
        int early = source.asked.size();
        pass(Duration.ofSeconds(60));
        int before = source.asked.size();
        pass(Duration.ofSeconds(10));
        assertThat(early).isGreaterThan(source.asked.size() - before);
        assertThat(source.asked.size()).isGreaterThan(before);
    }

    @Test
    void completesSubscribersAndStopsPollingWhenClosed() {
        source.answers("a", Snapshots.of(1));
        List<String> signals = new ArrayList<>();
        client.snapshots().doOnComplete(() -> signals.add("complete")).subscribe();
        pass(INTERVAL);
        int asked = source.asked.size();
        client.close();
        pass(INTERVAL.multipliedBy(10));
        assertThat(signals).containsExactly("complete");
        assertThat(source.asked).hasSize(asked);
        assertThat(client.current()).contains(Snapshots.of(1));
    }
}
