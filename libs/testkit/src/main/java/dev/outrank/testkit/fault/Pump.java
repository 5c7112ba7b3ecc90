package dev.outrank.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One direction of a connection: {@link #read} and {@link #write} run on a thread each, so that chunks wait beside each other where they are late.
 */
final class Pump {

    private static final int CHUNK_BYTES = 16 << 10;
    private static final int MOST_WAITING = 1024;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** A narrow way is written to in pieces of so many a second, so that it flows evenly. */
    private static final long PIECES_PER_SECOND = 50;

    private final Direction direction;
    private final InputStream in;
    private final OutputStream out;
    private final FaultState state;
    private final BlockingQueue<Chunk> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    /** Of the thread that writes. */
    private final SplittableRandom random;
    /** Of the thread that reads. */
    private final SplittableRandom jitters;

    private FaultState.Spell seen;
    private long chunksInSpell;
    private long bytesInSpell;
    private long freeNanos = System.nanoTime();
    private volatile boolean swallowed;

    Pump(Direction direction, InputStream in, OutputStream out, FaultState state, long seed) {
        this.direction = direction;
        this.in = in;
        this.out = out;
        this.state = state;
        this.seen = state.spell();
        this.random = new SplittableRandom(seed);
        this.jitters = random.split();
    }

    /** Returns whether bytes were lost here. */
    boolean hasSwallowed() {
        return swallowed;
    }

    /** Takes what comes until its end. */
    void read() throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        long due = System.nanoTime();
        int count;
        do {
            count = in.read(buffer);
            // Never before the chunk in front, whatever the jitter.
            due = Math.max(due, System.nanoTime() + delayNanos());
            waiting.put(new Chunk(Arrays.copyOf(buffer, Math.max(0, count)), due));
        } while (count >= 0);
    }

    private long delayNanos() {
        if (!(state.spell().fault() instanceof Fault.Delay delay)) {
            return 0;
        }
        Duration own =
                switch (direction) {
                    case REQUESTS -> delay.requests();
                    case ANSWERS -> delay.answers();
                };
        long most = delay.jitter().toNanos();
        long nanos = own.toNanos() + (most == 0 ? 0 : jitters.nextLong(most));
        if (nanos > 0) {
            state.did();
        }
        return nanos;
    }

    /**
     * Gives on what was taken until its end.
     *
     * @throws ResetFault if the connection is to be reset
     */
    void write() throws IOException, InterruptedException {
        for (Chunk chunk = waiting.take(); !chunk.isEnd(); chunk = waiting.take()) {
            awaitUntil(chunk.dueNanos());
            write(chunk.bytes());
        }
    }

    private void write(byte[] bytes) throws IOException, InterruptedException {
        FaultState.Spell spell = state.spell();
        if (spell != seen) {
            seen = spell;
            chunksInSpell = 0;
            bytesInSpell = 0;
        }
        chunksInSpell++;
        switch (spell.fault()) {
            case Fault.None _, Fault.Delay _, Fault.Refusal _ -> out.write(bytes);
            case Fault.Bandwidth(long bytesPerSecond) -> writeSlowly(bytes, bytesPerSecond, spell);
            case Fault.Corruption(int everyNth) -> out.write(corrupted(bytes, everyNth));
            case Fault.Reset(long afterBytes) -> writeUntil(bytes, afterBytes);
            case Fault.BlackHole _ -> swallow();
            case Fault.HalfOpen _ -> swallowAnswers(bytes);
        }
        bytesInSpell += bytes.length;
    }

    private void swallow() {
        swallowed = true;
        state.did();
    }

    private void swallowAnswers(byte[] bytes) throws IOException {
        if (direction == Direction.ANSWERS) {
            swallow();
        } else {
            out.write(bytes);
        }
    }

    private byte[] corrupted(byte[] bytes, int everyNth) {
        if (direction == Direction.ANSWERS && chunksInSpell % everyNth == 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            state.did();
        }
        return bytes;
    }

    private void writeUntil(byte[] bytes, long afterBytes) throws IOException {
        long left = afterBytes - bytesInSpell;
        if (direction == Direction.REQUESTS || left > bytes.length) {
            out.write(bytes);
            return;
        }
        out.write(bytes, 0, (int) Math.max(0, left));
        state.did();
        throw new ResetFault();
    }

    private void writeSlowly(byte[] bytes, long bytesPerSecond, FaultState.Spell spell)
            throws IOException, InterruptedException {
        int piece = Math.clamp(bytesPerSecond / PIECES_PER_SECOND, 1, CHUNK_BYTES);
        state.did();
        for (int from = 0; from < bytes.length; from += piece) {
            int count = Math.min(piece, bytes.length - from);
            if (state.spell() == spell) {
                freeNanos = Math.max(freeNanos, System.nanoTime()) + count * NANOS_PER_SECOND / bytesPerSecond;
                awaitUntil(freeNanos);
            }
            out.write(bytes, from, count);
        }
    }

    private static void awaitUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
