package dev.outrank.ranking.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.lookup.connection.LookupCall;
import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.lookup.connection.LookupConnectionException;
import dev.outrank.ranking.replica.Replica;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.replica.BreakerSettings;
import dev.outrank.replica.ReplicaBreakers;
import dev.outrank.replica.ReplicaHealth;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;

/** What becomes of an attempt that cannot be sent. */
final class AttemptTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Replica WHERE = new Replica("127.0.0.1", 1);

    private final ReplicaHealth health = new ReplicaHealth(
            "embedding-1",
            new ReplicaBreakers(new BreakerSettings(20, 10, 50, Duration.ofSeconds(1))).breaker("embedding-1"),
            System::nanoTime);
    private final ShardReplica replica = new ShardReplica(
            WHERE,
            health,
            new HttpReplica("embedding-1", WHERE, WebClient.create(), 1 << 20),
            new ShardMeters("embedding-1", new SimpleMeterRegistry()));
    private final List<Throwable> lost = new ArrayList<>();
    private final LookupConnection connection =
            new LookupConnection(new ConnectionSettings(1 << 20, 1, MINUTE, MINUTE, 1 << 20, false), new NoListener());
    private final EmbeddedChannel channel = new EmbeddedChannel(connection);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void send() {
        LookupRequest request = new LookupRequest(new ShardKey("tiny", "1", 1, 7), MINUTE, List.of());
        new Attempt(
                        request,
                        replica,
                        Objects.requireNonNull(health.tryBegin(MINUTE.toNanos())),
                        new Losses(),
                        System.nanoTime() + MINUTE.toNanos(),
                        LookupCall.NEVER)
                .sendOn(connection);
    }

    private void assertLost(String why) {
        assertThat(lost).singleElement().satisfies(failure -> assertThat(failure)
                .isInstanceOf(ShardUnavailableException.class)
                .hasMessageStartingWith("embedding-1: ")
                .hasMessageContaining(why));
    }

    @Test
    void endsTheCallWhenThereIsNoMemoryForIt() {
        channel.config().setAllocator(new NoMemory());

        send();

        assertLost("no memory");
        assertThat(health.outstanding()).isZero();
        assertThat(connection.outstanding()).isZero();
    }

    @Test
    void saysThatTooManyAreUnderWay() {
        send();
        send();

        assertLost("too many lookups under way, 1 on this connection");
        assertThat(health.outstanding()).isOne();
    }

    @Test
    void saysThatTheConnectionEnds() {
        connection.close();

        send();

        assertLost("takes no new lookups");
        assertThat(health.outstanding()).isZero();
    }

    @Test
    void saysThatTheShardDoesNotRead() {
        Objects.requireNonNull(channel.unsafe().outboundBuffer()).setUserDefinedWritability(1, false);

        send();

        assertLost("wait to be read");
        assertThat(health.outstanding()).isZero();
    }

    private final class Losses implements Attempt.Listener {

        @Override
        public void part(Attempt attempt, LookupAnswer part) {}

        @Override
        public void last(Attempt attempt, LookupAnswer answer) {}

        @Override
        public void refused(Attempt attempt, LookupError error) {}

        @Override
        public void lost(Attempt attempt, Throwable cause) {
            lost.add(cause);
        }

        @Override
        public void expired(Attempt attempt) {}

        @Override
        public void late(Attempt attempt) {}
    }

    private static final class NoListener implements LookupConnection.Listener {

        @Override
        public void draining() {}

        @Override
        public void ended(LookupConnectionException reason) {}
    }

    private static final class NoMemory extends AbstractByteBufAllocator {

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            throw new OutOfMemoryError("no memory");
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            throw new OutOfMemoryError("no memory");
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    }
}
