package dev.outrank.workbench.characterize;

import dev.outrank.planner.cost.BodyFormat;
import dev.outrank.planner.predict.Bodies;
import dev.outrank.workbench.replay.Api;
import dev.outrank.workbench.replay.BodySize;
import java.util.List;

/** Finds how bodies grow with their candidates: the line with the least squares, of which neither part may be below 0. */
final class BodyFit {

    private BodyFit() {}

    /** Returns the bodies of requests, at least one. */
    static Bodies of(Api api, List<BodySize> sizes) {
        double meanCandidates =
                mean(sizes.stream().mapToDouble(BodySize::candidates).toArray());
        double meanBytes = mean(sizes.stream().mapToDouble(BodySize::bytes).toArray());
        double spread = 0;
        double together = 0;
        for (BodySize size : sizes) {
            double distance = size.candidates() - meanCandidates;
            spread += distance * distance;
            together += distance * (size.bytes() - meanBytes);
        }
        // Equal counts tell nothing of what a candidate takes: then all is of the request.
        double candidateBytes = spread == 0 ? 0 : Math.max(0, together / spread);
        double requestBytes = meanBytes - candidateBytes * meanCandidates;
        if (requestBytes >= 0) {
            return new Bodies(format(api), requestBytes, candidateBytes);
        }
        return new Bodies(format(api), 0, throughOrigin(sizes));
    }

    private static double throughOrigin(List<BodySize> sizes) {
        double together = 0;
        double squares = 0;
        for (BodySize size : sizes) {
            together += (double) size.candidates() * size.bytes();
            squares += (double) size.candidates() * size.candidates();
        }
        return together / squares;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Columns of the rank API are the same numbers in the same text as tensors. */
    private static BodyFormat format(Api api) {
        return switch (api) {
            case INFER, RANK -> BodyFormat.JSON;
            case INFER_BINARY -> BodyFormat.BINARY;
        };
    }
}
