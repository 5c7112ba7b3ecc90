package dev.outrank.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Listens on a port of 127.0.0.1 and gives on to another, with one {@link Fault} at a time. Thread-safe; owns its sockets and threads.
 *
 * <p>A fault counts from the return of {@link #apply} on, for connections that are open too. Where a fault has swallowed bytes, its connections are reset when the next fault
 * is applied: what is lost does not come back, and a stream with a hole is no stream.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 256;

    private final int targetPort;
    private final int port;
    private final FaultState state = new FaultState();
    private final AtomicLong accepted = new AtomicLong();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final ThreadFactory threads =
            Thread.ofVirtual().name("fault-proxy-", 0).factory();
    private ServerSocket listening;
    private Thread accepting;
    private boolean closed;

    private FaultProxy(int port, int targetPort) throws IOException {
        this.targetPort = targetPort;
        this.listening = bind(port);
        this.port = listening.getLocalPort();
        this.accepting = accept(listening);
    }

    /** Listens on a free port and gives on to {@code targetPort}, where nobody need listen yet. */
    public static FaultProxy to(int targetPort) {
        return listening(0, targetPort);
    }

    /**
     * Listens on a port and gives on to {@code targetPort}, where nobody need listen yet.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public static FaultProxy listening(int port, int targetPort) {
        try {
            return new FaultProxy(port, targetPort);
        } catch (IOException e) {
            throw new UncheckedIOException("port: " + port + " (expected: a free one)", e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    private Thread accept(ServerSocket from) {
        Thread thread = threads.newThread(() -> {
            while (!from.isClosed()) {
                acceptOne(from);
            }
        });
        thread.start();
        return thread;
    }

    private void acceptOne(ServerSocket from) {
        try {
            Socket caller = from.accept();
            threads.newThread(() -> connect(caller)).start();
        } catch (IOException e) {
            // Closed, or a caller that left before it was accepted.
            return;
        }
    }

    private void connect(Socket caller) {
        accepted.incrementAndGet();
        try {
            Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            ProxiedConnection[] self = new ProxiedConnection[1];
            ProxiedConnection connection =
                    new ProxiedConnection(caller, target, state, accepted.get(), () -> connections.remove(self[0]));
            self[0] = connection;
            add(connection);
        } catch (IOException e) {
            ProxiedConnection.reset(caller);
        }
    }

    private synchronized void add(ProxiedConnection connection) {
        if (closed) {
            connection.reset();
            return;
        }
        connections.add(connection);
        connection.start(threads);
    }

    /** Returns where it listens. */
    public int port() {
        return port;
    }

    /** Has a fault from now on, in place of the one before. */
    public synchronized void apply(Fault fault) {
        Fault before = state.spell().fault();
        state.apply(fault);
        if (before.swallows()) {
            reset(ProxiedConnection::hasSwallowed);
        }
        listen(!(fault instanceof Fault.Refusal));
    }

    /** Has no fault from now on. */
    public void heal() {
        apply(new Fault.None());
    }

    private void listen(boolean wanted) {
        try {
            if (!wanted) {
                listening.close();
                awaitRefusal();
            } else if (listening.isClosed() && !closed) {
                listening = bind(port);
                accepting = accept(listening);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("port: " + port + " (expected: to listen again)", e);
        }
    }

    /** Waits for the thread that accepts: until it leaves {@code accept}, the kernel takes connections to a socket that Java calls closed. */
    private void awaitRefusal() {
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resets the connections that are open, and returns how many were. */
    public int dropConnections() {
        return reset(connection -> true);
    }

    private int reset(Predicate<ProxiedConnection> chosen) {
        List<ProxiedConnection> resets = connections.stream().filter(chosen).toList();
        resets.forEach(ProxiedConnection::reset);
        return resets.size();
    }

    /** Returns how many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** Returns how many connections were accepted since the begin. */
    public long accepted() {
        return accepted.get();
    }

    /** Returns how often faults did something: chunks that were late, changed or swallowed, connections that were reset. */
    public long faults() {
        return state.done();
    }

    /** Ends it, and resets what is open. */
    @Override
    public synchronized void close() {
        closed = true;
        listen(false);
        dropConnections();
    }
}
