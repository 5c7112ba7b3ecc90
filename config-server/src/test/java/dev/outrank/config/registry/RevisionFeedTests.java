package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RevisionFeedTests {

    private static final RegistryPosition FIRST = new RegistryPosition("a", 1);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean down = new AtomicBoolean();
    private final RevisionFeed feed = new RevisionFeed(this::read, Duration.ofMillis(5));
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private volatile RegistryPosition position = FIRST;

    private RegistryPosition read() {
        asked.incrementAndGet();
        if (down.get()) {
            throw new IllegalStateException("database: down");
        }
        return position;
    }

    private Future<Optional<RegistryPosition>> awaitOther(RegistryPosition seen, Duration atMost) {
        return waiting.submit(() -> Optional.ofNullable(feed.awaitOther(seen, atMost)));
    }

    @AfterEach
    void close() {
        feed.close();
        waiting.close();
    }

    @Test
    void returnsAtOnceWhereTheRegistryIsElsewhereAlready() throws Exception {
        assertThat(awaitOther(new RegistryPosition("a", 0), LONG).get()).contains(FIRST);
        assertThat(awaitOther(new RegistryPosition("b", 1), LONG).get()).contains(FIRST);
    }

    @Test
    void tellsAllWhoWait() throws Exception {
        Future<Optional<RegistryPosition>> one = awaitOther(FIRST, LONG);
        Future<Optional<RegistryPosition>> other = awaitOther(FIRST, LONG);
        position = FIRST.at(2);
        assertThat(one.get()).contains(FIRST.at(2));
        assertThat(other.get()).contains(FIRST.at(2));
    }

    @Test
    void returnsWhereItIsWhenNothingWasChanged() throws Exception {
        assertThat(awaitOther(FIRST, Duration.ofSeconds(2)).get()).contains(FIRST);
    }

    @Test
    void asksNobodyWhileNobodyWaits() throws Exception {
        awaitOther(FIRST, SHORT).get();
        AtomicInteger seen = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(20))
                .during(Duration.ofMillis(100))
                .atMost(LONG)
                .until(() -> asked.get() == seen.getAndSet(asked.get()));
        position = FIRST.at(2);
        assertThat(awaitOther(FIRST, LONG).get()).contains(FIRST.at(2));
    }

    @Test
    void saysNothingWhileTheDatabaseDoesNot() throws Exception {
        awaitOther(FIRST, SHORT).get();
        down.set(true);
        assertThat(awaitOther(FIRST, SHORT).get()).isEmpty();
        Future<Optional<RegistryPosition>> later = awaitOther(FIRST, LONG);
        position = FIRST.at(2);
        down.set(false);
        assertThat(later.get()).contains(FIRST.at(2));
    }

    @Test
    void endsEveryWaitWhenItIsClosed() throws Exception {
        Future<Optional<RegistryPosition>> wait = awaitOther(FIRST, LONG);
        await().until(() -> asked.get() > 0);
        feed.close();
        assertThat(wait.get()).isEmpty();
        assertThat(awaitOther(FIRST, LONG).get()).isEmpty();
    }

    @Test
    void tellsAgainWhenItIsOpenedAgain() throws Exception {
        feed.close();
        assertThat(awaitOther(FIRST, LONG).get()).isEmpty();

        feed.reopen();
        position = FIRST.at(2);

        assertThat(awaitOther(FIRST, LONG).get()).contains(FIRST.at(2));
    }
}
