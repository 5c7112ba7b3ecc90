package dev.outrank.benchmarks.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Sends batches of calls on one event loop, each when the one before was answered. */
abstract class Driver implements AutoCloseable {

    private final String name;
    private final Executor loop;
    private int batch;
    private int waitingFor;
    private long calls;
    private long untilNanos;
    private long poolNanos;
    private CompletableFuture<Long> done = new CompletableFuture<>();

    Driver(String name, Executor loop) {
        this.name = name;
        this.loop = loop;
    }

    String name() {
        return name;
    }

    /** Sends one call, whose end is {@link #answered} or {@link #failed}, on the loop. */
    abstract void send();

    /** Flushes what a batch has sent, where that is not done by itself. */
    void sent() {}

    /** Calls for a while; returns how many calls were answered. */
    final long run(int fanOut, long nanos) {
        CompletableFuture<Long> ended = new CompletableFuture<>();
        loop.execute(() -> {
            done = ended;
            batch = fanOut;
            calls = 0;
            poolNanos = 0;
            untilNanos = System.nanoTime() + nanos;
            next();
        });
        return ended.join();
    }

    /** Returns the pooling time of the last run, as the server reports it. */
    final long poolNanos() {
        return poolNanos;
    }

    private void next() {
        waitingFor = batch;
        for (int i = 0; i < batch; i++) {
            send();
        }
        sent();
    }

    final void answered(long pooledNanos) {
        calls++;
        poolNanos += pooledNanos;
        waitingFor--;
        if (waitingFor == 0) {
            if (System.nanoTime() < untilNanos) {
                next();
            } else {
                done.complete(calls);
            }
        }
    }

    final void failed(Throwable failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public abstract void close();
}
