package dev.outrank.testkit.fault;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** A caller's connection and the one to the target. Owns both sockets and the threads of both directions. */
final class ProxiedConnection {

    private final Socket caller;
    private final Socket target;
    private final Pump requests;
    private final Pump answers;
    private final Runnable whenClosed;
    private final AtomicInteger open = new AtomicInteger(2);

    ProxiedConnection(Socket caller, Socket target, FaultState state, long seed, Runnable whenClosed)
            throws IOException {
        this.caller = caller;
        this.target = target;
        this.whenClosed = whenClosed;
        caller.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        requests = new Pump(Direction.REQUESTS, caller.getInputStream(), target.getOutputStream(), state, seed);
        answers = new Pump(Direction.ANSWERS, target.getInputStream(), caller.getOutputStream(), state, -seed);
    }

    void start(ThreadFactory threads) {
        run(threads, requests::read);
        run(threads, answers::read);
        run(threads, () -> writeTo(target, requests));
        run(threads, () -> writeTo(caller, answers));
    }

    /** Work on a socket. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void run(ThreadFactory threads, Work work) {
        threads.newThread(() -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One end is gone: so is the other, at once.
                        reset();
                    } catch (InterruptedException e) {
                        reset();
                        Thread.currentThread().interrupt();
                    }
                })
                .start();
    }

    /** The end of one direction is that one's alone; the other may go on. */
    private void writeTo(Socket socket, Pump pump) throws IOException, InterruptedException {
        pump.write();
        socket.shutdownOutput();
        if (open.decrementAndGet() == 0) {
            caller.close();
            target.close();
            whenClosed.run();
        }
    }

    boolean hasSwallowed() {
        return requests.hasSwallowed() || answers.hasSwallowed();
    }

    /** Closes both by RST, so that neither end takes it for an orderly end. */
    void reset() {
        reset(caller);
        reset(target);
        whenClosed.run();
    }

    static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already, which is all that is wanted.
            return;
        }
    }
}
