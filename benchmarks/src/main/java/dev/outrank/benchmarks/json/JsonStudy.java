package dev.outrank.benchmarks.json;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.ranking.http.ReceivedBody;
import dev.outrank.ranking.http.RequestFormat;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.memory.ArrayPool;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.oip.InferenceFormat;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.RankingRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.LongSupplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads one body both ways. For one thread; times are CPU times of that thread, since the machine may have other work. */
final class JsonStudy {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .build();

    private final InferenceBody body;
    private final ReceivedBody received;
    private final ParsedModel model;
    private final RequestFormat<?> format = InferenceFormat.of(new DecodeLimits(10_000, 2_000_000));
    private final ArrayPool arrays = new ArrayPool(64 << 20);
    private final Deadline deadline = Deadline.after(Duration.ofDays(1));

    JsonStudy(InferenceBody body) {
        this.body = body;
        this.received = ReceivedBody.of(body.json());
        this.model = new ParsedModel(body.manifest());
    }

    /** Decodes the body as a ranking service does, and returns a number of its inputs. */
    long decode() {
        RequestMemory memory = RequestMemory.of(arrays);
        RankingRequest request =
                format.decode(received, model, deadline, memory).ranking();
        long last = request.sparse(0).ids()[0];
        memory.end();
        return last;
    }

    /** Goes through the body with a bare parser and returns the sum of its numbers. */
    long pass() {
        long sum = 0;
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), body.json())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    sum += parser.getLongValue();
                } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                    sum += (long) parser.getFloatValue();
                }
            }
        }
        return sum;
    }

    /** Goes through the tokens only: numbers are recognised and not computed. */
    long tokens() {
        long count = 0;
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), body.json())) {
            while (parser.nextToken() != null) {
                count++;
            }
        }
        return count;
    }

    /**
     * Checks that the decoder reads what was written.
     *
     * @throws IllegalStateException where it does not
     */
    void check() {
        RequestMemory memory = RequestMemory.unpooled();
        RankingRequest request =
                format.decode(received, model, deadline, memory).ranking();
        long sum = 0;
        int ids = 0;
        for (int feature = 0; feature < body.manifest().features().sparse().size(); feature++) {
            Bags bags = request.sparse(feature);
            for (int i = 0; i < bags.idCount(); i++) {
                sum += bags.ids()[i];
            }
            ids += bags.idCount();
        }
        if (request.candidates() != InferenceBody.CANDIDATES || ids != body.ids() || sum != body.idSum()) {
            throw new IllegalStateException("decoded: " + request.candidates() + " candidates, " + ids + " ids, sum "
                    + sum + " (expected: " + InferenceBody.CANDIDATES + ", " + body.ids() + ", " + body.idSum() + ")");
        }
    }

    /** Returns the CPU nanoseconds of one of {@code times} runs. */
    static double nanos(int times, LongSupplier work) {
        long sink = 0;
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            sink += work.getAsLong();
        }
        long took = THREADS.getCurrentThreadCpuTime() - before;
        if (sink == Long.MIN_VALUE) {
            throw new IllegalStateException(
                    "sum: " + sink + " (expected: another; keeps the work from being left out)");
        }
        return (double) took / times;
    }
}
