package dev.outrank.workbench.replay;

/** One request on its way. */
final class Flight implements Sender.Receiver, AnswerCheck.Verdict {

    private final Traffic traffic;
    private final int request;
    private final long dueNanos;
    private final long sentNanos;
    private long endNanos;
    private int bytes;
    private String serverTiming = "";

    Flight(Traffic traffic, int request, long dueNanos, long sentNanos) {
        this.traffic = traffic;
        this.request = request;
        this.dueNanos = dueNanos;
        this.sentNanos = sentNanos;
    }

    @Override
    public void answered(Sender.Answer answer) {
        endNanos = traffic.clock().nanos();
        bytes = answer.body().readableBytes();
        serverTiming = answer.serverTiming();
        traffic.check().check(request, answer, this);
    }

    @Override
    public void failed(String kind, String message) {
        traffic.measurements().failed(kind, message);
    }

    @Override
    public void ended() {
        traffic.ended();
    }

    @Override
    public void right() {
        traffic.measurements().answered(dueNanos, sentNanos, endNanos, bytes, serverTiming);
    }

    @Override
    public void wrong(String kind, String message) {
        traffic.measurements().failed(kind, message);
    }
}
