package dev.outrank.ranking.lookup;

import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.lookup.connection.LookupConnectionException;
import dev.outrank.ranking.replica.Replica;
import io.netty.channel.EventLoop;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one replica, made again whenever it is lost. Thread-safe; its changes happen on its event loop.
 *
 * <pre>
 *   CONNECTING ──made──▶ OPEN ──lost, or asked to go──▶ CONNECTING     calls wait for a connection in the making
 *       └──failed──▶ PAUSING ──after a while──▶ CONNECTING             and fail at once during a pause
 * </pre>
 */
final class ReplicaConnection {

    private static final Logger log = LoggerFactory.getLogger(ReplicaConnection.class);

    private final Replica replica;
    private final EventLoop loop;
    private final TcpConnector connector;
    private final Queue<Attempt> waiting = new ConcurrentLinkedQueue<>();
    private volatile @Nullable LookupConnection open;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private int failures;

    ReplicaConnection(Replica replica, EventLoop loop, TcpConnector connector) {
        this.replica = replica;
        this.loop = loop;
        this.connector = connector;
    }

    Replica replica() {
        return replica;
    }

    /** Begins to connect. */
    void start() {
        connectOnLoop();
    }

    private void connectOnLoop() {
        try {
            loop.execute(this::connect);
        } catch (RejectedExecutionException e) {
            // The service stops: loops end before those that use them are closed.
            failed(e);
        }
    }

    private void connect() {
        if (closed) {
            drain();
            return;
        }
        Connecting attempt = new Connecting();
        connector.connect(replica, loop, attempt).subscribe(attempt::made, this::failed);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the next attempt.
    private void failed(Throwable cause) {
        failures++;
        boolean again = !closed && !loop.isShuttingDown();
        if (failures == 1 && again) {
            log.warn("Cannot connect to {}:{}: {}", replica.host(), replica.port(), cause.getMessage());
        }
        failure = cause;
        drain();
        if (again) {
            loop.schedule(this::connect, pauseNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Half of the pause is random, so that callers do not come back together. */
    private long pauseNanos() {
        Duration least = connector.settings().leastBackoff();
        long most = connector.settings().mostBackoff().toNanos();
        long pause = Math.min(most, least.toNanos() << Math.min(failures - 1, 20));
        return pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    }

    private final class Connecting implements LookupConnection.Listener {

        private @Nullable LookupConnection mine;

        void made(LookupConnection connection) {
            mine = connection;
            if (failures > 0) {
                log.info("Connected to {}:{} again", replica.host(), replica.port());
            }
            failures = 0;
            failure = null;
            open = connection;
            drain();
            if (closed) {
                connection.close();
            }
        }

        @Override
        public void draining() {
            replace();
        }

        @Override
        public void ended(LookupConnectionException reason) {
            log.debug("Connection to {}:{} ended: {}", replica.host(), replica.port(), reason.getMessage());
            replace();
        }

        @SuppressWarnings("ReferenceEquality") // Whether it is this very connection.
        private void replace() {
            if (mine != null && open == mine) {
                open = null;
                mine = null;
                connectOnLoop();
            }
        }
    }

    /** Returns the connection that takes calls, or null. */
    @Nullable
    LookupConnection open() {
        LookupConnection present = open;
        return present != null && present.isOpen() ? present : null;
    }

    /** Returns why there is no connection; null while there is one, or one is being made for the first time since there was. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Sends a call as soon as the connection is made, or fails it. */
    void whenMade(Attempt call) {
        waiting.add(call);
        if (open != null || failure != null || closed) {
            drainOnLoop();
        }
    }

    private void drainOnLoop() {
        try {
            loop.execute(this::drain);
        } catch (RejectedExecutionException e) {
            drain();
        }
    }

    private void drain() {
        Attempt call;
        while ((call = waiting.poll()) != null) {
            LookupConnection connection = open;
            Throwable cause = failure;
            if (connection != null) {
                call.sendOn(connection);
            } else {
                call.unreachable(cause == null ? gone() : cause);
            }
        }
    }

    private static Throwable gone() {
        return new ConnectException("replica is gone");
    }

    /** Ends the connection at once, with its calls, and makes another one. */
    void giveUp() {
        LookupConnection present = open;
        if (present != null) {
            present.giveUp();
        }
    }

    /** Ends it once its calls were answered. */
    void close() {
        closed = true;
        drainOnLoop();
        LookupConnection present = open;
        if (present != null && !loop.isShuttingDown()) {
            present.close();
        }
    }
}
