package dev.outrank.workbench.observability;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.checked.CheckedRequest;
import dev.outrank.workbench.checked.Grade;
import dev.outrank.workbench.checked.KnownScores;
import dev.outrank.workbench.checked.Questionnaire;
import dev.outrank.workbench.checked.RankedAnswer;
import dev.outrank.workbench.checked.Reply;
import dev.outrank.workbench.checked.StatusGrade;
import dev.outrank.workbench.checked.Verdict;
import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.requests.GoldenRequests;
import dev.outrank.workbench.requests.RankJson;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The golden requests of a bundle, over and over, by the rank API: right is what the training framework scored, and nothing that is degraded. */
final class GoldenQuestions implements Questionnaire {

    private final List<CheckedRequest> requests;

    private GoldenQuestions(List<CheckedRequest> requests) {
        this.requests = requests;
    }

    static GoldenQuestions of(Path bundle) {
        var manifest = Bundle.open(bundle).manifest();
        String path = "/v1/models/" + manifest.name() + ":rank";
        return new GoldenQuestions(GoldenRequests.read(manifest, bundle.resolve("golden.ndjson")).stream()
                .map(line -> question(path, line))
                .toList());
    }

    @Override
    public CheckedRequest request(int number) {
        return requests.get(number % requests.size());
    }

    private static CheckedRequest question(String path, GoldenLine line) {
        Map<String, Integer> positions = new HashMap<>();
        line.request().candidateIds().forEach(id -> positions.put(id, positions.size()));
        return new Golden(path, RankJson.rows(line.request()), Map.copyOf(positions), known(line.scores()));
    }

    private static KnownScores known(double[] scores) {
        float[] known = new float[scores.length];
        for (int i = 0; i < known.length; i++) {
            known[i] = (float) scores[i];
        }
        return new KnownScores(known);
    }

    private static final class Golden implements CheckedRequest {

        private final String path;
        private final byte[] body;
        private final Map<String, Integer> positions;
        private final KnownScores known;

        Golden(String path, byte[] body, Map<String, Integer> positions, KnownScores known) {
            this.path = path;
            this.body = body;
            this.positions = positions;
            this.known = known;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public byte[] body() {
            return body;
        }

        @Override
        public Grade grade(Reply reply) {
            return switch (reply) {
                case Reply.Lost(String kind, String message) -> new Grade(Verdict.FAILED, kind, message);
                case Reply.Answer answer when answer.isOk() -> scored(answer);
                case Reply.Answer answer -> StatusGrade.of(answer);
            };
        }

        private Grade scored(Reply.Answer answer) {
            try {
                RankedAnswer ranked = RankedAnswer.read(answer.body(), positions);
                return !ranked.degraded() && known.accept(ranked.scores())
                        ? Grade.good(Verdict.EXACT)
                        : new Grade(Verdict.WRONG, "other scores", Arrays.toString(ranked.scores()));
            } catch (DependencyException e) {
                return new Grade(Verdict.WRONG, "malformed", String.valueOf(e.getMessage()));
            }
        }
    }
}
