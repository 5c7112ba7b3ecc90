package dev.outrank.planner.predict;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.cost.BodyFormat;

/**
 * How long the bodies of a model's requests are: {@code requestBytes + candidates · candidateBytes}.
 *
 * @param format how they are written
 * @param requestBytes bytes whatever the number of candidates, at least 0
 * @param candidateBytes bytes a candidate, at least 0
 */
public record Bodies(BodyFormat format, double requestBytes, double candidateBytes) {

    public Bodies {
        if (!(requestBytes >= 0 && candidateBytes >= 0 && Double.isFinite(requestBytes + candidateBytes))) {
            throw new PlanException("bodies: " + requestBytes + " and " + candidateBytes
                    + " bytes (expected: two finite numbers of at least 0)");
        }
    }

    double bytes(double candidates) {
        return requestBytes + candidates * candidateBytes;
    }
}
