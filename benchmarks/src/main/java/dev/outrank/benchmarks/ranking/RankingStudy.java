package dev.outrank.benchmarks.ranking;

import dev.outrank.benchmarks.ranking.RankingRow.Round;
import dev.outrank.benchmarks.ranking.RankingRow.Subject;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RequestGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Checks scores of all ways against the bare model's, then times all in turns. For one thread, which is the client. */
final class RankingStudy {

    /** Distinct requests, so that rows do not stay in a cache. */
    private static final int REQUESTS = 16;

    private static final float TOLERANCE = 1e-6f;

    /** One way with one form of bodies, and its rounds so far. */
    private record Contender(String way, String form, Calls calls, List<CallBody> bodies, List<Round> rounds) {

        Contender(String way, String form, Calls calls, List<CallBody> bodies) {
            this(way, form, calls, bodies, new ArrayList<>());
        }

        boolean overHttp() {
            return calls instanceof HttpCalls;
        }

        ProcessCost turn(Duration turn) throws IOException {
            return ProcessCost.of(number -> calls.call(bodies.get(number % REQUESTS)), turn, overHttp());
        }

        double meanBodyBytes() {
            return bodies.stream()
                    .mapToInt(body -> body.bytes().length)
                    .average()
                    .orElse(0);
        }
    }

    private final Subject subject;
    private final BareModel bare;
    private final List<GeneratedRequest> requests;
    private final List<Contender> contenders;

    RankingStudy(Subject subject, PreparedModel model, BareModel bare, ServedModel served, HttpCalls http) {
        this.subject = subject;
        this.bare = bare;
        RequestGenerator generator = model.requests();
        this.requests = IntStream.range(0, REQUESTS)
                .mapToObj(number -> generator.request(number, subject.candidates(), EmptyBags.AS_DRAWN))
                .toList();
        List<CallBody> binary = requests.stream().map(CallBody::binary).toList();
        List<CallBody> json = requests.stream().map(CallBody::json).toList();
        DirectCalls direct = served.direct();
        served.await(binary.getFirst());
        this.contenders = List.of(
                new Contender("http", "binary", http, binary),
                new Contender("direct", "binary", direct, binary),
                new Contender("http", "json", http, json),
                new Contender("direct", "json", direct, json));
    }

    /**
     * Asks for every request in every way.
     *
     * @throws IllegalStateException where a score is not the bare model's
     */
    void check() throws IOException {
        for (int number = 0; number < REQUESTS; number++) {
            float[] expected = bare.scores(requests.get(number));
            for (Contender contender : contenders) {
                CallBody body = contender.bodies().get(number);
                requireSame(contender, expected, body.scores(contender.calls().call(body), subject.candidates()));
            }
        }
    }

    private static void requireSame(Contender contender, float[] expected, float[] scores) {
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - scores[i]) <= TOLERANCE)) {
                throw new IllegalStateException(contender.way() + ", " + contender.form() + ": score " + i + " is "
                        + scores[i] + " (expected: " + expected[i] + ")");
            }
        }
    }

    /** Times all of them; rounds before the first of {@code rounds} are for the compilers. */
    List<RankingRow> run(int warmUps, int rounds, Duration turn) throws IOException {
        for (int round = -warmUps; round < rounds; round++) {
            ProcessCost ranked = ProcessCost.of(number -> bare.rank(requests.get(number % REQUESTS)), turn, false);
            ProcessCost dense = ProcessCost.of(number -> bare.runNets(), turn, false);
            for (Contender contender : contenders) {
                ProcessCost service = contender.turn(turn);
                if (round >= 0) {
                    contender.rounds().add(new Round(service, ranked, dense));
                }
            }
        }
        return contenders.stream()
                .map(contender -> RankingRow.of(
                        subject, contender.way(), contender.form(), contender.meanBodyBytes(), contender.rounds()))
                .toList();
    }
}
