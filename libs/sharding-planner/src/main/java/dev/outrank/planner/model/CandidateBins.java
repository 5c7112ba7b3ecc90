package dev.outrank.planner.model;

import dev.outrank.planner.traffic.CandidateShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Merges a distribution of candidates into few counts, so that predictions cost the same whatever was measured. */
final class CandidateBins {

    /** Each bin holds about a 16th of the requests where counts vary finely, and of the last 16th about a 256th: the 99th percentile has a bin of its own. */
    private static final int MOST = 16;

    private CandidateBins() {}

    /** Returns at most about {@link #MOST} counts with nearly the same mean; as they are where there are not more. */
    static List<CandidateShare> merge(List<CandidateShare> all) {
        List<CandidateShare> sorted = all.stream()
                .sorted(Comparator.comparingInt(CandidateShare::candidates))
                .toList();
        if (sorted.size() <= MOST) {
            return sorted;
        }
        List<CandidateShare> bins = new ArrayList<>();
        double share = 0;
        double sum = 0;
        double done = 0;
        for (CandidateShare one : sorted) {
            share += one.share();
            sum += one.share() * one.candidates();
            // The upper tail decides the 99th percentile: its bins are finer.
            double width = done + share > 1 - 1.0 / MOST ? 1.0 / (MOST * MOST) : 1.0 / MOST;
            if (share >= width) {
                bins.add(new CandidateShare((int) Math.round(sum / share), Math.min(1, share)));
                done += share;
                share = 0;
                sum = 0;
            }
        }
        if (share > 0) {
            bins.add(new CandidateShare((int) Math.round(sum / share), share));
        }
        return List.copyOf(bins);
    }
}
