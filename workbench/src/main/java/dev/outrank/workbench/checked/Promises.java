package dev.outrank.workbench.checked;

import java.util.List;
import java.util.stream.Collectors;

/** The promises that several scenes have. */
public final class Promises {

    private Promises() {}

    /** Returns the promise that no answer is wrong. */
    public static Promise noneWrong(List<Figures> phases) {
        return Promise.none("0 wrong", Figures.sum(phases, Figures::wrong), requests(phases), oddities(phases));
    }

    /** Returns the promises that no answer is wrong, and that every request has one that is whole. */
    public static List<Promise> allExact(List<Figures> phases) {
        long failed = Figures.sum(phases, figures -> figures.refused() + figures.failed() + figures.degraded());
        return List.of(Promise.none("0 failed", failed, requests(phases), oddities(phases)), noneWrong(phases));
    }

    public static long requests(List<Figures> phases) {
        return Figures.sum(phases, Figures::requests);
    }

    public static String oddities(List<Figures> phases) {
        return phases.stream()
                .filter(figures -> figures.bad() > 0 || figures.degraded() > 0)
                .map(figures -> figures.phase() + ": "
                        + (figures.degraded() > 0 ? figures.degraded() + " degraded; " : "") + figures.oddText())
                .collect(Collectors.joining(" | "));
    }
}
