package dev.outrank.workbench.checked;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Sends requests as fast as they are answered, so many at a time. */
public final class Capacity {

    /** Two for each processor and service on a request's way keep all of them busy, and queue little. */
    private static final int UNDER_WAY = 8;

    private static final Duration MOMENT = Duration.ofSeconds(3);
    private static final double STILL_RISING = 1.05;

    /** So many times in a row it has to rise no more: with few processors a compiler takes what a second has, and gives it back in the next. */
    private static final int RESTS = 2;

    private final GatewayClient client;
    private final Questionnaire questions;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong exact = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(UNDER_WAY);
    private final long endNanos;

    private Capacity(GatewayClient client, Questionnaire questions, Duration time) {
        this.client = client;
        this.questions = questions;
        this.endNanos = System.nanoTime() + time.toNanos();
    }

    /** Returns how many exact answers there are in a second at most, once that rises no more, or the time is over. */
    public static double measureWarm(GatewayClient client, Questionnaire questions, Duration atMost)
            throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        double most = 0;
        double risen = 0;
        int rests = 0;
        while (rests < RESTS && (most == 0 || System.nanoTime() < end)) {
            double now = measure(client, questions, MOMENT);
            rests = now > STILL_RISING * risen ? 0 : rests + 1;
            risen = rests == 0 ? now : risen;
            most = Math.max(most, now);
        }
        return most;
    }

    /** Returns how many exact answers there are in a second. */
    public static double measure(GatewayClient client, Questionnaire questions, Duration time)
            throws InterruptedException {
        long begin = System.nanoTime();
        Capacity capacity = new Capacity(client, questions, time);
        for (int i = 0; i < UNDER_WAY; i++) {
            capacity.ask();
        }
        capacity.ended.await();
        return capacity.exact.get() * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begin);
    }

    private void ask() {
        if (System.nanoTime() > endNanos) {
            ended.countDown();
            return;
        }
        CheckedRequest request = questions.request(next.getAndIncrement());
        client.ask(request, reply -> {
            if (request.grade(reply).verdict() == Verdict.EXACT) {
                exact.incrementAndGet();
            }
            ask();
        });
    }
}
