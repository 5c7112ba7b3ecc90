package dev.outrank.workbench.replay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Deque;

/** A server and its clock in virtual time: it answers one request after another, each in the same time, and stalls once. */
final class SimulatedServer implements NanoClock, Sender {

    private record Due(long nanos, Receiver receiver) {}

    private final long serviceNanos;
    private final long stallFrom;
    private final long stallUntil;
    private final ByteBuf body;
    private final Deque<Due> due = new ArrayDeque<>();
    private long now;
    private long freeAt;

    SimulatedServer(long serviceNanos, long stallFrom, long stallUntil, byte[] body) {
        this.serviceNanos = serviceNanos;
        this.stallFrom = stallFrom;
        this.stallUntil = stallUntil;
        this.body = Unpooled.wrappedBuffer(body);
    }

    @Override
    public void send(int request, Receiver receiver) {
        long begin = Math.max(now, freeAt);
        if (begin >= stallFrom && begin < stallUntil) {
            begin = stallUntil;
        }
        freeAt = begin + serviceNanos;
        due.add(new Due(freeAt, receiver));
    }

    @Override
    public long nanos() {
        return now;
    }

    /** Lets what is due until then happen, each at its time. */
    @Override
    public void awaitUntil(long nanos) {
        while (!due.isEmpty() && due.peek().nanos() <= nanos) {
            Due next = due.remove();
            now = next.nanos();
            next.receiver().answered(new Answer(200, -1, body.duplicate(), "decode;dur=0.5"));
            next.receiver().ended();
        }
        now = Math.max(now, nanos);
    }
}
