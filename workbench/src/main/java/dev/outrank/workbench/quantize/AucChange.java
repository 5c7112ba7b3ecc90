package dev.outrank.workbench.quantize;

import dev.outrank.workbench.score.RankingQuality;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well scores tell what was clicked from what was not: the area under the ROC curve, over the candidates of all requests.
 *
 * @param before of the old bundle
 * @param after of the new one
 */
record AucChange(double before, double after) {

    /** Returns the change, or null unless every request has clicks and some candidates, not all, were clicked. */
    static @Nullable AucChange of(List<RequestChange> requests) {
        int size = requests.stream().mapToInt(RequestChange::candidates).sum();
        boolean[] clicks = new boolean[size];
        double[] before = new double[size];
        double[] after = new double[size];
        int next = 0;
        for (RequestChange request : requests) {
            boolean[] clicked = request.clicks();
            if (clicked == null) {
                return null;
            }
            for (int i = 0; i < request.candidates(); i++) {
                clicks[next] = clicked[i];
                before[next] = request.before()[i];
                after[next++] = request.after()[i];
            }
        }
        long clicked = IntStream.range(0, size).filter(i -> clicks[i]).count();
        return clicked == 0 || clicked == size
                ? null
                : new AucChange(RankingQuality.auc(before, clicks), RankingQuality.auc(after, clicks));
    }
}
