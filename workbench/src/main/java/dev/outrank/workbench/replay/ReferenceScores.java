package dev.outrank.workbench.replay;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.document.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scores that each request must have: given, or those of the first answer to it. Several runs may share one, so that all targets must agree.
 * Thread-safe.
 */
public final class ReferenceScores {

    private final AtomicReferenceArray<float[]> scores;

    /** Makes a reference that knows nothing yet of so many requests. */
    public ReferenceScores(int requests) {
        scores = new AtomicReferenceArray<>(requests);
    }

    /**
     * Returns the scores in a file: a line of JSON for each request with an array {@code scores}, empty where nobody knows them.
     *
     * @throws CallerException if a request lacks its line, or the file is no such file
     */
    static ReferenceScores read(Path file, PreparedRequests requests) {
        ReferenceScores reference = new ReferenceScores(requests.count());
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() < requests.count()) {
                throw new CallerException(file + ": " + lines.size() + " lines (expected: " + requests.count()
                        + ", one for each request)");
            }
            for (int i = 0; i < requests.count(); i++) {
                float[] line = parse(lines.get(i));
                int candidates = requests.get(i).candidates();
                if (line.length == 0) {
                    continue;
                }
                if (line.length != candidates) {
                    throw new CallerException(file + ":" + (i + 1) + ": " + line.length + " scores (expected: "
                            + candidates + ", one for each candidate)");
                }
                reference.scores.set(i, line);
            }
            return reference;
        } catch (IOException | JacksonException e) {
            throw new CallerException(file + ": " + e.getMessage() + " (expected: lines of JSON with scores)", e);
        }
    }

    private static float[] parse(String line) {
        JsonNode numbers = JsonMapper.shared().readTree(line).required("scores");
        float[] scores = new float[numbers.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Float.parseFloat(numbers.required(i).asString());
        }
        return scores;
    }

    /** Writes what is known, in the form that {@link #read} takes; a request that was never answered has no scores. */
    void write(Path file) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < scores.length(); i++) {
            float[] known = scores.get(i);
            lines.append("{\"scores\":[");
            for (int k = 0; known != null && k < known.length; k++) {
                lines.append(k == 0 ? "" : ",").append(known[k]);
            }
            lines.append("]}\n");
        }
        CanonicalJson.writeText(lines.toString(), file);
    }

    /** Returns what a request's scores must be, null while nobody knows. */
    float @Nullable [] of(int request) {
        return scores.get(request);
    }

    /** Takes the scores of a first answer, and returns those that count: another's where that was quicker. */
    float[] offer(int request, float[] first) {
        float[] known = scores.compareAndExchange(request, null, first);
        return known == null ? first : known;
    }

    /** Returns the largest {@code |score − other's| / |other's|} of the requests that both know. */
    public double worstRelativeChange(ReferenceScores other) {
        double worst = 0;
        for (int request = 0; request < scores.length(); request++) {
            float[] own = scores.get(request);
            float[] others = other.scores.get(request);
            for (int i = 0; own != null && others != null && i < own.length; i++) {
                if (own[i] != others[i]) {
                    worst = Math.max(worst, Math.abs((double) own[i] - others[i]) / Math.abs(others[i]));
                }
            }
        }
        return worst;
    }
}
